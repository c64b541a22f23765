"""Behaviour and headline are said in fixed sentences, and a report that lacks a fact lacks its sentence."""

import msgspec
import pytest

from reporter.model.report import Behaviour
from reporter.report.vocabulary.behaviour import told, traded
from reporter.report.vocabulary.headline import linked_supply
from reporter.report.wording import assert_speakable
from tests.report.factory import CREATOR, bare_report, behaviour, make_report, partial_report, signature

WHO = f"{CREATOR[:4]}…{CREATOR[-4:]}"
SENTENCES = [
    (
        f"The creator's wallet, {WHO}, bought 5.0 % of the total supply, sold 1.0 % and holds 4.0 % now. It signed 3 other launches "
        "in the transactions read."
    ),
    (
        "4 wallets other than the creator first bought within 2 slots of the creation; they bought 9.6 % of the total supply, moved "
        "2.0 % to others without a trade and hold 7.6 % now."
    ),
    "The first buys of 3 wallets stand in one row of a block or in one transaction; they bought 5.6 % of the total supply.",
    "13 early buyers bought 31.0 % of the total supply, sold 2.0 % and hold 29.0 % now; 2 of them hold nothing now.",
    "8 wallets of published entities bought 24.0 % of the total supply and hold 24.0 % now.",
    "2 early buyers sold and bought again, 1 of them in a published entity; they are counted once.",
    (
        "In 5 transactions one wallet both bought and sold: 1.4 % of the volume read, with no net position. In 6 transactions "
        "wallets of one published entity sold what another of it bought: 3.0 % of the volume read."
    ),
    (
        "Of 13 buyers whose earlier life was looked at, 9 were first used within a day before buying; half of them are at least 20 "
        "hours old and had at least 3 transactions before."
    ),
]


def test_each_fact_has_its_sentence():
    assert [said.text for said in told(behaviour())] == SENTENCES
    for said in told(behaviour()):
        assert_speakable(said.text)


def test_a_sentence_names_the_transactions_of_its_own_part():
    by_part = {said.part: said.signatures for said in told(behaviour())}
    assert by_part["creator"] == [signature("creator sells")]
    assert by_part["linked_exits"] == [signature("a group's sale")]
    assert by_part["exits"] == []


@pytest.mark.parametrize("name", [name for name in Behaviour.__struct_fields__ if name != "signatures"])
def test_a_report_without_the_facts_says_nothing_of_them(name):
    fewer = msgspec.structs.replace(behaviour(), **{name: {}})
    assert {said.part for said in told(fewer)} < {said.part for said in told(behaviour())}


def test_the_facts_of_an_earlier_version_are_told_as_far_as_they_go():
    old = Behaviour(
        creator={
            "wallet": CREATOR,
            "bought": "0.010000",
            "sold": "0.000000",
            "transferred_out": "0.000000",
            "holds": "0.010000",
        },
        snipers={"window_slots": "2", "wallets": "0", "bought": "0.000000", "holds": "0.000000"},
        bundled={"wallets": "0", "bought": "0.000000", "holds": "0.000000"},
        exits={"early_buyers": "5", "hold_nothing_now": "1"},
        rebuys={"wallets": "0"},
        offsetting_volume={"transactions": "0", "share_of_volume_read": "0.000000"},
    )
    assert [said.text for said in told(old)] == [
        f"The creator's wallet, {WHO}, bought 1.0 % of the total supply and holds 1.0 % now.",
        "0 wallets other than the creator first bought within 2 slots of the creation.",
        "5 early buyers were read; 1 of them holds nothing now.",
    ]


def test_nothing_is_said_as_nothing():
    assert traded({"bought": "0.100000", "sold": "0.100000", "holds": "0.000000"}) == (
        "bought 10.0 % of the total supply, sold 10.0 % and hold nothing now"
    )
    assert traded({}) == ""


def test_the_headline_knows_both_bounds_one_or_none():
    assert linked_supply(make_report()).startswith("At least ")
    assert ", at most " in linked_supply(make_report())
    assert linked_supply(partial_report()).endswith("nobody can say how much at most.")
    one = msgspec.structs.replace(make_report().metrics, linked_at_most=None)
    assert linked_supply(make_report(metrics=one)).endswith("nobody can say how much at most.")
    assert linked_supply(bare_report()) == "Not measured. No data is not the same as no risk."
