"""The page of one report: what it says at a glance, then a part for each deeper question."""

from importlib import import_module
from typing import Final

import msgspec
import streamlit as st

from reporter.errors import InputError
from reporter.jobs.job import ReportId
from reporter.web.asking import ask_again, explorer
from reporter.web.blocks.dispute import disputes
from reporter.web.blocks.hero import strip
from reporter.web.blocks.masthead import banners, masthead
from reporter.web.links import LINKED_NETWORKS
from reporter.web.navigation import Place, current, turn
from reporter.web.opened import Opened, opened
from reporter.web.services import Services

VIEWS: Final = {
    "glance": "At a glance",
    "map": "Map",
    "money": "Money",
    "time": "Over time",
    "holders": "Holders",
    "evidence": "Evidence",
    "limits": "Limits",
    "take": "Downloads",
    "notes": "Notes",
}
"""The parts of a report by the module of `reporter.web.views` that draws each."""
FIRST: Final = "glance"
_VIEW: Final = "report-view"


def which(services: Services, place: Place) -> ReportId | None:
    """The stored report a place means: the one named, else the latest on its mint."""
    if place.mint is None:
        return None
    return ReportId(place.mint, place.report) if place.report else services.store.latest(place.mint)


def show_stored(services: Services, kept: ReportId) -> None:
    """A report made on this machine. Raises InputError when it is not here."""
    document = services.store.document(kept)
    _show(services, opened(document, explorer(services), lambda: services.store.pack(kept), kept, services.store))


def show_sample(services: Services, name: str) -> None:
    """A report that came with the program. Raises InputError when there is none of this name."""
    sample = next((sample for sample in services.samples if sample.name == name), None)
    if sample is None:
        raise InputError("there is no sample report of that name")
    _show(services, opened(sample.document(), explorer(services), sample.pack.read_bytes))


def _show(services: Services, seen: Opened) -> None:
    report = seen.report
    boxes = banners(report)
    if boxes:
        st.html(boxes)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.html(masthead(report, seen.explorer), width="stretch")
        if report.snapshot.network in LINKED_NETWORKS:
            st.button(
                "Read the ledger again",
                icon=":material/refresh:",
                type="tertiary",
                on_click=ask_again,
                args=(services, report.mint),
            )
    if seen.kept is not None and seen.store is not None:
        disputed = disputes(seen.store.disputes(seen.kept), seen.explorer)
        if disputed:
            st.html(disputed)
    _parts(msgspec.structs.replace(seen, badges=services.badges, public_url=services.public_url))


@st.fragment
def _parts(seen: Opened) -> None:
    """The part the address names. A fragment: turning to another part draws this alone again."""
    place = current()
    view: str = place.view if place.view in VIEWS else FIRST
    st.session_state[_VIEW] = view
    st.segmented_control(
        "Part of the report",
        list(VIEWS),
        key=_VIEW,
        format_func=lambda name: VIEWS[name],
        required=True,
        label_visibility="collapsed",
        on_change=_turned,
    )
    if view != FIRST:
        st.html(strip(seen.report))
    with st.container(key=f"part-{view}"):
        # Loaded when it is looked at: charts, tables and graphs take a second of the first visit, and few visits want all.
        import_module(f"reporter.web.views.{view}").show(seen, place)


def _turned() -> None:
    view = st.session_state[_VIEW]
    turn(view=None if view == FIRST else view)
