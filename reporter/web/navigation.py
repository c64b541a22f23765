"""Where in the app a browser is: everything that can be shared or returned to stands in the address."""

from collections.abc import Mapping
from typing import Final

import msgspec
import streamlit as st
from msgspec import Struct

from reporter.errors import InputError, LooksLikeSecret
from reporter.jobs.job import ReportId
from reporter.model.ids import Mint, is_address, looks_like_secret, parse_address

NAMES: Final = ("mint", "report", "job", "sample", "page", "view", "entity", "wallet", "reports", "tiers", "kind", "find")
_HASHES: Final = frozenset({"report", "reports"})  # hex, where 64 letters are no key
_LONGEST: Final = 2000


class Place(Struct, frozen=True):
    """What the address asks for; empty is the front page.

    `page` is one of the desk's (compare, wallet, settings); `view` a part of a report, with the entity and wallet it is about;
    `reports` the ones to compare, as mint:hash separated by commas; `tiers` the links drawn on the map, `kind` and `find` the
    filters of the holders table.
    """

    mint: Mint | None = None
    report: str | None = None
    job: str | None = None
    sample: str | None = None
    page: str | None = None
    view: str | None = None
    entity: str | None = None
    wallet: str | None = None
    reports: str | None = None
    tiers: str | None = None
    kind: str | None = None
    find: str | None = None

    @property
    def compared(self) -> tuple[ReportId, ...]:
        """The reports to compare, each once; what is no name of a report is left out."""
        pairs = (part.partition(":") for part in (self.reports or "").split(","))
        return tuple(dict.fromkeys(ReportId(mint, sha256) for mint, _, sha256 in pairs if is_address(mint) and sha256))


def place(query: Mapping[str, str]) -> Place:
    """The place a query names. Raises InputError for a mint that is none, LooksLikeSecret for key material anywhere."""
    given = {name: query[name][:_LONGEST] for name in NAMES if query.get(name)}
    if any(looks_like_secret(text) for name, text in given.items() if name not in _HASHES):
        raise LooksLikeSecret("the link holds what looks like a private key; it was not stored or sent. Do not share that link")
    if "mint" in given:
        given["mint"] = parse_address(given["mint"])
    return Place(**given)


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


def turn(**changes: str | None) -> None:
    """Stay on the page and change what is looked at on it."""
    go(msgspec.structs.replace(current(), **changes))


def go_home() -> None:
    """Move to the front page."""
    go(Place())


def go_to_report(report: ReportId) -> None:
    """Move to a stored report."""
    go(Place(mint=report.mint, report=report.sha256))


def named(report: ReportId) -> str:
    """A stored report as the address of a comparison names it."""
    return f"{report.mint}:{report.sha256}"
