"""What a running job knows so far, below its progress: quick answer first, then money, then entities."""

from typing import Final

import streamlit as st

from reporter.model.progress import Draft
from reporter.model.report import Report
from reporter.report import numbers
from reporter.web import measures
from reporter.web.blocks import draft as block
from reporter.web.blocks.entity import entity_card
from reporter.web.blocks.hero import linked_so_far
from reporter.web.blocks.supply import supply_bar
from reporter.web.links import Explorer

CARDS: Final = 4
PUBLISHED: Final = frozenset({"proven", "strong"})


def show(draft: Draft, template: str) -> None:
    """Everything the draft's stage allows to say."""
    report = draft.report
    explorer = Explorer(template, report.snapshot.network)
    with st.container(key="growing"):
        st.subheader("Known so far", anchor=False)
        st.html(block.unfinished(draft))
        st.html(block.launched(report, explorer))
        _quick(report)
        if draft.stage != "launch":
            st.subheader("Money of early buyers", anchor=False)
            st.html(block.money_so_far(report, explorer))
            st.subheader("Entities", anchor=False)
            _entities(draft, explorer)


def _quick(report: Report) -> None:
    wallets, bundled = report.metrics.wallets, report.behaviour.bundled
    row = (
        (measures.LARGEST_WALLET, numbers.percent(wallets.top1)),
        (measures.TEN_WALLETS, numbers.percent(wallets.top10)),
        (measures.BUNDLED, numbers.percent(bundled.get("bought"))),
    )
    with st.container(key="headline"):
        for measure, value in row:
            st.metric(measure.label, value, help=measure.help, border=True)
    st.subheader("Where the supply is", anchor=False)
    st.html(supply_bar(report.supply, report.token.decimals))


def _entities(draft: Draft, explorer: Explorer) -> None:
    """Entities as a report would publish them now; before the money is followed, only what nothing can take back."""
    report, whole = draft.report, draft.stage == "entities"
    shown = [(place, one) for place, one in enumerate(report.entities) if whole or one.tier in PUBLISHED]
    if not shown:
        st.caption("No wallets were joined so far: no link found in the data examined.")
        return
    st.html(linked_so_far(report, bounded=whole))
    cards = "".join(entity_card(entity, place, explorer) for place, entity in shown[:CARDS])
    st.html(f'<div class="lr-cards">{cards}</div>')
    if shown[CARDS:]:
        st.caption(f"{len(shown) - CARDS} more in the report.")
