"""The published sentences."""

from collections.abc import Sequence

from reporter.model.report import Finding
from reporter.web.blocks.markup import safe, transactions
from reporter.web.links import Explorer
from reporter.web.pictures import names


def findings(found: Sequence[Finding], explorer: Explorer) -> str:
    """Every finding with its tier and transactions."""
    if not found:
        return '<p class="lr-muted">No finding. That is no proof that the wallets have nothing to do with each other.</p>'
    rows = "".join(
        f'<li><span class="lr-chip">{names.TIERS[one.tier]}</span> {safe(one.text)}'
        f" {transactions(explorer, one.signatures)}</li>"
        for one in found
    )
    return f'<ul class="lr-findings">{rows}</ul>'
