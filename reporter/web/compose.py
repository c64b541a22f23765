"""The one place where the pages meet the real ledger, disk and settings."""

import asyncio
from collections.abc import Sequence
from functools import partial

import streamlit as st

from reporter.jobs.job import Made, Make
from reporter.jobs.runner import Runner
from reporter.jobs.samples import with_reports
from reporter.jobs.store import Store
from reporter.ledger import shipped
from reporter.ledger.probe import probe
from reporter.model.pack import Parameters
from reporter.model.progress import Watcher
from reporter.settings import Settings, load
from reporter.web.services import Services


def maker(settings: Settings, endpoints: Sequence[str], rate: float | None = None) -> Make:
    """A maker of reports that reads the ledger through `endpoints`, or through those of this installation."""
    asked = tuple(endpoints) or settings.endpoints()

    def make(parameters: Parameters, watch: Watcher) -> Made:
        from reporter.collect.session import make_report  # noqa: PLC0415 — pages open before the collector is loaded

        made: Made = make_report(
            parameters,
            endpoints=asked,
            data_dir=settings.data_dir,
            watch=watch,
            max_rps=rate or settings.max_rps,
            drafting=True,
        )
        return made

    return make


@st.cache_resource(show_spinner=False)
def services() -> Services:
    """The services of this process, shared by all browser sessions. Raises InputError for faulty settings."""
    settings = load()
    store = Store(settings.data_dir)
    rules = shipped.load_rules().id
    return Services(
        store=store,
        runner=Runner(partial(maker, settings), store, rules=rules),
        samples=tuple(with_reports(shipped.samples())),
        probe=lambda endpoint: asyncio.run(probe(endpoint)),
        budget=settings.budget,
        window=settings.window,
        explorer=settings.explorer,
        rules=rules,
    )
