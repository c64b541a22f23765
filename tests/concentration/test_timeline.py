"""Concentration at earlier moments, from balance changes."""

from hypothesis import given
from hypothesis import strategies as st

from reporter.concentration.measures import NOTHING, measure
from reporter.concentration.timeline import Delta, Links, Moment, over_time

DELTAS = [
    Delta(10, 0, "curve", 1000),
    Delta(10, 1, "curve", -100),
    Delta(10, 1, "a", 100),
    Delta(10, None, "curve", -100),
    Delta(10, None, "b", 100),
    Delta(12, 3, "a", -60),
    Delta(12, 3, "c", 60),
]


def test_balances_are_rebuilt_at_each_moment():
    moments = [Moment("end", 12), Moment("creation", 10, 1), Moment("slot", 10)]
    rows = over_time(DELTAS, moments, {"curve"}, smallest=20, dust_share=1e-6)
    assert [(row.at, row.slot, row.metrics.units, row.metrics.top1) for row in rows] == [
        ("creation", 10, 1, "1.000000"),
        ("slot", 10, 2, "0.500000"),
        ("end", 12, 3, "0.500000"),
    ]
    assert rows[2].metrics == measure([40, 100, 60], 200, dust=0, pool_tokens=None)


def test_too_little_in_circulation_is_not_measured():
    rows = over_time(DELTAS, [Moment("before", 9), Moment("creation", 10, 1)], {"curve"}, smallest=101, dust_share=0.0)
    assert [row.metrics for row in rows] == [NOTHING, NOTHING]


def test_a_wallet_that_sold_what_was_never_seen_counts_as_empty():
    rows = over_time([Delta(1, 0, "a", -5), Delta(1, 0, "b", 5)], [Moment("end", 1)], set(), smallest=1, dust_share=0.0)
    assert (rows[0].metrics.units, rows[0].metrics.top1) == (1, "1.000000")


def test_wallets_of_an_entity_count_as_one_at_every_moment():
    """b and c are linked for certain, a possibly with them; at the slot's end a has 100 and b 100, later 40, 100 and 60."""
    links = Links(strict=[["b", "c"]], loose=[["a", "b", "c"]])
    moments = [Moment("slot", 10), Moment("end", 12, whole=False)]
    slot, end = over_time(DELTAS, moments, {"curve"}, smallest=20, dust_share=0.0, links=links)
    assert (slot.at_least and slot.at_least.top1, slot.linked_at_least, slot.linked_at_most) == (
        "0.500000",
        "0.500000",
        "1.000000",
    )
    assert (end.metrics.hhi, end.at_least and end.at_least.hhi, end.at_most and end.at_most.hhi) == (
        "3800.00",  # 20² + 50² + 30²
        "6800.00",  # 20² + 80²
        "10000.00",
    )
    assert (end.linked_at_least, end.linked_at_most) == ("0.800000", "1.000000")
    assert (slot.whole, end.whole) == (True, False)


@given(st.permutations(DELTAS))
def test_the_order_of_the_changes_given_does_not_matter(deltas):
    moments = [Moment("creation", 10, 1), Moment("slot", 10), Moment("end", 12)]
    expected = over_time(DELTAS, moments, {"curve"}, smallest=1, dust_share=0.0)
    assert over_time(deltas, moments, {"curve"}, smallest=1, dust_share=0.0) == expected
