"""What creator, snipers, bundles and groups did at the launch and since, each sentence with how it can mislead."""

from typing import Final

from reporter.model.report import Report
from reporter.report.vocabulary.behaviour import Said, told
from reporter.web.blocks.markup import safe, transactions
from reporter.web.links import Explorer

MISLEADS: Final = {
    "creator": "A creator can hold through other wallets; only links show those.",
    "snipers": "Fast programs of strangers buy then too; being early links nobody.",
    "bundled": "Strangers who pay for the same fast lane land side by side too; it links nobody by itself.",
    "exits": "Tokens moved to another own wallet leave no balance behind either.",
    "linked_exits": "It rests on the links of the entities, and is as sure as they are.",
    "rebuys": "Later trades are read as far as the budget goes; there can be more.",
    "offsetting_volume": "Arbitrage between markets looks the same.",
    "holders": "An old wallet can be bought, and a new one can be somebody's first.",
}


def behaviour(report: Report, explorer: Explorer) -> str:
    """The report's own sentences; how each can mislead unfolds below it."""
    found = told(report.behaviour)
    if not found:
        return '<p class="lr-muted">Nothing was read about it.</p>'
    return f'<ul class="lr-findings">{"".join(_sentence(said, explorer) for said in found)}</ul>'


def _sentence(said: Said, explorer: Explorer) -> str:
    return (
        f"<li>{safe(said.text)} {transactions(explorer, said.signatures)}"
        f'<details class="lr-help"><summary>How it can mislead</summary>{MISLEADS[said.part]}</details></li>'
    )
