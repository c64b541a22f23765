"""The one rule for money, and whom a payer must not be taken for."""

from hypothesis import given
from hypothesis import strategies as st

from reporter.funding.breadth import HUB, PRIVATE, SUSPECTED
from reporter.funding.trace import needed
from tests.end_to_end import worlds
from tests.linking.facts import bought, facts, private, transaction

amounts = st.integers(0, 10**12)


@given(amounts, amounts, amounts)
def test_what_was_needed_is_never_more_than_was_paid_or_sent(cost, balance, money):
    assert 0 <= needed(cost, balance, money) <= min(cost, money)


@given(amounts, amounts, amounts, amounts)
def test_a_richer_buyer_never_needed_more(cost, balance, money, more):
    assert needed(cost, balance + more, money) <= needed(cost, balance, money)


@given(amounts, amounts)
def test_a_gift_to_somebody_who_could_pay_anyway_was_not_needed(cost, gift):
    assert needed(cost, cost + gift, gift) == 0


@given(amounts, amounts)
def test_an_empty_wallet_needed_all_of_its_buy(cost, more):
    assert needed(cost, cost + more, cost + more) == cost


def test_examples_of_the_rule():
    assert needed(100, 100, 100) == 100
    assert needed(100, 150, 100) == 50
    assert needed(100, 100, 30) == 30
    assert needed(100, 60, 30) == 30
    assert needed(0, 5, 5) == 0


def test_exchanges_are_told_from_the_private_funder_without_a_label():
    for options in worlds.OPTIONS:
        truth, breadth = worlds.launched(3, **options).truth, worlds.understood(3, **options).money.breadth
        for exchange in truth.exchanges.values():
            assert exchange not in breadth or breadth[exchange].verdict in {HUB, SUSPECTED}
        if truth.funder in breadth:
            assert breadth[truth.funder].verdict == PRIVATE


def test_a_payer_without_any_past_is_a_ledger_cut_off_and_links_nobody():
    made = transaction("s", ["payer", "buyer"])
    seen = private("payer")
    unseen = type(seen)("payer", PRIVATE, "because", 0, 0, 0, 0, 0, None)
    assert facts([bought("buyer", made)], breadth=[seen]).why_no_link("payer") == ""
    assert facts([bought("buyer", made)], breadth=[unseen]).why_no_link("payer") != ""
