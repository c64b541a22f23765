"""The headline: the interval of linked supply as figures, as a picture and as a sentence."""

from fractions import Fraction
from typing import Final

from reporter.model.report import Report
from reporter.report import numbers
from reporter.web.blocks.listing import interval
from reporter.web.blocks.markup import safe
from reporter.web.measures import LINKED

_TICKS: Final = (0, 25, 50, 75, 100)
_UNITS: Final = ((86_400, "day"), (3600, "hour"), (60, "minute"))


def hero(report: Report, now: int) -> str:
    """Linked supply at least and at most, from how much it is known, and how old it is at `now` (UTC seconds)."""
    low, high = report.metrics.linked_at_least, report.metrics.linked_at_most
    return (
        '<section class="lr-hero" aria-label="Linked supply"><p class="lr-eyebrow">Linked supply</p>'
        f"{_figures(low, high)}{_gauge(low, high)}"
        f'<p class="lr-lead">{_sentence(low, high)}</p>'
        f'<p class="lr-muted">{_basis(report, now)}</p>'
        f"<details><summary>What this means, and how it can mislead</summary><p>{safe(LINKED.meaning)}</p>"
        f"<p>{safe(LINKED.misleads)}</p></details></section>"
    )


def linked_so_far(report: Report, *, bounded: bool) -> str:
    """The interval of a report that is not finished; its upper bound only where that is `bounded` already."""
    low, high = report.metrics.linked_at_least, report.metrics.linked_at_most if bounded else None
    return (
        '<section class="lr-hero" aria-label="Linked supply so far"><p class="lr-eyebrow">Linked supply so far</p>'
        f'{_figures(low, high)}{_gauge(low, high)}<p class="lr-lead">{_sentence(low, high)}</p></section>'
    )


def strip(report: Report) -> str:
    """The headline in one line, above the deeper parts of a report."""
    metrics = report.metrics
    return (
        '<p class="lr-strip"><strong>Linked supply '
        f"{interval(metrics.linked_at_least, metrics.linked_at_most)}</strong>"
        f'<span class="lr-muted">{numbers.percent(report.coverage.share)} of early buying covered</span>'
        f'<span class="lr-muted">snapshot {numbers.utc(report.snapshot.time)}</span></p>'
    )


def age(seconds: int) -> str:
    """A duration in its largest unit: "3 hours"."""
    for size, name in _UNITS:
        if seconds >= size:
            return numbers.count(seconds // size, name)
    return "less than a minute"


def _figures(low: str | None, high: str | None) -> str:
    if low is None and high is None:
        return f'<p class="lr-figure">{numbers.NOT_MEASURED}</p>'
    if low == high:
        return f'<p class="lr-figure">{numbers.percent(low)}</p>'
    until = numbers.percent(high) if high is not None else "unknown"
    return f'<p class="lr-figure">{numbers.percent(low)} <span>to</span> {until}</p>'


def _sentence(low: str | None, high: str | None) -> str:
    if low is None:
        return "Linked supply was not measured. That is no sign of a wide spread."
    most = f"at most {numbers.percent(high)}" if high is not None else "with no upper bound on what was read,"
    return f"At least {numbers.percent(low)}, {most} of the circulating supply is held by wallets linked to each other."


def _gauge(low: str | None, high: str | None) -> str:
    if low is None:
        return ""
    start = _part(low)
    width = max(0.0, (_part(high) if high is not None else 100.0) - start)
    ticks = "".join(f'<span style="left:{tick}%">{tick}</span>' for tick in _TICKS)
    return (
        '<div class="lr-gauge" aria-hidden="true"><div class="lr-track">'
        f'<span class="lr-sure" style="width:{start:.2f}%"></span>'
        f'<span class="lr-maybe" style="left:{start:.2f}%;width:{width:.2f}%"></span></div>'
        f'<div class="lr-ticks">{ticks}</div></div>'
    )


def _part(share: str) -> float:
    return float(100 * Fraction(share))


def _basis(report: Report, now: int) -> str:
    snapshot = report.snapshot
    old = ""
    if snapshot.time is not None and now >= snapshot.time and snapshot.network != "simulated":
        old = f", {age(now - snapshot.time)} ago"
    return (
        f"Rests on {numbers.percent(report.coverage.share)} of early buying."
        f" Snapshot at slot {snapshot.slot:,}, {numbers.utc(snapshot.time)}{old}."
    )
