"""One link as a list of its evidence: how much each observation weighs, where to look it up, what else could explain it."""

from collections.abc import Sequence
from typing import Final

from reporter.linking.kinds import KINDS
from reporter.model.report import Entity, Link
from reporter.report import wording
from reporter.report.numbers import short
from reporter.web.blocks.markup import anchor, safe, transactions
from reporter.web.blocks.waterfall import waterfall
from reporter.web.links import Explorer

SHOWN: Final = 20  # links listed; the rest is counted
BITS: Final = f"Each bit doubles the odds that two wallets have one controller. {wording.UNCALIBRATED}"
_EXPLAINED: Final = {kind.name: kind.explanation for kind in KINDS}


def links(found: Sequence[Link], explorer: Explorer, entity: Entity) -> str:
    """The links as a list that unfolds, the heaviest first, the first one open."""
    rows = sorted(found, key=lambda link: (-float(link.bits), link.a, link.b))
    shown = "".join(link_details(link, explorer, opened=place == 0) for place, link in enumerate(rows[:SHOWN]))
    left = len(rows) - SHOWN
    more = f'<p class="lr-muted">{left:,} more links: choose a wallet, or read them in the JSON.</p>' if left > 0 else ""
    return f'<div class="lr-links">{shown}{more}</div>{_against(entity, explorer)}'


def link_details(link: Link, explorer: Explorer, *, opened: bool = False) -> str:
    """One link: who, the waterfall of its observations, what else could explain them, what such observations are."""
    kinds = dict.fromkeys(item.kind for item in link.evidence)
    others = "".join(f"<li>{safe(text)}</li>" for text in wording.alternatives(tuple(kinds)))
    explained = "".join(f"<p>{safe(_EXPLAINED[kind], 2000)}</p>" for kind in kinds if kind in _EXPLAINED)
    alternatives = f'<p class="lr-sub">Other explanations</p><ul class="lr-evidence">{others}</ul>' if others else ""
    why = f"<details><summary>What these kinds of evidence are</summary>{explained}</details>" if explained else ""
    return (
        f'<details class="lr-link"{" open" if opened else ""}>'
        f"<summary>{anchor(None, short(link.a), link.a)} and {anchor(None, short(link.b), link.b)}"
        f' <span class="lr-chip">{link.bits} bits</span></summary>'
        f'<p class="lr-muted">{_whole(link.a, explorer)} and {_whole(link.b, explorer)}</p>'
        f"{waterfall(link, explorer)}{alternatives}{why}</details>"
    )


def _whole(name: str, explorer: Explorer) -> str:
    return anchor(explorer.account(name), name)


def _against(entity: Entity, explorer: Explorer) -> str:
    rows = "".join(f"<li>{safe(item.text)} {transactions(explorer, item.signatures)}</li>" for item in entity.counter)
    if not rows:
        return '<p class="lr-muted">No evidence against this entity was found in the data examined.</p>'
    return f'<p class="lr-sub">Against it</p><ul class="lr-evidence">{rows}</ul>'
