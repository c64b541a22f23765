"""What differs between two reports, for a terminal."""

from collections.abc import Mapping, Sequence
from typing import Final

from reporter.model.difference import Change, Difference, Kind, Side
from reporter.report.numbers import percent, utc
from reporter.report.plain import plain
from reporter.report.render.text_page import BOLD, Page
from reporter.report.vocabulary import changes as say

_LINE: Final = 800  # letters of one sentence
_SIGNATURES: Final = 3
_SHOWN: Final = 40  # changes of one section
_SECTIONS: Final[Mapping[str, frozenset[Kind]]] = {
    "Linked wallets": frozenset({"appeared", "gone", "merged", "split", "joined", "left", "tier", "group_share"}),
    "Holders and buyers": frozenset({"class", "holding", "early_buyer", "service"}),
    "Measures": frozenset({"measure", "supply"}),
    "Facts and coverage": frozenset({"fact", "coverage"}),
}


def render(found: Difference, *, width: int = 100, color: bool = False) -> str:
    """The whole page, ending with a line break."""
    page = Page(width, color=color)
    page.heading("What changed")
    page.line(f"Mint {plain(found.mint)}")
    _side(page, "before", found.old)
    _side(page, "now", found.new)
    page.say(say.summary(len(found.changes)) if found.changes else say.same())
    for title, kinds in _SECTIONS.items():
        _section(page, title, [change for change in found.changes if change.kind in kinds])
    page.heading("Limits")
    for note in found.notes:
        page.item(plain(note, _LINE))
    return page.text()


def _side(page: Page, name: str, side: Side) -> None:
    labels = f", labels {plain(side.labels)}" if side.labels is not None else ""
    page.say(
        f"{name}: snapshot {utc(side.time)}, slot {side.slot}; rules {plain(side.rules)}{labels}, program "
        f"{plain(side.program)}; {percent(side.coverage)} of early buying covered"
    )
    page.line(f"evidence pack {plain(side.pack_sha256, 80)}", indent=4)


def _section(page: Page, title: str, changes: Sequence[Change]) -> None:
    """What changed for one reason stands together, below the reason."""
    if not changes:
        return
    page.heading(title)
    by_reason: dict[str, list[Change]] = {}
    for change in changes[:_SHOWN]:
        by_reason.setdefault(plain(say.why([(reason.causes, reason.to) for reason in change.why]), _LINE), []).append(change)
    for reason, rows in by_reason.items():
        page.say(reason, style=BOLD)
        for change in rows:
            page.item(plain(change.text, _LINE), indent=4)
            for signature in change.signatures[:_SIGNATURES]:
                page.line(plain(signature, 100), indent=6)
    if len(changes) > _SHOWN:
        page.say(f"{len(changes) - _SHOWN:,} more in the JSON document.")
