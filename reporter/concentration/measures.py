"""The measures of concentration over one set of units (wallets, or entities), each from its published definition.

Shares are of a declared denominator, normally the circulating supply. Everything but entropy is exact integer arithmetic,
rounded once at the end: shares and Gini to 6 decimals, HHI, effective holders and entropy to 2.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import fsum, isqrt, log2
from typing import Final

from reporter.concentration import units as u
from reporter.concentration.rounding import fixed
from reporter.model.report import Measures, Share

NOTHING: Final = Measures(0, None, None, None, None, None, None, None, None, None, None, None, None)
HHI_SCALE: Final = 10_000  # squared percentage points: one holder of everything


def measure(
    amounts: Sequence[int],
    denominator: int,
    *,
    dust: int,
    pool_tokens: int | None,
    tail_unread: bool = False,
) -> Measures:
    """Every measure over units that hold `amounts` base units, in any order.

    `denominator` is the supply that shares are of; `dust` the amount up to which the Gini coefficient ignores a unit;
    `pool_tokens` the tokens in the live constant-product market (virtual reserves count where the curve has them), None
    where there is none. `tail_unread` says that small holders are missing from `amounts`: then Gini and entropy, which rest
    on the tail, are None, and the other measures are what the units read show.

    All None when the denominator is 0 or no unit holds anything. Amounts that exceed the denominator together (accounts read
    at different slots) are their own denominator, so that no share passes 1. Raises ValueError on a negative amount.
    """
    return of_runs(u.runs(amounts), denominator, dust=dust, pool_tokens=pool_tokens, tail_unread=tail_unread)


def of_runs(units: u.Runs, denominator: int, *, dust: int, pool_tokens: int | None, tail_unread: bool = False) -> Measures:
    """The same for units given as runs of equal size."""
    base = base_of(u.total(units), denominator)
    if base == 0 or not units:
        return NOTHING
    squares = u.squares(units)
    return Measures(
        units=u.number(units),
        top1=top(units, 1, base),
        top5=top(units, 5, base),
        top10=top(units, 10, base),
        top20=top(units, 20, base),
        top50=top(units, 50, base),
        hhi=fixed(Fraction(HHI_SCALE * squares, base * base), 2),
        effective=fixed(Fraction(base * base, squares), 2),
        gini=None if tail_unread else gini(units, dust),
        entropy=None if tail_unread else entropy(units),
        nakamoto33=nakamoto(units, base, 33),
        nakamoto50=nakamoto(units, base, 50),
        controlling=controlling(units, pool_tokens),
    )


def base_of(held: int, denominator: int) -> int:
    """What shares are of: the denominator, or what is held where that is more; 0 where no measure may be printed."""
    return max(held, denominator) if denominator > 0 else 0


def top(units: u.Runs, first: int, base: int) -> Share:
    """The share of the `first` largest units together."""
    return fixed(Fraction(u.largest(units, first), base), 6)


def gini(units: u.Runs, dust: int) -> Share | None:
    """Gini coefficient of the units above `dust`: (2·Σ i·x_i - (n+1)·Σ x_i) / (n·Σ x_i), x rising, i from 1.

    0 when all hold the same, towards 1 when one holds everything; None when no unit is above the cut. It depends on the cut
    and on every small holder; merging units can move it either way.
    """
    rank = weighted = held = 0
    for size, count in u.rising(units, dust):
        weighted += size * (count * rank + count * (count + 1) // 2)
        held += size * count
        rank += count
    return fixed(Fraction(2 * weighted - (rank + 1) * held, rank * held), 6) if rank else None


def entropy(units: u.Runs) -> str:
    """Shannon entropy in bits of what the units hold, as parts of what they hold together: log2 n when all are equal.

    The one measure that needs floating point; the sum is exactly rounded (fsum), so order does not matter.
    """
    held = u.total(units)
    bits = fsum(-count * (size / held) * log2(size / held) for size, count in units)
    return fixed(Fraction(max(bits, 0.0)), 2)


def nakamoto(units: u.Runs, base: int, percent: int) -> int | None:
    """Fewest units that hold more than `percent` % of the denominator; None when all together do not."""
    return u.fewest(units, base * percent // 100 + 1)


def controlling(units: u.Runs, pool_tokens: int | None) -> int | None:
    """Fewest units whose sale at least halves the price of a constant-product market; None when all together cannot.

    With token reserve R the price is k/R²; after a sale of x it is k/(R+x)², half of it when (R+x)² = 2R², that is
    x = (√2-1)·R. Fees, other markets and new buyers are left out. Decided in integers.
    """
    if not pool_tokens:
        return None
    root = isqrt(2 * pool_tokens**2 - 1) + 1  # rounded up; 2R² is never a square
    return u.fewest(units, root - pool_tokens)


def dust_cut(circulating: int, share: float) -> int:
    """The amount in base units that is `share` of the circulating supply, rounded down; `share` as its decimal digits say."""
    return circulating * Fraction(str(share)).numerator // Fraction(str(share)).denominator
