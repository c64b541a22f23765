"""The badge made of the measures."""

from reporter.model.report import Badge, Coverage, Metrics
from reporter.report import numbers
from reporter.report.build.known import Known


def badge(known: Known, measured: Metrics, covered: Coverage, time: int | None) -> Badge:
    """The interval of linked supply as a badge: grey when data is missing, and never green on incomplete data, be it holders
    that were not read or early buying that was not examined."""
    low, high = measured.linked_at_least, measured.linked_at_most
    slot = known.launch.snapshot or 0
    valid = time + known.pack.rules.counting.badge_hours * 3600 if time is not None else None
    if low is None:
        return Badge("linked supply not known", None, None, "lightgrey", slot, valid)
    if high is None:
        return Badge(f"linked supply {numbers.percent(low)} or more, partial", low, None, "lightgrey", slot, valid)
    message = f"linked supply {numbers.percent(low)} to {numbers.percent(high)}"
    whole = known.launch.holdings.whole and float(covered.share) == 1
    color = "lightgrey" if covered.partial else _color(float(low), float(high), whole=whole)
    return Badge(message, low, high, color, slot, valid)


def _color(low: float, high: float, *, whole: bool) -> str:
    if low >= 0.25:
        return "red"
    if low >= 0.1 or high >= 0.25:
        return "orange"
    if high >= 0.1 or not whole:
        return "yellow"
    return "green"
