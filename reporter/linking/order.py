"""How likely chance puts a group so close together in an order."""

from collections.abc import Sequence
from math import comb, log2


def closeness(ranks: Sequence[int], count: int) -> float:
    """The probability that as many places, drawn at random of `count`, lie in as short a stretch as these do; 1 for fewer
    than three.

    Exact: of all sets of k places, (n - w + 1) C(w, k) - (n - w) C(w - 1, k) span at most w.
    """
    k = len(ranks)
    if k < 3 or k > count:
        return 1.0
    w = max(ranks) - min(ranks) + 1
    return ((count - w + 1) * comb(w, k) - (count - w) * comb(w - 1, k)) / comb(count, k)


def weight(chance: float, most_chance: float, most: float) -> float:
    """Bits for an order that chance makes so seldom: a quarter of -log2, because one event has many looks; nothing above
    `most_chance`."""
    return min(most, -log2(max(chance, 1e-300)) / 4) if chance <= most_chance else 0.0
