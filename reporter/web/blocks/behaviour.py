"""What creator, snipers, bundles and groups did at the launch and since, each figure with how it can mislead."""

from collections.abc import Callable, Mapping
from typing import Final

from msgspec import Struct

from reporter.model.report import Behaviour, Report, Share
from reporter.report import numbers
from reporter.web.blocks.markup import safe, wallet
from reporter.web.links import Explorer


class Row(Struct, frozen=True):
    """One line: the field of the report, its name, its figures in words, what it means and how it misleads."""

    field: str
    label: str
    words: Callable[[Mapping[str, str]], str]
    meaning: str
    misleads: str


def _percent(facts: Mapping[str, str], key: str) -> str:
    share: Share | None = facts.get(key)
    return numbers.percent(share)


def _count(facts: Mapping[str, str], key: str, noun: str) -> str:
    return numbers.count(int(facts.get(key, "0")), noun)


def _group(facts: Mapping[str, str]) -> str:
    return (
        f"{_count(facts, 'wallets', 'wallet')} bought {_percent(facts, 'bought')} of the supply first"
        f" and {'holds' if facts.get('wallets') == '1' else 'hold'} {_percent(facts, 'holds')} now"
    )


ROWS: Final = (
    Row(
        "creator",
        "Creator",
        lambda facts: (
            f"bought {_percent(facts, 'bought')} of the supply, sold {_percent(facts, 'sold')},"
            f" moved {_percent(facts, 'transferred_out')} elsewhere, holds {_percent(facts, 'holds')}"
        ),
        "Trades and transfers of the wallet that created the token, in the transactions read.",
        "A creator can hold through other wallets; only links show those.",
    ),
    Row(
        "snipers",
        "First slots",
        lambda facts: f"{_group(facts)} (first {_count(facts, 'window_slots', 'slot')} after creation)",
        "First buys within the first slots after creation; the creator is left out.",
        "Fast programs of strangers buy then too; being early links nobody.",
    ),
    Row(
        "bundled",
        "Bundles",
        _group,
        "First buys that stand side by side in a block in an unbroken row, or share a transaction.",
        "Strangers who pay for the same fast lane land side by side too.",
    ),
    Row(
        "exits",
        "Sold out",
        lambda facts: (
            f"{_count(facts, 'hold_nothing_now', 'early buyer')} of {int(facts.get('early_buyers', '0')):,}"
            + (" hold" if facts.get("hold_nothing_now") != "1" else " holds")
            + " nothing now"
        ),
        "Early buyers without a balance at the snapshot.",
        "Tokens moved to another own wallet leave none behind either.",
    ),
    Row(
        "rebuys",
        "Came back",
        lambda facts: f"{_count(facts, 'wallets', 'early buyer')} sold and bought again",
        "Early buyers that sold and bought again later.",
        "Later trades are read as far as the budget goes; there can be more.",
    ),
    Row(
        "offsetting_volume",
        "Back and forth",
        lambda facts: (
            f"{_count(facts, 'transactions', 'transaction')} bought and sold at once,"
            f" {_percent(facts, 'share_of_volume_read')} of the volume read"
        ),
        "Transactions in which one wallet bought and sold: volume without a position.",
        "Arbitrage between markets looks the same.",
    ),
)


def behaviour(report: Report, explorer: Explorer) -> str:
    """The rows that were read, as a list; how each can mislead unfolds below it."""
    found: Behaviour = report.behaviour
    rows = "".join(_row(row, getattr(found, row.field), explorer) for row in ROWS if getattr(found, row.field))
    if not rows:
        return '<p class="lr-muted">Nothing was read about it.</p>'
    return f'<dl class="lr-rows">{rows}</dl>'


def _row(row: Row, facts: Mapping[str, str], explorer: Explorer) -> str:
    who = f" {wallet(explorer, facts['wallet'])}" if row.field == "creator" and "wallet" in facts else ""
    words = safe(row.words(facts))
    return (
        f"<div><dt>{row.label}{who}</dt><dd><details><summary>{words[:1].upper()}{words[1:]}</summary>"
        f'<p class="lr-muted">{row.meaning} {row.misleads}</p></details></dd></div>'
    )
