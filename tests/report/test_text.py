"""The terminal page says the headline first, marks what it is not, and obeys nothing from the chain."""

import re

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.report.render.text import render
from reporter.report.wording import assert_speakable
from tests.report.factory import (
    MINT,
    SPONSORED,
    address,
    bare_report,
    hostile_report,
    make_report,
    partial_report,
    signature,
    simulated_report,
)

REPORTS = {
    "whole": make_report,
    "hostile": hostile_report,
    "partial": partial_report,
    "simulated": simulated_report,
    "bare": bare_report,
}
ANSI = re.compile(r"\x1b\[[0-9;]+m")


@pytest.mark.parametrize("make", REPORTS.values(), ids=REPORTS)
def test_every_page_is_printable_speakable_and_ends_in_one_line_break(make):
    page = render(make())
    assert all(line.isprintable() for line in page.split("\n"))
    assert page.endswith("\n")
    assert not page.endswith("\n\n")
    assert_speakable(page)


@pytest.mark.parametrize("make", REPORTS.values(), ids=REPORTS)
@pytest.mark.parametrize("width", [100, 120])
def test_no_line_is_wider_than_asked(make, width):
    assert max(len(line) for line in render(make(), width=width).splitlines()) <= width


def test_a_narrow_page_breaks_sentences_but_never_an_address_or_a_signature():
    page = render(make_report(), width=40)
    assert f"{SPONSORED[0]}\n" in page
    assert f"{signature(f'buy {SPONSORED[0]}')}\n" in page
    assert "At least 27.0 %, at most 30.0 %" in page


@pytest.mark.parametrize("width", [-5, 0, 39])
def test_no_page_is_narrower_than_forty(width):
    assert render(make_report(), width=width) == render(make_report(), width=40)


def test_the_headline_comes_before_any_detail():
    lines = render(make_report()).splitlines()
    assert lines[:9] == [
        "LAUNCH REPORT",
        "  Token “Quiet Harbour” (quoted from the chain), symbol “QUIET” (quoted from the chain)",
        f"  Mint {MINT}",
        "  Platform pumpfun; created 2026-09-21 14:13:20 UTC, slot 420000000; graduated to pumpswap in slot",
        "  420009000",
        "  Snapshot 2026-09-21 19:46:40 UTC, slot 420050000 (accounts read over 12 slots), network mainnet",
        "",
        "LINKED SUPPLY",
        "  At least 27.0 %, at most 30.0 % of the circulating supply is held by wallets linked to each other.",
    ]


def test_the_sections_stand_in_the_order_a_buyer_needs_them():
    page = render(make_report())
    titles = [line for line in page.splitlines() if line and not line.startswith(" ")]
    assert titles == [
        "LAUNCH REPORT",
        "LINKED SUPPLY",
        "SUPPLY",
        "TOP HOLDERS",
        "LINKED WALLETS",
        "SERVICES IN COMMON",
        "FINDINGS",
        "TIMELINE",
        "BEHAVIOUR",
        "WHAT WAS NOT READ",
        "LIMITS",
    ]


@pytest.mark.parametrize(
    ("network", "mark"),
    [
        ("simulated", "SIMULATED LEDGER: these wallets and trades were made up for testing."),
        ("devnet", "NOT MAINNET: the ledger read is devnet."),
        ("unverified", "NETWORK UNVERIFIED: the endpoint did not show that it serves mainnet."),
    ],
)
def test_what_is_not_mainnet_says_so_at_the_top(network, mark):
    report = make_report()
    report = msgspec.structs.replace(report, snapshot=msgspec.structs.replace(report.snapshot, network=network))
    assert render(report).splitlines()[1].strip() == mark


def test_a_partial_report_says_so_at_the_top():
    lines = render(partial_report()).splitlines()
    assert " ".join(line.strip() for line in lines[1:3]) == (
        "PARTIAL REPORT: 45.5 % of early buying covered, 331 questions without answer; the budget was spent. What is missing can "
        "change every number here."
    )


def test_a_partial_report_claims_no_upper_bound():
    page = " ".join(render(partial_report()).split())
    assert (
        "LINKED SUPPLY At least 27.0 % of the circulating supply is held by wallets linked to each other; on data this incomplete "
        "nobody can say how much at most."
    ) in page
    assert "at most 30.0 %" not in page


def test_entities_show_wallets_the_strongest_evidence_and_its_transactions():
    page = render(make_report())
    part = page[page.index("e-81d94be02f66: STRONG EVIDENCE") : page.index("e-c07a1f3e9d28")]
    assert "The same wallet paid for both buys" in part  # 9.00 bits, not the 5.25 of adjacency
    assert "next to each other" not in part
    assert len(re.findall(r"^ +[1-9A-HJ-NP-Za-km-z]{80,88}$", part, re.MULTILINE)) == 2


def test_long_lists_are_cut_with_their_number():
    report = make_report()
    group = msgspec.structs.replace(report.entities[0], wallets=[address(f"member {n}") for n in range(40)])
    moments = [msgspec.structs.replace(row, slot=row.slot + round_) for round_ in range(5) for row in report.timeline]
    page = render(msgspec.structs.replace(report, entities=[group], timeline=moments))
    assert "and 28 more in the JSON document" in page
    assert page.count("The first early buyer bought.") == 3
    assert page.count("The token was created.") == 3
    assert "8 more in the JSON document, 2 of them purchases." in page
    assert "19 more in the JSON document." in page


def test_nothing_read_is_never_shown_as_nothing_there():
    page = render(bare_report())
    assert "Links were not examined, or not measurable." in page
    assert page.count("No data is not the same as no risk.") == 2
    assert "Token (none on the chain), symbol (none on the chain)" in page
    assert "Hidden by splitting (entity top 10 minus wallet top 10): not" in page


def test_examined_without_a_link_says_no_more_than_that():
    assert "  No link found in the data examined.\n" in render(msgspec.structs.replace(make_report(), entities=[]))


def test_colour_changes_no_letter_and_comes_from_the_page_alone():
    plain_page, colored = render(hostile_report()), render(hostile_report(), color=True)
    assert "\x1b[1m" in colored
    assert ANSI.sub("", colored) == plain_page
    assert set(ANSI.findall(colored)) <= {"\x1b[1m", "\x1b[2m", "\x1b[1;33m", "\x1b[0m"}


@settings(max_examples=40)
@given(st.text(st.characters(exclude_categories=()), max_size=120))
def test_no_text_of_the_chain_reaches_the_terminal_raw(text):
    report = make_report()
    page = render(
        msgspec.structs.replace(
            report,
            token=msgspec.structs.replace(report.token, name=text, symbol=text),
            coverage=msgspec.structs.replace(report.coverage, notes=[text]),
            timeline=[msgspec.structs.replace(report.timeline[0], text=text)],
            services=[msgspec.structs.replace(report.services[0], label=text)],
        )
    )
    assert all(line.isprintable() for line in page.split("\n"))
    assert "\nLINKED SUPPLY\n" in page
