"""Many worlds together: sums, bootstrap intervals over worlds, calibration. Pure but for the seed it is given."""

from collections.abc import Callable, Sequence

import numpy as np
from msgspec import Struct

from bench.accuracy.outcome import Bin
from bench.accuracy.partition import Tally

RESAMPLES = 2000
SEED = 20_261_126


class Interval(Struct, frozen=True):
    """A figure with the 2.5 and 97.5 percentiles of its bootstrap over worlds (Efron 1979, percentile method)."""

    value: float
    low: float
    high: float


def precision(tallies: Sequence[Tally]) -> Interval | None:
    """Right pairs of all published pairs, worlds resampled whole; None where nothing was published."""
    return _ratio([(t.right, t.right + t.wrong) for t in tallies])


def recall(tallies: Sequence[Tally]) -> Interval | None:
    """Found pairs of all true pairs."""
    return _ratio([(t.found, t.true) for t in tallies])


def placed(tallies: Sequence[Tally]) -> Interval | None:
    """Strangers placed in a group, of all strangers."""
    return _ratio([(t.placed, t.strangers) for t in tallies])


def f1(tallies: Sequence[Tally]) -> float | None:
    """Harmonic mean of pooled precision and recall."""
    p, r = precision(tallies), recall(tallies)
    return None if p is None or r is None or p.value + r.value == 0 else 2 * p.value * r.value / (p.value + r.value)


def mean_ari(tallies: Sequence[Tally]) -> float | None:
    """Mean adjusted Rand index over worlds."""
    rows = [t.ari for t in tallies if t.ari is not None]
    return float(np.mean(rows)) if rows else None


def by_world(tallies: Sequence[Tally], figure: Callable[[Tally], float | None]) -> float | None:
    """Mean of a figure over the worlds that have it: a small group counts as much as a large one."""
    rows = [value for value in map(figure, tallies) if value is not None]
    return float(np.mean(rows)) if rows else None


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """Expected calibration error: mean distance between said and seen share over bins, weighted by their pairs."""
    total = sum(row.pairs for row in bins)
    if not total:
        return None
    return sum(abs(row.said - row.true) for row in bins if row.pairs) / total


def _ratio(rows: Sequence[tuple[int, int]]) -> Interval | None:
    counts = np.array([row for row in rows if row[1]], dtype=np.float64)
    if not len(counts):
        return None
    draw = np.random.default_rng(SEED).integers(0, len(counts), size=(RESAMPLES, len(counts)))
    sums = counts[draw].sum(axis=1)
    low, high = np.percentile(sums[:, 0] / sums[:, 1], [2.5, 97.5])
    return Interval(float(counts[:, 0].sum() / counts[:, 1].sum()), float(low), float(high))
