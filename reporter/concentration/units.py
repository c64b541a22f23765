"""A multiset of holdings as runs of equal size, largest first: what every measure of concentration is computed on.

Runs keep the worst case of an unread tail (millions of equal holdings) as small as one pair of integers.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TypeAlias

Runs: TypeAlias = tuple[tuple[int, int], ...]  # (size in base units, number of such units), sizes falling


def runs(amounts: Iterable[int]) -> Runs:
    """The units in `amounts` that hold anything. Raises ValueError on a negative amount."""
    return of_counts(Counter(amounts).items())


def of_counts(pairs: Iterable[tuple[int, int]]) -> Runs:
    """The units given as (size, number). Raises ValueError on a negative size."""
    counts: Counter[int] = Counter()
    for size, number in pairs:
        if size < 0:
            raise ValueError("a holding below zero")
        if size and number:
            counts[size] += number
    return tuple(sorted(counts.items(), reverse=True))


def number(units: Runs) -> int:
    """How many units there are."""
    return sum(count for _, count in units)


def total(units: Runs) -> int:
    """What they hold together."""
    return sum(size * count for size, count in units)


def squares(units: Runs) -> int:
    """The sum of the squares of what each holds."""
    return sum(size * size * count for size, count in units)


def largest(units: Runs, first: int) -> int:
    """What the `first` largest hold together; all of them when there are fewer."""
    held = 0
    for size, count in units:
        taken = min(first, count)
        held += size * taken
        first -= taken
    return held


def fewest(units: Runs, target: int) -> int | None:
    """The smallest number of units that together hold `target` or more; None when all together hold less."""
    held = taken = 0
    for size, count in units:
        if held >= target:
            break
        wanted = min(count, -((held - target) // size))
        held += size * wanted
        taken += wanted
    return taken if held >= target else None


def rising(units: Runs, above: int) -> Iterator[tuple[int, int]]:
    """The runs of units larger than `above`, smallest first."""
    return ((size, count) for size, count in reversed(units) if size > above)
