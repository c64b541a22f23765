"""Wallets counted as entities."""

import pytest
from hypothesis import given

from reporter.concentration.entities import group, join, places
from tests.concentration.amounts import HOLDINGS, PARTITION


def test_a_group_holds_what_its_members_hold():
    amounts = {"a": 5, "b": 7, "c": 1, "d": 0}
    assert group(amounts, [{"a", "c"}, {"d", "stranger"}]) == [7, 6]


def test_a_wallet_in_two_groups_is_refused():
    with pytest.raises(ValueError, match="two groups"):
        group({"a": 1}, [{"a", "b"}, {"b"}])


@given(HOLDINGS, PARTITION)
def test_grouping_neither_makes_nor_loses_tokens(amounts, partition):
    units = group(amounts, partition)
    assert sum(units) == sum(amounts.values())
    assert units == sorted(units, reverse=True)


def test_joined_partitions_are_transitive():
    assert join([["b", "a"], ["c", "d"]], [["a", "e"], ["f"]], [["e", "c"]]) == [frozenset("abcde")]


def test_groups_come_in_the_order_of_their_smallest_wallet():
    assert join([["z", "y"], ["b", "x"]]) == [frozenset("bx"), frozenset("yz")]


@given(PARTITION, PARTITION)
def test_a_join_keeps_together_what_either_partition_had_together(one, other):
    place = places(join(one, other))
    for members in [*one, *other]:
        if len(members) > 1:
            assert len({place[wallet] for wallet in members}) == 1
