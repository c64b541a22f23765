"""The three readings of the links bound each other, and the expected HHI is the exact expectation."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.concentration.bounds import entity_measures, expected_squares, published
from reporter.concentration.entities import group
from reporter.concentration.measures import measure
from reporter.concentration.rounding import fixed
from reporter.model.report import EntityMeasures, Measures
from tests.concentration.amounts import HOLDINGS, PAIRS, PARTITION, WALLETS

RISING = ("top1", "top5", "top10", "top20", "top50", "hhi")
FALLING = ("units", "effective", "entropy", "nakamoto33", "nakamoto50", "controlling")


def read(amounts, strict, loose, pairs=None, denominator=0, unseen=None, pool=None, custody=()) -> EntityMeasures:
    return entity_measures(
        amounts,
        strict,
        loose,
        pairs or {},
        denominator or sum(amounts.values()),
        dust=0,
        pool_tokens=pool,
        unseen=unseen,
        custody=custody,
    )


def test_ten_wallets_of_three_percent_among_seven_hundred():
    """The published example: unlinked 97, each pair p = 0.7 664, certain 907."""
    ten = {f"t{n}": 7000 * 3 for n in range(10)}
    amounts = ten | {f"s{n:03d}": 700 for n in range(700)}
    pairs = dict.fromkeys(combinations(sorted(ten), 2), 0.7)
    found = read(amounts, [], [list(ten)], pairs)
    assert (found.at_least.hhi, found.expected.hhi, found.at_most.hhi) == ("97.00", "664.00", "907.00")
    assert found.expected.effective == "15.06"
    assert (found.at_least.top1, found.expected.top1, found.at_most.top1) == ("0.030000", "0.300000", "0.300000")


def test_pairs_below_one_half_raise_the_expected_hhi_alone():
    found = read({"a": 50, "b": 50}, [], [["a", "b"]], {("a", "b"): 0.25})
    assert (found.at_least.hhi, found.expected.hhi, found.at_most.hhi) == ("5000.00", "6250.00", "10000.00")
    assert (found.at_least.units, found.expected.units, found.at_most.units) == (2, 2, 1)


def test_a_pair_of_even_chance_counts_as_one_in_the_expected_partition():
    found = read({"a": 50, "b": 50}, [], [["a", "b"]], {("a", "b"): 0.5, ("a", "a"): 1.0})
    assert (found.expected.hhi, found.expected.units, found.expected.top1) == ("7500.00", 1, "1.000000")


def test_a_wallet_paired_with_itself_says_nothing():
    assert read({"a": 50, "b": 50}, [], [["a", "b"]], {("a", "a"): 1.0}).expected.hhi == "5000.00"


def test_a_pair_outside_every_loose_group_counts_nothing():
    assert read({"a": 50, "b": 50}, [], [], {("a", "b"): 0.9}).expected.hhi == "5000.00"


def test_a_pair_inside_a_strict_group_is_certain_and_given_both_ways_counts_once():
    found = read({"a": 50, "b": 30, "c": 20}, [["a", "b"]], [["b", "c"]], {("a", "b"): 0.1, ("c", "b"): 0.5, ("b", "c"): 0.5})
    assert found.at_least.hhi == "6800.00"
    assert found.expected.hhi == "7400.00"  # 6800 + 2 · 0.5 · 30 · 20
    assert found.at_most.hhi == "10000.00"


def test_unseen_holders_widen_the_interval_by_majorisation():
    """Seen 40 and 20; 40 unseen, no account above 20: two holders of 20 at worst, atoms at best."""
    found = read({"a": 40, "b": 20}, [], [], denominator=100, unseen=(40, 20))
    assert (found.at_least.hhi, found.at_most.hhi) == ("2000.00", "2800.00")
    assert (found.at_least.top5, found.at_most.top5) == ("0.600000", "1.000000")
    assert (found.at_least.nakamoto50, found.at_most.nakamoto50) == (2, 2)
    assert (found.at_least.gini, found.at_most.gini, found.at_most.entropy) == (None, None, None)
    assert (found.at_least.units, found.at_most.units) == (2, 2)


def test_the_unseen_tail_is_never_more_than_the_denominator_leaves():
    assert read({"a": 40}, [], [], denominator=50, unseen=(1000, 40)).at_most.hhi == "6800.00"


def test_a_hostile_tail_of_countless_single_units_is_bounded_at_once():
    found = read({"a": 40}, [], [], denominator=10**18, unseen=(10**18, 1))
    assert found.at_most.nakamoto50 == 5 * 10**17 + 1 - 39


def test_an_exchange_is_many_customers_at_least_and_one_holder_at_most():
    """Two wallets of one exchange hold 30 and 20 of 100, a and b 40 and 10."""
    found = read({"a": 40, "b": 10, "x": 30, "y": 20}, [], [], pool=60, custody=[["x", "y"]])
    assert (found.at_least.hhi, found.expected.hhi, found.at_most.hhi) == ("1700.00", "1700.00", "4200.00")
    assert (found.at_least.top1, found.at_most.top1) == ("0.400000", "0.500000")
    assert (found.at_least.top10, found.at_most.top10) == ("0.500000", "1.000000")
    assert (found.at_least.nakamoto33, found.at_least.nakamoto50) == (1, None)  # a alone; a and b are exactly half, not more
    assert (found.at_most.nakamoto33, found.at_most.nakamoto50) == (1, 2)
    assert (found.at_least.units, found.at_most.units) == (4, 3)
    assert (found.at_least.gini, found.at_least.entropy) == (None, None)  # they rest on units nobody can count
    assert found.at_most.entropy == "1.36"


def test_a_token_that_only_exchanges_hold_has_no_lower_reading():
    found = read({"x": 60}, [], [], denominator=100, custody=[["x"]])
    assert (found.at_least.top1, found.at_most.top1) == (None, "0.600000")


@pytest.mark.parametrize("unseen", [(-1, 1), (1, -1)])
def test_a_negative_tail_is_refused(unseen):
    with pytest.raises(ValueError, match="below zero"):
        read({"a": 1}, [], [], unseen=unseen)


def test_no_probability_beyond_one():
    with pytest.raises(ValueError, match="outside 0 to 1"):
        read({"a": 1, "b": 1}, [], [["a", "b"]], {("a", "b"): 1.5})


@given(HOLDINGS, PARTITION, PARTITION, PAIRS, st.lists(st.sampled_from(WALLETS), unique=True))
def test_the_readings_nest_around_exchanges_too(amounts, strict, loose, pairs, custody):
    if not any(held for wallet, held in amounts.items() if wallet not in custody):
        return
    found = read(amounts, strict, loose, pairs, denominator=sum(amounts.values()) * 2, pool=10**12, custody=[custody])
    readings = (found.at_least, found.expected, found.at_most)
    for name in RISING:
        assert numbers(readings, name) == sorted(numbers(readings, name)), name
    for name in FALLING:
        assert numbers(readings, name) == sorted(numbers(readings, name), reverse=True), name


@given(st.floats(0, 1, allow_nan=False))
def test_a_probability_is_used_as_it_is_published(p):
    assert published(p) == Fraction(fixed(Fraction(p), 4)) * 10_000


@given(HOLDINGS, PARTITION, PARTITION, PAIRS, st.none() | st.tuples(st.integers(0, 10**15), st.integers(0, 10**15)))
def test_the_readings_nest(amounts, strict, loose, pairs, unseen):
    if not any(amounts.values()):
        return
    found = read(amounts, strict, loose, pairs, denominator=sum(amounts.values()) * 2, unseen=unseen, pool=10**12)
    readings = (found.at_least, found.expected, found.at_most)
    for name in RISING:
        assert numbers(readings, name) == sorted(numbers(readings, name)), name
    for name in FALLING:
        assert numbers(readings, name) == sorted(numbers(readings, name), reverse=True), name


def numbers(readings: tuple[Measures, ...], name: str) -> list[Fraction]:
    """The values that exist; what cannot be reached is more than any number."""
    unreached = Fraction(10**30)
    if all(getattr(row, name) is None for row in readings):
        return []
    return [unreached if getattr(row, name) is None else Fraction(getattr(row, name)) for row in readings]


@given(HOLDINGS, PARTITION)
def test_merging_never_lowers_concentration(amounts, partition):
    if not any(amounts.values()):
        return
    denominator = sum(amounts.values())
    apart = measure(list(amounts.values()), denominator, dust=0, pool_tokens=10**12)
    together = measure(group(amounts, partition), denominator, dust=0, pool_tokens=10**12)
    for name in RISING:
        assert numbers((apart, together), name) == sorted(numbers((apart, together), name)), name


@given(HOLDINGS, PARTITION, PARTITION, PAIRS)
def test_order_does_not_matter(amounts, strict, loose, pairs):
    turned = entity_measures(
        dict(reversed(amounts.items())),
        [list(reversed(members)) for members in reversed(strict)],
        list(reversed(loose)),
        {(b, a): p for (a, b), p in reversed(pairs.items()) if (b, a) not in pairs}
        | {k: p for k, p in pairs.items() if k[::-1] in pairs},
        10**16,
        dust=0,
        pool_tokens=5,
        unseen=None,
    )
    assert turned == entity_measures(amounts, strict, loose, pairs, 10**16, dust=0, pool_tokens=5, unseen=None)


def test_the_expectation_is_the_mean_over_all_outcomes():
    """Two separate pairs with chances of their own: the formula equals the sum over the four outcomes."""
    amounts = {"a": 3, "b": 5, "c": 7, "d": 11}
    p, q = Fraction(1, 4), Fraction(1, 2)
    outcomes = [
        (chance_ab * chance_cd, group(amounts, [*ab, *cd]))
        for chance_ab, ab in ((p, [["a", "b"]]), (1 - p, []))
        for chance_cd, cd in ((q, [["c", "d"]]), (1 - q, []))
    ]
    mean = sum(chance * sum(held * held for held in units) for chance, units in outcomes)
    pairs = {("a", "b"): 0.25, ("c", "d"): 0.5}
    assert expected_squares(amounts, [], [["a", "b"], ["c", "d"]], pairs) == mean
