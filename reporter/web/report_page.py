"""The page of one report."""

from collections.abc import Callable

import streamlit as st

from reporter.errors import InputError
from reporter.jobs.job import ReportId
from reporter.model.pack import Parameters
from reporter.model.report import Report
from reporter.report import numbers
from reporter.report.render import json_document
from reporter.web import charts, measures, tables
from reporter.web.blocks.coverage import coverage, limits
from reporter.web.blocks.entity import entity_card
from reporter.web.blocks.explanation import explanations
from reporter.web.blocks.finding import findings
from reporter.web.blocks.masthead import banners, masthead
from reporter.web.blocks.supply import supply_bar
from reporter.web.links import LINKED_NETWORKS, Explorer
from reporter.web.navigation import Place, go, go_home
from reporter.web.services import Services
from reporter.web.session import session_endpoints

CARDS = 6  # entities shown before the fold


def which(services: Services, place: Place) -> ReportId | None:
    """The stored report a place means: the one named, else the latest on its mint."""
    if place.mint is None:
        return None
    return ReportId(place.mint, place.report) if place.report else services.store.latest(place.mint)


def show_stored(services: Services, kept: ReportId) -> None:
    """A report made on this machine. Raises InputError when it is not here."""
    document = services.store.document(kept)
    report = json_document.read(document)
    _head(services, report)
    _body(report, Explorer(services.explorer, report.snapshot.network))
    _downloads(report, document, lambda: services.store.pack(kept))


def show_sample(services: Services, name: str) -> None:
    """A report that came with the program. Raises InputError when there is none of this name."""
    sample = next((sample for sample in services.samples if sample.name == name), None)
    if sample is None:
        raise InputError("there is no sample report of that name")
    document = sample.document()
    report = json_document.read(document)
    _head(services, report)
    _body(report, Explorer(services.explorer, report.snapshot.network))
    _downloads(report, document, sample.pack.read_bytes)


def _head(services: Services, report: Report) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        st.button("New report", icon=":material/arrow_back:", type="tertiary", on_click=go_home)
        if report.snapshot.network in LINKED_NETWORKS:
            st.button(
                "Read the ledger again",
                icon=":material/refresh:",
                type="tertiary",
                on_click=_again,
                args=(services, report.mint),
            )


def _again(services: Services, mint: str) -> None:
    endpoints = session_endpoints()
    wanted = Parameters(mint=mint, window=services.window, budget=services.budget)
    job = services.runner.submit(wanted, services.maker(endpoints) if endpoints else None)
    go(Place(mint=mint, job=job.key))


def _body(report: Report, explorer: Explorer) -> None:
    boxes = banners(report)
    if boxes:
        st.html(boxes)
    st.html(masthead(report, explorer))
    _headline(report)
    _section("Where the supply is")
    st.html(supply_bar(report.supply, report.token.decimals))
    _picture(report)
    _entities(report, explorer)
    _holders(report, explorer)
    _section("Findings")
    st.html(findings(report.findings, explorer))
    _section("Coverage and limits")
    st.html(coverage(report))
    st.html(limits(report))


def _section(title: str) -> None:
    st.subheader(title, anchor=False)


def _headline(report: Report) -> None:
    metrics, snapshot = report.metrics, report.snapshot
    row = (
        ("Linked supply, at least", numbers.percent(metrics.linked_at_least), measures.LINKED),
        ("Linked supply, at most", numbers.percent(metrics.linked_at_most), measures.LINKED),
        ("Hidden by splitting", numbers.percent(metrics.hidden_by_splitting), measures.HIDDEN),
        ("Early buyers covered", numbers.percent(report.coverage.share), measures.COVERED),
    )
    with st.container(key="headline"):
        for label, value, measure in row:
            st.metric(label, value, help=measure.help, border=True)
    st.caption(f"Snapshot at slot {snapshot.slot:,}, {numbers.utc(snapshot.time)}.", help=measures.SNAPSHOT.help)


def _picture(report: Report) -> None:
    _section("Who holds the circulating supply")
    figure = charts.concentration(report)
    if figure is None:
        st.caption("No holder could be read, or nothing circulates: there is nothing to draw.")
        return
    st.caption(
        "Each tile is a wallet. Wallets joined by links share a colour; hatched ones by possible links only. Grey: no link"
        " found in the data examined. Curve, pools and burned tokens are left out."
    )
    st.plotly_chart(figure, config={"displayModeBar": False, "displaylogo": False}, key="picture", alt=charts.in_words(report))
    with st.expander("All measures", icon=":material/table_rows:"):
        st.dataframe(tables.measure_table(report), hide_index=True, height="content")
        st.html(explanations(measures.TABLE))


def _entities(report: Report, explorer: Explorer) -> None:
    _section("Entities")
    if not report.entities:
        st.caption("No wallets were joined: no link found in the data examined.")
        return
    cards = [entity_card(entity, place, explorer) for place, entity in enumerate(report.entities)]
    st.html(f'<div class="lr-cards">{"".join(cards[:CARDS])}</div>')
    if cards[CARDS:]:
        with st.expander(f"{len(cards) - CARDS} more entities"):
            st.html(f'<div class="lr-cards">{"".join(cards[CARDS:])}</div>')


def _holders(report: Report, explorer: Explorer) -> None:
    _section("Holders")
    if not report.holders:
        st.caption("No holder could be read.")
        return
    st.caption(
        "Shares are of the circulating supply, those of infrastructure of the total supply. The column heads sort, the"
        " magnifying glass searches."
    )
    st.dataframe(
        tables.holders(report, explorer),
        hide_index=True,
        height=420,
        column_config={
            "Wallet": st.column_config.TextColumn(width=130),
            "Share": st.column_config.NumberColumn(format="%.2f %%"),
            "Amount": st.column_config.NumberColumn(format="localized"),
            "Why": st.column_config.TextColumn(width="medium"),
            "Link": st.column_config.LinkColumn("Explorer", display_text="open", width="small"),
        },
    )


def _downloads(report: Report, document: bytes, pack: Callable[[], bytes]) -> None:
    _section("Take it with you")
    name = f"launch-report-{report.mint}-{report.snapshot.slot}"
    with st.container(horizontal=True):
        st.download_button(
            "Report (JSON)", document, f"{name}.json", "application/json", on_click="ignore", icon=":material/download:"
        )
        st.download_button(
            "Evidence pack", pack, f"{name}.zip", "application/zip", on_click="ignore", icon=":material/folder_zip:"
        )
    st.caption("The pack holds every raw answer behind the report; `reporter verify` derives the same report from it offline.")
