"""The HTML report, the tables and the badge's picture: complete, harmless, and the same bytes for the same report."""

import csv
import io
import re
import zipfile
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree as ET

import msgspec
import pyarrow.parquet as pq
import pytest

from reporter.report.render import badge_svg, html_document, tables
from reporter.report.render.formats import FORMATS, render
from reporter.report.wording import assert_speakable
from tests.report.factory import bare_report, hostile_report, make_report, partial_report, simulated_report

REPORTS = [make_report, hostile_report, partial_report, simulated_report, bare_report]
NASTY = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "=HYPERLINK(1)",
    "@SUM(1)",
    "[a](javascript:alert(1))",
    "\u202eevil\u200b\x1b[31m\r\nX: y",
    "{{ 7 * 7 }}",
    "x" * 10_000,
]


class Page(HTMLParser):
    """Tags, links and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.attributes: list[str] = []
        self.ids: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        self.ids += [value for name, value in attrs if name == "id"]
        self.links += [value for name, value in attrs if name in {"href", "src"}]

    def handle_data(self, data: str) -> None:
        self.text += data if self.tags[-1:] != ["style"] else ""


def named(text: str) -> Any:
    report = make_report()
    return msgspec.structs.replace(report, token=msgspec.structs.replace(report.token, name=text, symbol=text))


@pytest.mark.parametrize("make", REPORTS)
def test_the_page_runs_nothing_fetches_nothing_and_says_nothing_forbidden(make):
    report = make()
    page = Page(html_document.render(report).decode())
    assert not {"script", "iframe", "img", "link", "object", "form"} & set(page.tags)
    assert not [name for name in page.attributes if name.startswith("on")]
    assert all(link.startswith(("https://solscan.io/", "#t-")) for link in page.links)
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)
    assert_speakable(re.sub(r"\s+", " ", page.text))


def claimed(report: Any) -> list[str]:
    """The first transaction of every claim that has one."""
    claims = [
        *report.findings,
        *report.services,
        *(item for entity in report.entities for link in entity.links for item in link.evidence),
    ]
    return [
        *(claim.signatures[0] for claim in claims if claim.signatures),
        *(signatures[0] for signatures in report.behaviour.signatures.values()),
        *(moment.signature for moment in report.timeline if moment.signature),
    ]


@pytest.mark.parametrize("name", ["html", "markdown"])
def test_every_claim_reaches_a_transaction_in_one_click(name):
    report = make_report()
    page = render(report, name, "https://explorer.example/{kind}/{id}").decode()
    wanted = claimed(report) if name == "html" else [f.signatures[0] for f in report.findings if f.signatures]
    assert wanted
    for signature in wanted:
        assert f"https://explorer.example/tx/{signature}" in page


def test_where_no_explorer_knows_the_ledger_the_click_leads_to_the_whole_signature():
    report = simulated_report()
    page = Page(html_document.render(report).decode())
    assert not [link for link in page.links if not link.startswith("#")]
    for signature in claimed(report):
        assert f"#t-{signature}" in page.links
        assert signature in page.text


def test_a_partial_page_claims_no_upper_bound_and_an_unmeasured_one_no_safety():
    text = Page(html_document.render(partial_report()).decode()).text
    assert "Partial report" in text
    assert "nobody can say how much at most" in text
    assert "No data is not the same as no risk" in Page(html_document.render(bare_report()).decode()).text


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
@pytest.mark.parametrize("name", FORMATS)
def test_hostile_names_are_harmless_in_every_format(name, text):
    if name == "pdf":  # drawn from the page of the same words; its own dangers are tested beside it
        return
    body = FORMATS[name](named(text))
    if name in {"csv", "parquet"}:
        return
    shown = body.decode()
    if name in {"html", "markdown", "badge-svg", "graphml", "gexf"}:
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown
    if name not in {"json", "graphml", "gexf", "node-link"}:
        assert not set(shown) & {"\x1b", "\u202e", "\u200b", "\r"}
        assert shown.count("x" * 300) == 0


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "pdf"])
def test_the_same_report_gives_the_same_bytes(name):
    assert FORMATS[name](make_report()) == FORMATS[name](make_report())


def opened(body: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_csv_and_parquet_hold_the_same_rows_as_the_report():
    report = make_report()
    sheets, columns = opened(tables.csv_tables(report)), opened(tables.parquet_tables(report))
    for name, rows in tables.TABLES.items():
        wanted = list(rows(report))
        read = list(csv.DictReader(io.StringIO(sheets[f"{name}.csv"].decode(), newline="")))
        assert len(read) == len(wanted)
        assert pq.read_table(io.BytesIO(columns[f"{name}.parquet"])).to_pylist() == wanted
    assert [row["wallet"] for row in tables.holders(report)] == [holder.wallet for holder in report.holders]


def test_no_cell_of_a_sheet_is_a_formula():
    report = hostile_report()
    rows = [msgspec.structs.replace(holder, reason="=1+1") for holder in report.holders]
    for body in opened(tables.csv_tables(msgspec.structs.replace(report, holders=rows))).values():
        for row in csv.reader(io.StringIO(body.decode(), newline="")):
            assert not [cell for cell in row if cell.startswith(("=", "+", "@", "\t", "\r"))]


@pytest.mark.parametrize("make", REPORTS)
def test_the_badge_is_a_picture_of_the_reports_message(make):
    report = make()
    picture = ET.fromstring(badge_svg.render(report))
    words = [node.text for node in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert words[0] == badge_svg.LABEL
    assert not [node for node in picture.iter() if node.tag.rpartition("}")[2] in {"script", "a", "image", "use"}]
    assert badge_svg.COLORS.get(report.badge.color, badge_svg.COLORS["grey"]) in badge_svg.render(report).decode()
