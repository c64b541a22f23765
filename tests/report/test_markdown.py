"""The newsroom summary and the shields badge say what the report says, and obey nothing from the chain."""

import json
import re

import pytest

from reporter.report.render import badge_json, markdown
from reporter.report.wording import assert_speakable
from tests.report.factory import bare_report, hostile_report, make_report, partial_report, simulated_report

REPORTS = [make_report, hostile_report, partial_report, simulated_report, bare_report]


def _read(page: str) -> str:
    """The page as a reader sees it, escapes resolved."""
    return re.sub(r"\\(.)", r"\1", page)


@pytest.mark.parametrize("make", REPORTS)
def test_every_summary_is_printable_and_speakable(make):
    page = markdown.render(make()).decode()
    assert all(line.isprintable() for line in page.split("\n"))
    assert_speakable(_read(page))


@pytest.mark.parametrize("make", REPORTS)
def test_no_markup_survives_in_a_summary(make):
    """But the links to transactions, which are made of a signature alone."""
    page = re.sub(r"^    - \[\w+\]\(https://solscan\.io/tx/\w+\)$", "", markdown.render(make()).decode(), flags=re.MULTILINE)
    assert not re.search(r"(?<!\\)[<>\[\]`!]", page)


def test_a_link_template_cannot_break_out_of_its_link():
    page = markdown.render(make_report(), "https://e.example/{kind}/{id}?a=b)<script>[x](y").decode()
    assert "(https://e.example/tx/" in page
    assert "<script>" not in page
    assert ")[" not in page
    assert not re.search(r"\)[^\s]", page.replace("\\)", "").replace("%29", ""))


def test_the_first_signature_of_every_finding_stands_in_full():
    report = make_report()
    page = _read(markdown.render(report).decode())
    assert report.findings
    assert all(finding.signatures[0] in page for finding in report.findings if finding.signatures)


def test_a_partial_summary_claims_no_upper_bound():
    page = _read(markdown.render(partial_report()).decode())
    assert "Partial report" in page
    assert "at most " not in page.split("## Findings")[0].replace("how much at most.", "")


def test_the_shields_badge_is_the_badge_of_the_report_and_grey_when_partial():
    shown = json.loads(badge_json.render(partial_report()))
    assert shown["schemaVersion"] == 1
    assert shown["message"] == partial_report().badge.message
    assert shown["color"] == "lightgrey"
