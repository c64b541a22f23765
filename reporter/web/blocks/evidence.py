"""One link as a list of its evidence: how much each observation weighs, where to look it up, what else could explain it."""

from collections.abc import Sequence
from typing import Final

from reporter.linking.kinds import KINDS
from reporter.model.report import Entity, EvidenceItem, Link
from reporter.report import numbers, wording
from reporter.report.numbers import short
from reporter.web.blocks.markup import anchor, safe, transactions, wallet
from reporter.web.links import Explorer

FULL: Final = 30.0  # bits of a bar of full width
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
    """One link: who, the sum, and a bar for each observation."""
    bars = "".join(_bar(item, explorer) for item in sorted(link.evidence, key=lambda item: -float(item.bits)))
    kinds = dict.fromkeys(item.kind for item in link.evidence)
    others = "".join(f"<li>{safe(text)}</li>" for text in wording.alternatives(tuple(kinds)))
    explained = "".join(f"<p>{safe(_EXPLAINED[kind], 2000)}</p>" for kind in kinds if kind in _EXPLAINED)
    total = f'<div class="lr-step lr-total"><span>Together, after the caps of families</span>{_rod(link.bits)}</div>'
    alternatives = f'<p class="lr-sub">Other explanations</p><ul class="lr-evidence">{others}</ul>' if others else ""
    why = f"<details><summary>What these kinds of evidence are</summary>{explained}</details>" if explained else ""
    return (
        f'<details class="lr-link"{" open" if opened else ""}>'
        f"<summary>{anchor(None, short(link.a), link.a)} and {anchor(None, short(link.b), link.b)}"
        f' <span class="lr-chip">{link.bits} bits</span></summary>'
        f'<p class="lr-muted">{wallet(explorer, link.a)} and {wallet(explorer, link.b)}.'
        f" One controller: {wording.likelihood(link.p)}.</p>"
        f"{bars}{total}{alternatives}{why}</details>"
    )


def _bar(item: EvidenceItem, explorer: Explorer) -> str:
    shown = transactions(explorer, item.signatures, 6)
    return f'<div class="lr-step"><span>{safe(item.text)}{_rarity(item)} {shown}</span>{_rod(item.bits)}</div>'


def _rarity(item: EvidenceItem) -> str:
    """How common what was seen is among strangers, where the report knows it: the rarer, the more it weighs."""
    if item.rarity is None:
        return ""
    return f' <span class="lr-muted">({numbers.percent(item.rarity)} of strangers, or of chance)</span>'


def _rod(bits: str) -> str:
    """A bar of the length of the weight; evidence against points the other way by its colour and sign."""
    weight = float(bits)
    width = min(100.0, abs(weight) / FULL * 100)
    kind = "lr-minus" if weight < 0 else "lr-plus"
    sign = "\N{MINUS SIGN}" if weight < 0 else "+"
    return (
        f'<span class="lr-rod"><span class="{kind}" style="width:{width:.1f}%"></span></span>'
        f'<span class="lr-bits">{sign}{bits.lstrip("-")}</span>'
    )


def _against(entity: Entity, explorer: Explorer) -> str:
    rows = "".join(f"<li>{safe(item.text)} {transactions(explorer, item.signatures)}</li>" for item in entity.counter)
    if not rows:
        return '<p class="lr-muted">No evidence against this entity was found in the data examined.</p>'
    return f'<p class="lr-sub">Against it</p><ul class="lr-evidence">{rows}</ul>'
