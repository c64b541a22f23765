"""The first part of a report: where the supply is, who holds it, the entities, the findings."""

import time
from typing import Final

import streamlit as st

from reporter.model.report import Report
from reporter.report import numbers
from reporter.web import charts, measures
from reporter.web.blocks.behaviour import behaviour
from reporter.web.blocks.entity import entity_card
from reporter.web.blocks.finding import findings
from reporter.web.blocks.hero import hero
from reporter.web.blocks.measured import measured
from reporter.web.blocks.powers import powers
from reporter.web.blocks.supply import supply_bar
from reporter.web.navigation import Place, turn
from reporter.web.opened import Opened

CARDS: Final = 6  # entities shown before the fold


def show(seen: Opened, _: Place) -> None:
    """The whole part."""
    report = seen.report
    st.html(hero(report, int(time.time())))
    _headline(report)
    st.subheader("Where the supply is", anchor=False)
    st.html(supply_bar(report.supply, report.token.decimals))
    _entities(seen)
    _picture(seen)
    st.subheader("Findings", anchor=False)
    st.html(findings(report.findings, seen.explorer))
    st.subheader("Creator, bundles, exits", anchor=False)
    st.html(behaviour(report, seen.explorer))
    st.subheader("Powers, locks, liquidity", anchor=False)
    st.html(powers(report, seen.explorer))


def _headline(report: Report) -> None:
    entities = report.metrics.entities.at_least
    row = (
        ("Largest holder", numbers.percent(entities.top1), measures.LARGEST),
        ("Ten largest", numbers.percent(entities.top10), measures.TEN),
        ("Hidden by splitting", numbers.percent(report.metrics.hidden_by_splitting), measures.HIDDEN),
        ("Early buying covered", numbers.percent(report.coverage.share), measures.COVERED),
    )
    with st.container(key="headline"):
        for label, value, measure in row:
            st.metric(label, value, help=measure.help, border=True)


def _entities(seen: Opened) -> None:
    report = seen.report
    st.subheader("Entities", anchor=False)
    if not report.entities:
        st.caption("No wallets were joined: no link found in the data examined.")
        return
    with st.container(key="cards"):
        for place in range(min(CARDS, len(report.entities))):
            with st.container(key=f"card-{place}", border=True, gap="small"):
                _card(seen, place)
    if report.entities[CARDS:]:
        with st.expander(f"{len(report.entities) - CARDS} more entities"):
            cards = [
                entity_card(entity, place, seen.explorer) for place, entity in enumerate(report.entities) if place >= CARDS
            ]
            st.html(f'<div class="lr-cards">{"".join(cards)}</div>')


def _card(seen: Opened, place: int) -> None:
    entity = seen.report.entities[place]
    st.html(entity_card(entity, place, seen.explorer))
    with st.container(horizontal=True):
        for label, view, icon in (
            ("Evidence", "evidence", ":material/balance:"),
            ("Money", "money", ":material/account_tree:"),
            ("Map", "map", ":material/bubble_chart:"),
        ):
            st.button(
                label,
                key=f"card-{place}-{view}",
                icon=icon,
                type="tertiary",
                on_click=turn,
                kwargs={"view": view, "entity": entity.id, "wallet": None},
            )


def _picture(seen: Opened) -> None:
    report = seen.report
    st.subheader("Who holds the circulating supply", anchor=False)
    figure = charts.concentration(report)
    if figure is None:
        st.caption("No holder could be read, or nothing circulates: there is nothing to draw.")
        return
    st.caption(
        "Each tile is a wallet. Wallets joined by links share a colour; hatched ones by possible links only. Grey: no link"
        " found in the data examined. Curve, pools and burned tokens are left out."
    )
    st.echarts_chart(figure, height=charts.HEIGHT, key="picture", alt=charts.in_words(report))
    with st.expander("All measures", icon=":material/table_rows:"):
        st.html(measured(report))
