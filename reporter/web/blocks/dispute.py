"""What owners of wallets dispute, beside the report and said to be no part of it."""

from collections.abc import Sequence

from reporter.model.dispute import Dispute
from reporter.report.render.disputes import html_link
from reporter.report.vocabulary import dispute as say
from reporter.web.blocks.markup import code, safe, wallet
from reporter.web.links import Explorer


def disputes(found: Sequence[Dispute], explorer: Explorer) -> str:
    """A box with every dispute folded into it; empty where nobody disputes."""
    if not found:
        return ""
    rows = "".join(f"<li>{_row(one, explorer)}</li>" for one in found)
    return (
        f'<div class="lr-banner lr-disputed" role="note"><strong>{safe(say.TITLE)}</strong>'
        f"<div>{safe(say.introduction(len(found)))}<details><summary>Whose keys, and what they signed</summary>"
        f"<ul>{rows}</ul></details></div></div>"
    )


def _row(one: Dispute, explorer: Explorer) -> str:
    return (
        f"{wallet(explorer, one.wallet)} {safe(say.statement(one))}{html_link(one)}<br>{code(one.signature)} ({safe(one.form)})"
    )
