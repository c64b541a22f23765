"""One report that a browser has open, with everything its page needs; decoding a large one is done once for all readers."""

import hashlib
from collections.abc import Callable

import streamlit as st
from msgspec import Struct

from reporter.jobs.job import ReportId
from reporter.jobs.shelf import Shelf
from reporter.model.report import Report
from reporter.report.render import json_document
from reporter.web.links import Explorer

KEPT = 6  # decoded reports in memory: one of 20,000 holders takes some 50 MB


class Opened(Struct, frozen=True):
    """`document` is the report as it was kept, `pack` reads its evidence pack; `kept` and `store` are None for a sample.
    `badges` and `public_url` say where its badge is served."""

    report: Report
    document: bytes
    digest: str
    explorer: Explorer
    pack: Callable[[], bytes]
    kept: ReportId | None = None
    store: Shelf | None = None
    badges: bool = False
    public_url: str = ""

    @property
    def file_name(self) -> str:
        """The name of downloads without their end; made of an address and a number, so that it is harmless."""
        return f"launch-report-{self.report.mint}-{self.report.snapshot.slot}"


def opened(
    document: bytes,
    template: str,
    pack: Callable[[], bytes],
    kept: ReportId | None = None,
    store: Shelf | None = None,
) -> Opened:
    """Open a report's JSON. Raises InputError when it is none."""
    digest = hashlib.sha256(document).hexdigest()
    report = _decoded(digest, document)
    return Opened(report, document, digest, Explorer(template, report.snapshot.network), pack, kept, store)


def decode(document: bytes) -> Report:
    """A report's JSON, decoded once while it is among the latest. Raises InputError when it is none."""
    report: Report = _decoded(hashlib.sha256(document).hexdigest(), document)
    return report


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _decoded(digest: str, _document: bytes) -> Report:  # noqa: ARG001 — the key of the cache
    return json_document.read(_document)
