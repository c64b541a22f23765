"""The headline: linked supply as an interval, what is known of it on incomplete data, or that nothing was measured."""

from reporter.model.report import Report
from reporter.report.numbers import percent


def linked_supply(report: Report) -> str:
    """One sentence. A report without an upper bound says so, and one without measures that this is no sign of safety."""
    low, high = report.metrics.linked_at_least, report.metrics.linked_at_most
    if low is None:
        return "Not measured. No data is not the same as no risk."
    if high is None or report.coverage.partial:
        return (
            f"At least {percent(low)} of the circulating supply is held by wallets linked to each other; "
            "on data this incomplete nobody can say how much at most."
        )
    return (
        f"At least {percent(low)}, at most {percent(high)} of the circulating supply is held by wallets linked to each other."
    )
