"""The published sentences."""

from collections.abc import Sequence
from typing import Final

from reporter.model.report import Finding, Tier
from reporter.web.blocks.markup import safe, transactions
from reporter.web.links import Explorer

TIERS: Final[dict[Tier, str]] = {
    "proven": "Proven",
    "strong": "Strong evidence",
    "possible": "Possible",
    "service": "Service in common",
    "none": "Note",
}


def findings(found: Sequence[Finding], explorer: Explorer) -> str:
    """Every finding with its tier and transactions."""
    if not found:
        return '<p class="lr-muted">No finding. That is no proof that the wallets have nothing to do with each other.</p>'
    rows = "".join(
        f'<li><span class="lr-chip">{TIERS[one.tier]}</span> {safe(one.text)} {transactions(explorer, one.signatures)}</li>'
        for one in found
    )
    return f'<ul class="lr-findings">{rows}</ul>'
