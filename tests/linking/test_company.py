"""Habits are compared inside groups that needed or sent the same money, and against the launch's own crowd."""

from itertools import combinations
from math import comb, log2
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from reporter.linking.company import Company, bits, companies, shared
from reporter.linking.evidence import fee_sponsor
from reporter.linking.order import closeness, weight
from tests.linking.facts import RULES, bought, facts, paid, private, transaction, verdict

CROWD = [f"o{n:02d}" for n in range(30)]


def buys(*wallets: Any, **more: Any) -> Any:
    return [bought(wallet, transaction(f"buy {wallet}", [wallet], slot=10 + n), **more) for n, wallet in enumerate(wallets)]


def funded(*wallets: Any, payer: Any = "funder") -> Any:
    return {wallet: {payer: paid(payer, wallet, f"pay {wallet}")} for wallet in wallets}


def test_buyers_of_one_private_payers_money_are_a_company_and_all_others_its_crowd():
    [company] = companies(facts(buys("a", "b", "c", *CROWD), upstream=funded("a", "b", "c"), breadth=[private("funder")]))
    assert (company.via, company.members, company.crowd) == ("funder", frozenset("abc"), frozenset(CROWD))


@pytest.mark.parametrize("word", ["hub", "suspected", "unread"])
def test_a_service_makes_no_company(word):
    told = facts(buys("a", "b", "c"), upstream=funded("a", "b", "c"), breadth=[verdict("funder", word)])
    assert companies(told) == []


def test_two_wallets_are_no_company():
    assert companies(facts(buys("a", "b"), upstream=funded("a", "b"), breadth=[private("funder")])) == []


def company(members: Any = "abc") -> Any:
    return Company("funder", frozenset(members), frozenset(CROWD))


def test_a_value_of_the_group_alone_is_as_rare_as_the_crowd_can_tell():
    values = {**dict.fromkeys("abc", "x"), **dict.fromkeys(CROWD, "y")}
    [row] = shared(company(), values, 3)
    assert (row.members, row.rarity) == (("a", "b", "c"), 3 / 30)


def test_a_value_of_half_the_crowd_says_next_to_nothing():
    values = {**dict.fromkeys("abc", "x"), **dict.fromkeys(CROWD[:15], "x"), **dict.fromkeys(CROWD[15:], "y")}
    [row] = shared(company(), values, 3)
    assert row.rarity == 16 / 32
    assert bits(0.8, row.rarity, 5.0) == pytest.approx(log2(1.6))


def test_values_of_fewer_than_are_asked_for_are_left_out():
    assert shared(company(), {"a": "x", "b": "x", "c": "y"}, 3) == []


@given(st.integers(0, 30))
def test_the_more_of_the_crowd_share_a_value_the_less_it_weighs(number):
    def rarity(count: int) -> Any:
        values = {**dict.fromkeys("abc", "x"), **dict.fromkeys(CROWD[:count], "x"), **dict.fromkeys(CROWD[count:], "y")}
        return shared(company(), values, 3)[0].rarity

    assert rarity(min(30, number + 1)) >= rarity(number)


@pytest.mark.parametrize(("ranks", "count"), [((0, 1, 2), 6), ((1, 3, 4), 7), ((0, 2, 5, 6), 8)])
def test_closeness_is_the_share_of_sets_that_span_no_more(ranks, count):
    span = max(ranks) - min(ranks)
    sets = [c for c in combinations(range(count), len(ranks)) if max(c) - min(c) <= span]
    assert closeness(ranks, count) == pytest.approx(len(sets) / comb(count, len(ranks)))


def test_two_places_tell_nothing_and_an_ordinary_order_weighs_nothing():
    assert closeness([0, 1], 50) == 1.0
    assert weight(0.01, 0.001, 5.0) == 0.0
    assert weight(2.0**-12, 0.001, 5.0) == 3.0
    assert weight(0.0, 0.001, 5.0) == 5.0


def test_customers_of_one_intermediate_with_payers_of_their_own_are_no_company():
    above = {
        w: {"pool": paid("pool", w, f"pay {w}"), f: paid(f, w, f"far {w}", hops=2)} for w, f in zip("abc", "xyz", strict=True)
    }
    told = facts(buys("a", "b", "c"), upstream=above, breadth=[private("pool"), *(private(f) for f in "xyz")])
    assert companies(told) == []


def test_an_intermediate_of_one_payer_is_no_reason_to_doubt():
    above = {w: {"pool": paid("pool", w, f"pay {w}"), "x": paid("x", w, f"far {w}", hops=2)} for w in "abc"}
    told = facts(buys("a", "b", "c"), upstream=above, breadth=[private("pool"), private("x")])
    assert [company.members for company in companies(told)] == [frozenset("abc")]


def test_a_sponsor_that_also_pays_for_strangers_is_no_sign_of_control():
    helped = replace(private("payer"), strangers=RULES.limits.sponsor_strangers + 1)
    assert facts([], breadth=[helped]).why_no_control("payer")
    assert not facts([], breadth=[private("payer")]).why_no_control("payer")


@pytest.mark.parametrize(("paid_for", "control"), [("a", False), ("ab", False), ("abc", True)])
def test_who_pays_the_fees_of_one_or_two_buyers_and_does_not_buy_may_be_a_relayer(paid_for, control):
    told = [bought(w, transaction(f"buy {w}", ["payer", w])) for w in paid_for]
    [found] = fee_sponsor.find(facts(told, breadth=[private("payer")]))
    assert (found.bits >= RULES.scoring.control_bits) is control


def test_a_buyer_who_pays_the_fee_of_anothers_buy_is_tied_to_it():
    told = [bought("payer", transaction("own", ["payer"])), bought("a", transaction("buy a", ["payer", "a"]))]
    [found] = fee_sponsor.find(facts(told, breadth=[private("payer")]))
    assert found.bits >= RULES.scoring.control_bits
