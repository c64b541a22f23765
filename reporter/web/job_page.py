"""The page of a running, failed or cancelled job."""

import time
from typing import Final

import streamlit as st

from reporter.jobs.job import REPORTED, Job
from reporter.web import growing
from reporter.web.asking import ask, explorer
from reporter.web.blocks.markup import code, line
from reporter.web.blocks.phases import phases
from reporter.web.estimate import remaining, seen
from reporter.web.navigation import go_to_report
from reporter.web.services import Services

EVERY: Final = 1.0  # seconds between two looks at the job

WHAT_TO_DO: Final = {
    1: "Nothing you typed was wrong. Try again; what was already read is kept.",
    2: "Check the address and ask again.",
    3: "Try again in a minute, or give an endpoint of your own in the settings.",
    130: "Ask again whenever you like.",
}


def show(services: Services, key: str) -> None:
    """Follow a job until it ends, then move to its report. What is known so far stands below, and is drawn when it grows."""
    begun, draft = services.runner.get(key), services.runner.draft(key)
    if begun is not None and begun.finished:
        _ended(services, begun)
        return
    drafted = begun.drafted if begun is not None else 0

    @st.fragment(run_every=EVERY)
    def follow() -> None:
        job = services.runner.get(key)
        if job is None or job.finished or job.drafted != drafted:
            st.rerun()
        _running(services, job)

    follow()
    if draft is not None:
        growing.show(draft, explorer(services))


def _running(services: Services, job: Job) -> None:
    st.header("Reading the ledger" if job.state == "active" else "Waiting for a free place", anchor=False)
    st.html(code(job.parameters.mint))
    st.html(phases(job))
    st.caption(_estimate(job) or "How long it takes depends on the endpoint and on how many wallets bought early.")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Stopping …" if job.cancelling else "Cancel",
            key="cancel",
            disabled=job.cancelling,
            on_click=services.runner.cancel,
            args=(job.key,),
        )
        st.caption(
            "You can leave: the address of this page leads back to this job. Whoever asks for the same report shares it."
        )


def _estimate(job: Job) -> str:
    if job.latest is None:
        return ""
    progress, kept = job.latest.progress, f"sights-{job.key}"
    st.session_state[kept] = seen(st.session_state.get(kept, ()), progress, time.monotonic())
    return remaining(st.session_state[kept], progress)


def _ended(services: Services, job: Job) -> None:
    if job.report is not None and job.state in REPORTED:
        go_to_report(job.report)
        st.rerun()
    st.header("Cancelled" if job.state == "cancelled" else "No report", anchor=False)
    st.html(code(job.parameters.mint))
    text = f"{line(job.message)} {WHAT_TO_DO.get(job.code, WHAT_TO_DO[1])}"
    if job.state == "cancelled":
        st.info(text, icon=":material/info:")
    else:
        st.error(text, icon=":material/error:")
    with st.container(horizontal=True):
        st.button("Try again", type="primary", on_click=ask, args=(services, job.parameters))
        if job.report is not None:
            st.button("Open what was found", on_click=go_to_report, args=(job.report,))
