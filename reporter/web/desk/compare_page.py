"""Several launches side by side: their measures, and the wallets that play a part in more than one."""

from itertools import pairwise
from typing import Final

import streamlit as st

from reporter.errors import InputError
from reporter.jobs.head import Head
from reporter.jobs.job import ReportId
from reporter.model.report import Report
from reporter.report.diff import by_reports
from reporter.report.plain import plain
from reporter.web import tables
from reporter.web.asking import explorer
from reporter.web.blocks.difference import difference
from reporter.web.blocks.markup import line
from reporter.web.blocks.shared import shared_wallets
from reporter.web.desk import shelf
from reporter.web.links import Explorer
from reporter.web.navigation import Place, go, named, turn
from reporter.web.services import Services

_CHOICE: Final = "compare-choice"
MOST: Final = 6


def show(services: Services, place: Place) -> None:
    """Which reports, what they say, whom they share."""
    st.header("Compare launches", anchor=False)
    heads = {named(head.id): head for head in shelf.heads(services)}
    if len(heads) < 2:
        st.info("There are fewer than two reports here. Make another one on the front page, then come back.")
        return
    _choose(heads, place)
    found = shelf.readable(services, list(place.compared)[:MOST])
    if len(found) < 2:
        st.caption("Choose two reports or more.")
        return
    reports = [report for _, report in found]
    titles = [shelf.title(heads[named(one)]) if named(one) in heads else one.mint for one, _ in found]
    _changes(services, reports)
    st.subheader("Side by side", anchor=False)
    st.dataframe(tables.side_by_side(titles, reports), hide_index=True, height="content")
    with st.container(horizontal=True):
        for number, ((one, _), name) in enumerate(zip(found, titles, strict=True), 1):
            st.button(f"Open {number}", key=f"open-{number}", on_click=go, args=(shelf.place(services, one),), help=name)
    st.subheader("Wallets in more than one", anchor=False)
    st.caption(
        "A wallet in two launches is a fact, not a link: active traders, tools and market makers are in thousands. Services"
        " are left out."
    )
    st.html(shared_wallets(reports, titles))


def _changes(services: Services, reports: list[Report]) -> None:
    """What changed between snapshots of one mint, each with the one before it."""
    by_mint: dict[str, list[Report]] = {}
    for report in sorted(reports, key=lambda one: one.snapshot.slot):
        by_mint.setdefault(report.mint, []).append(report)
    for rows in by_mint.values():
        for old, new in pairwise(rows):
            st.subheader(f"What changed in {line(plain(old.token.name, 40) or 'this token').rstrip('.')}", anchor=False)
            try:
                st.html(difference(by_reports(old, new), Explorer(explorer(services), new.snapshot.network)))
            except InputError as error:
                st.caption(line(str(error)))
    if len(by_mint) < len(reports):
        st.caption("`reporter diff OLD.zip NEW.zip` derives both from their evidence packs and tells more causes apart.")


def _choose(heads: dict[str, Head], place: Place) -> None:
    st.session_state[_CHOICE] = [name for name in map(named, place.compared) if name in heads][:MOST]
    st.multiselect(
        "Reports",
        list(heads),
        key=_CHOICE,
        format_func=lambda name: shelf.title(heads[name]),
        max_selections=MOST,
        placeholder="Choose two or more",
        on_change=lambda: turn(reports=",".join(st.session_state[_CHOICE])),
    )


def pair(first: ReportId, second: ReportId) -> Place:
    """The comparison of two reports."""
    return Place(page="compare", reports=f"{named(first)},{named(second)}")
