"""The one place where the pages meet the real ledger, disk and settings."""

import asyncio

import streamlit as st

from reporter.jobs.durable.opened import opened
from reporter.jobs.samples import with_reports
from reporter.ledger import shipped
from reporter.ledger.probe import probe
from reporter.settings import load
from reporter.web.services import Services


@st.cache_resource(show_spinner=False)
def services() -> Services:
    """The services of this process, shared by all browser sessions. Raises InputError for faulty settings."""
    settings = load()
    durable = opened(settings)
    return Services(
        store=durable.shelf,
        runner=durable.desk,
        samples=tuple(with_reports(shipped.samples())),
        probe=lambda endpoint: asyncio.run(probe(endpoint)),
        budget=settings.budget,
        window=settings.window,
        explorer=settings.explorer,
        rules=shipped.load_rules().id,
    )
