"""What measures mean and how they mislead, as a list beside the figures."""

from collections.abc import Sequence

from reporter.web.blocks.markup import safe
from reporter.web.measures import Measure


def explanations(measures: Sequence[Measure]) -> str:
    """Label, meaning and pitfall of each measure."""
    rows = "".join(
        f'<div><dt>{safe(one.label)}</dt><dd>{safe(one.meaning)} <span class="lr-muted">{safe(one.misleads)}</span></dd></div>'
        for one in measures
    )
    return f'<dl class="lr-rows">{rows}</dl>'
