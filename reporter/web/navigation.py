"""Where in the app a browser is: everything that can be shared or returned to stands in the address."""

from collections.abc import Mapping
from typing import Final

import streamlit as st
from msgspec import Struct

from reporter.errors import InputError, LooksLikeSecret
from reporter.jobs.job import ReportId
from reporter.model.ids import Mint, looks_like_secret, parse_address

NAMES: Final = ("mint", "report", "job", "sample")


class Place(Struct, frozen=True):
    """What the address asks for; empty is the front page."""

    mint: Mint | None = None
    report: str | None = None
    job: str | None = None
    sample: str | None = None


def place(query: Mapping[str, str]) -> Place:
    """The place a query names. Raises InputError for a mint that is none, LooksLikeSecret for key material anywhere."""
    if any(looks_like_secret(query.get(name, "")) for name in NAMES if name != "report"):
        raise LooksLikeSecret("the link holds what looks like a private key; it was not stored or sent. Do not share that link")
    return Place(
        mint=parse_address(query["mint"]) if query.get("mint") else None,
        report=query.get("report") or None,
        job=query.get("job") or None,
        sample=query.get("sample") or None,
    )


def current() -> Place:
    """Where this browser is. An address that cannot be used is cleared before InputError is raised."""
    try:
        return place(st.query_params.to_dict())
    except InputError:
        st.query_params.clear()
        raise


def go(target: Place) -> None:
    """Move this browser; takes effect with the next run of the page."""
    values = {name: getattr(target, name) for name in NAMES}
    st.query_params.from_dict({name: value for name, value in values.items() if value})


def go_home() -> None:
    """Move to the front page."""
    go(Place())


def go_to_report(report: ReportId) -> None:
    """Move to a stored report."""
    go(Place(mint=report.mint, report=report.sha256))
