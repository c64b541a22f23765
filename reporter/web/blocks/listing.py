"""One line of a list of reports."""

from reporter.jobs.head import Head
from reporter.model.report import Share
from reporter.report import numbers
from reporter.web.blocks.markup import NAME, safe


def interval(low: Share | None, high: Share | None) -> str:
    """Both bounds in words; one when they are equal."""
    if low is None or high is None:
        return numbers.NOT_MEASURED
    return numbers.percent(low) if low == high else f"{numbers.percent(low)} to {numbers.percent(high)}"


def entry(head: Head) -> str:
    """The token's name as the chain has it, when it was read, and its linked supply."""
    chips = "".join(
        f'<span class="lr-chip">{word}</span>'
        for word, wanted in (("simulated", head.network == "simulated"), ("partial", head.partial))
        if wanted
    )
    when = numbers.utc(head.time) if head.time is not None else f"slot {head.slot:,}"
    linked = f" · linked supply {interval(head.linked_at_least, head.linked_at_most)}"
    return (
        f'<div class="lr-entry"><strong>{safe(head.name, NAME) or "Unnamed token"}</strong>'
        f' <span class="lr-symbol">{safe(head.symbol, NAME)}</span> {chips}'
        f'<br><span class="lr-muted"><code class="lr-code">{numbers.short(head.id.mint)}</code> · {when}{linked}</span></div>'
    )
