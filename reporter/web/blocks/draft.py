"""What a running report knows so far, stage by stage. Figures are the draft's own; what it cannot know yet is not shown."""

from collections import Counter
from typing import Final

from reporter.model.progress import Draft, Stage
from reporter.model.report import Report
from reporter.report import numbers
from reporter.report.across import roles
from reporter.web.blocks.markup import NAME, safe, wallet
from reporter.web.links import Explorer

ORIGINS: Final = 5
NEXT: Final[dict[Stage, str]] = {
    "launch": "The money of early buyers is followed next; linked supply is not known before that.",
    "money": "Wallets are joined only once it is known who pays strangers too, as exchanges do; linked supply can still rise.",
    "entities": "The money is followed. Later trades are still read and can change what is said.",
}


def unfinished(draft: Draft) -> str:
    """The box above a draft: from how much it was made, and what is missing."""
    answers = numbers.count(draft.report.coverage.calls, "answer")
    return (
        '<div class="lr-banner lr-partial" role="note"><strong>Unfinished</strong>'
        f"<span>What {answers} of the ledger show so far. {NEXT[draft.stage]}</span></div>"
    )


def launched(report: Report, explorer: Explorer) -> str:
    """The token as the chain names it, when it was created and by whom."""
    name = safe(report.token.name, NAME)
    title = f"“{name}”" if name else "Unnamed token"
    creation = report.creation
    if creation is None:
        told = "The creating transaction was not found."
    else:
        who = wallet(explorer, creation.creator) if creation.creator else "nobody named"
        signed = "creator, signed" if creation.creator_signed else "named as creator by the payer"
        told = f"Created {numbers.utc(creation.time)} · {signed}: {who}"
    return (
        f'<h3 class="lr-known">{title} <span class="lr-symbol">{safe(report.token.symbol, NAME)}</span></h3>'
        f'<p class="lr-muted">{told}</p>'
    )


def money_so_far(report: Report, explorer: Explorer) -> str:
    """How much of the early buyers' money is followed, and who paid several of them: a fact, and no link yet."""
    followed = [buyer for buyer in report.early_buyers if buyer.funding is not None and buyer.funding.path]
    paid = Counter({who: role.count for who, parts in roles(report).items() for role in parts if role.part == "funder"})
    several = [(who, count) for who, count in sorted(paid.items(), key=lambda row: (-row[1], row[0])) if count > 1]
    rows = "".join(
        f'<li>{wallet(explorer, who)} <span class="lr-muted">paid before {count} of them bought</span></li>'
        for who, count in several[:ORIGINS]
    )
    origins = f'<ul class="lr-evidence">{rows}</ul>' if rows else ""
    return (
        f"<p>Payments before the buy are known of <strong>{len(followed):,} of {len(report.early_buyers):,}</strong> early"
        f" buyers, from {numbers.count(len(paid), 'origin')}.</p>{origins}"
    )
