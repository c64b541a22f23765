"""The reports that can be looked through: those stored here and the samples, under one kind of name."""

import streamlit as st

from reporter.errors import InputError
from reporter.jobs.head import Head
from reporter.jobs.job import ReportId
from reporter.model.report import Report
from reporter.report import numbers, plain
from reporter.web.navigation import Place
from reporter.web.opened import decode
from reporter.web.services import Services

MOST = 200  # reports looked through


def heads(services: Services) -> list[Head]:
    """Stored reports, newest first, then samples."""
    return [*services.store.recent(MOST), *(sample.head for sample in services.samples)]


def report(services: Services, wanted: ReportId) -> Report:
    """A report of the shelf. Raises InputError when it is not there any more."""
    sample = next((sample for sample in services.samples if sample.head.id == wanted), None)
    return decode(sample.document() if sample is not None else services.store.document(wanted))


def place(services: Services, wanted: ReportId) -> Place:
    """Where a report of the shelf opens."""
    sample = next((sample for sample in services.samples if sample.head.id == wanted), None)
    return Place(sample=sample.name) if sample is not None else Place(mint=wanted.mint, report=wanted.sha256)


def title(head: Head) -> str:
    """One line that names a report: the token as the chain has it, and when it was read."""
    name = plain.plain(head.name) or "Unnamed token"
    when = numbers.utc(head.time) if head.time is not None else f"slot {head.slot:,}"
    return f"{name} ({numbers.short(head.id.mint)}), {when}"


def readable(services: Services, wanted: list[ReportId]) -> list[tuple[ReportId, Report]]:
    """Those of the reports that can be read; a line says which cannot."""
    found = []
    for one in wanted:
        try:
            found.append((one, report(services, one)))
        except InputError:
            st.warning(f"A report on {numbers.short(one.mint)} is not here any more.", icon=":material/info:")
    return found
