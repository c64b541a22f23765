"""Holdings as runs of equal size."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.concentration import units as u
from tests.concentration.amounts import AMOUNTS


def test_runs_are_sorted_counted_and_without_the_empty():
    assert u.runs([5, 0, 7, 5, 1]) == ((7, 1), (5, 2), (1, 1))


def test_a_negative_holding_is_refused():
    with pytest.raises(ValueError, match="below zero"):
        u.runs([1, -1])


@given(AMOUNTS)
def test_runs_say_the_same_as_the_list(amounts):
    runs = u.runs(amounts)
    held = sorted((amount for amount in amounts if amount), reverse=True)
    assert (u.number(runs), u.total(runs)) == (len(held), sum(held))
    assert u.squares(runs) == sum(amount * amount for amount in held)
    assert [u.largest(runs, first) for first in range(12)] == [sum(held[:first]) for first in range(12)]


@given(AMOUNTS, st.integers(1, 10**19))
def test_the_fewest_are_the_shortest_prefix_of_the_largest(amounts, target):
    held = sorted((amount for amount in amounts if amount), reverse=True)
    expected = next((n for n in range(len(held) + 1) if sum(held[:n]) >= target), None)
    assert u.fewest(u.runs(amounts), target) == expected


def test_a_tail_of_billions_of_units_costs_nothing():
    tail = u.of_counts([(1, 10**15), (10, 1)])
    assert u.fewest(tail, 10**15) == 10**15 - 9
