"""The linked share of supply as an interval."""

from fractions import Fraction

from hypothesis import given

from reporter.concentration.linked import Linked, linked_shares
from tests.concentration.amounts import HOLDINGS, PAIRS, PARTITION


def test_strict_counts_full_and_possible_by_its_likeliest_link():
    amounts = {"a": 10, "b": 20, "c": 30, "d": 40, "e": 100}
    pairs = {("a", "b"): 0.995, ("c", "d"): 0.6, ("c", "e"): 0.9}
    assert linked_shares(amounts, [["a", "b"]], [["c", "d"]], pairs, 200) == Linked("0.150000", "0.360000", "0.500000")


def test_a_group_of_one_links_nobody():
    assert linked_shares({"a": 10}, [["a"]], [["a"]], {}, 10) == Linked("0.000000", "0.000000", "0.000000")


def test_members_without_tokens_add_nothing():
    assert linked_shares({"a": 10}, [["a", "gone"]], [], {}, 40) == Linked("0.250000", "0.250000", "0.250000")


def test_without_circulating_supply_there_is_no_share():
    assert linked_shares({"a": 10}, [["a", "b"]], [], {}, 0) == Linked(None, None, None)


@given(HOLDINGS, PARTITION, PARTITION, PAIRS)
def test_the_interval_is_in_order_and_within_one(amounts, strict, loose, pairs):
    found = linked_shares(amounts, strict, loose, pairs, 10**12)
    assert found.at_least is not None
    assert found.expected is not None
    assert found.at_most is not None
    assert 0 <= Fraction(found.at_least) <= Fraction(found.expected) <= Fraction(found.at_most) <= 1
