"""Wallets of several reports, with the part each plays in each."""

from collections.abc import Sequence
from typing import Final

from reporter.model.report import Report
from reporter.report.across import shared
from reporter.web.blocks.markup import anchor, safe
from reporter.web.blocks.role import roles_in_words

SHOWN: Final = 100


def shared_wallets(reports: Sequence[Report], titles: Sequence[str]) -> str:
    """A list: wallet, then its parts launch by launch."""
    rows = shared(reports)
    if not rows:
        return '<p class="lr-muted">No wallet plays a part in more than one of these launches, as far as the reports know.</p>'
    listed = "".join(
        f"<li>{anchor(None, row.wallet)}<ul>"
        + "".join(
            f'<li><span class="lr-muted">{safe(title)}:</span> {roles_in_words(found)}</li>'
            for title, found in zip(titles, row.roles, strict=True)
            if found
        )
        + "</ul></li>"
        for row in rows[:SHOWN]
    )
    left = len(rows) - SHOWN
    more = f'<p class="lr-muted">{left:,} more wallets hold or bought in several of them.</p>' if left > 0 else ""
    return f'<ul class="lr-findings lr-shared">{listed}</ul>{more}'
