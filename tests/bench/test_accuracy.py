"""The yardstick of the accuracy bench, on partitions small enough to count by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.accuracy.outcome import Bin
from bench.accuracy.partition import Tally, adjusted_rand, components, tally
from bench.accuracy.statistics import calibration_error, placed, precision, recall

HOME = {"a": "x", "b": "x", "c": "x", "d": "y", "e": "y", "f": "z"}


def same(a, b):
    return None if "f" in {a, b} and "e" in {a, b} else HOME[a] == HOME[b]


def test_pairs_strangers_and_undecidable_pairs_are_counted():
    groups = [frozenset("ab"), frozenset("cd"), frozenset("ef")]
    found = tally(groups, "abcdef", same, ["f"])
    assert (found.right, found.wrong, found.undecidable) == (1, 1, 1)
    assert (found.found, found.true) == (1, 4)
    assert (found.placed, found.strangers) == (1, 1)
    assert (found.precision, found.recall) == (0.5, 0.25)


def test_members_who_are_no_buyers_count_for_precision_and_not_for_recall():
    found = tally([frozenset("abc")], "ab", same, [])
    assert (found.right, found.found, found.true) == (3, 1, 1)


def test_nothing_published_has_no_precision():
    assert tally([], "ab", same, []).precision is None


def test_the_adjusted_rand_index_of_a_textbook_table():
    # Two labellings of six items with contingency table [[2, 1], [0, 3]]: (4 - 6 * 7 / 15) / (6.5 - 2.8)
    assert adjusted_rand("uuuvvv", "ppqqqq") == pytest.approx((4 - 2.8) / (6.5 - 2.8))


@given(st.lists(st.sampled_from("uvw"), min_size=2, max_size=9))
def test_a_labelling_agrees_wholly_with_itself(labels):
    assert adjusted_rand(labels, [label * 2 for label in labels]) == pytest.approx(1.0)


def test_components_keep_single_items():
    assert sorted(map(sorted, components("abcd", [("a", "b"), ("b", "c")]))) == [["a", "b", "c"], ["d"]]


def test_pooled_ratios_weigh_worlds_by_their_pairs_and_lie_inside_their_interval():
    tallies = [Tally(right=9, wrong=1, found=9, true=18), Tally(right=90, wrong=0, found=90, true=90), Tally()]
    told = precision(tallies)
    assert told is not None
    assert told.value == 0.99
    assert 0.9 <= told.low <= told.value <= told.high <= 1.0
    seen = recall(tallies)
    assert seen is not None
    assert seen.value == pytest.approx(99 / 108)
    assert placed(tallies) is None


def test_calibration_error_weighs_bins_by_their_pairs():
    assert calibration_error([Bin(8, 4.0, 4), Bin(2, 1.8, 1), Bin()]) == pytest.approx(0.08)
