"""What changed between two reports on one mint, in words, with the reasons."""

from collections.abc import Mapping, Sequence
from typing import Final

from reporter.model.difference import Change, Difference, Kind, Side
from reporter.report import numbers
from reporter.report.vocabulary import changes as say
from reporter.web.blocks.markup import code, safe, transactions
from reporter.web.links import Explorer

SHOWN: Final = 40  # changes of one section
SECTIONS: Final[Mapping[str, frozenset[Kind]]] = {
    "Linked wallets": frozenset({"appeared", "gone", "merged", "split", "joined", "left", "tier", "group_share"}),
    "Holders and buyers": frozenset({"class", "holding", "early_buyer", "service"}),
    "Measures": frozenset({"measure", "supply"}),
    "Facts and coverage": frozenset({"fact", "coverage"}),
}


def difference(found: Difference, explorer: Explorer) -> str:
    """Both snapshots, every change section by section below its reason, and what a change does not say."""
    head = say.summary(len(found.changes)) if found.changes else say.same()
    rows = {"Before": found.old, "Now": found.new}
    sides = "".join(f"<div><dt>{name}</dt><dd>{_side(side)}</dd></div>" for name, side in rows.items())
    sections = "".join(
        _section(title, [change for change in found.changes if change.kind in kinds], explorer)
        for title, kinds in SECTIONS.items()
    )
    notes = "".join(f"<li>{safe(note, 800)}</li>" for note in found.notes)
    limits = f'<details><summary>How to read this</summary><ul class="lr-evidence">{notes}</ul></details>'
    return f'<dl class="lr-rows">{sides}</dl><p><strong>{safe(head)}</strong></p>{sections}{limits}'


def _side(side: Side) -> str:
    partial = ", partial" if side.partial else ""
    return (
        f"{numbers.utc(side.time)}, slot {side.slot:,}; rules {safe(side.rules)}, program {safe(side.program)};"
        f" {numbers.percent(side.coverage)} of early buying covered{partial} {code(side.pack_sha256[:12])}"
    )


def _section(title: str, changes: Sequence[Change], explorer: Explorer) -> str:
    if not changes:
        return ""
    by_reason: dict[str, list[Change]] = {}
    for change in changes[:SHOWN]:
        by_reason.setdefault(say.why([(reason.causes, reason.to) for reason in change.why]), []).append(change)
    groups = "".join(
        f'<p class="lr-sub">{safe(reason, 800)}</p>'
        f'<ul class="lr-evidence">{"".join(_change(row, explorer) for row in rows)}</ul>'
        for reason, rows in by_reason.items()
    )
    left = len(changes) - SHOWN
    more = f'<p class="lr-muted">{left:,} more; the command `reporter diff` lists all.</p>' if left > 0 else ""
    return f"<h3>{title}</h3>{groups}{more}"


def _change(change: Change, explorer: Explorer) -> str:
    return f"<li>{safe(change.text, 800)} {transactions(explorer, change.signatures)}</li>"
