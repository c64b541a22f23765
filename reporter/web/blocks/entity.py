"""One entity as a card."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from reporter.model.report import Entity, EvidenceItem, Tier
from reporter.report import numbers, wording
from reporter.web import palette
from reporter.web.blocks.markup import safe, transactions, wallet
from reporter.web.links import Explorer
from reporter.web.pictures import names

_MEANING: Final[dict[Tier, str]] = {
    "proven": "Control shown by",
    "strong": "Several kinds of evidence",
    "possible": "Counts towards the upper bound only",
    "service": "Links nobody",
    "none": "No link found in the data examined",
}
ROLES: Final = {"funder": "funded by", "sink": "moved to", "creator": "creator"}
SHOWN: Final = 4  # evidence sentences before the fold
FOLDED: Final = 40  # and below it; the JSON holds all
WALLETS: Final = 60


class Observation(Struct, frozen=True):
    """One sentence of evidence: its weight in bits, for how many pairs of wallets it was made, and all its transactions."""

    text: str
    bits: float
    pairs: int
    signatures: tuple[str, ...]


def entity_card(entity: Entity, place: int, explorer: Explorer) -> str:
    """Tier in words, shares of early buying and now, wallets, strongest evidence with its transactions, other explanations."""
    creator = '<span class="lr-chip">linked to the creator</span>' if entity.creator_linked else ""
    return (
        f'<article class="lr-card" style="border-left-color:{palette.entity(place)}">'
        f'<h3>Entity {place + 1} <span class="lr-chip">{names.TIERS[entity.tier]}</span>{creator}</h3>'
        f'<dl class="lr-facts"><div><dt>Now</dt><dd>{numbers.percent(entity.share_now)}</dd></div>'
        f"<div><dt>Of early buying</dt><dd>{numbers.percent(entity.share_at_launch)}</dd></div>"
        f"<div><dt>Wallets</dt><dd>{len(entity.wallets)}</dd></div></dl>"
        f'<p class="lr-muted">{_MEANING[entity.tier]}: {wording.families(entity.families)}.'
        f" One controller: {wording.likelihood(entity.p)}.</p>"
        f"{_evidence(entity, explorer)}{_alternatives(entity, explorer)}{_wallets(entity, explorer)}</article>"
    )


def observations(entity: Entity) -> list[Observation]:
    """The evidence of all links, equal sentences as one, the heaviest first."""
    found: dict[tuple[str, str], list[EvidenceItem]] = defaultdict(list)
    for link in entity.links:
        for item in link.evidence:
            found[item.kind, item.text].append(item)
    grouped = [
        Observation(
            text=text,
            bits=max(float(item.bits) for item in items),
            pairs=len(items),
            signatures=tuple(dict.fromkeys(name for item in items for name in item.signatures)),
        )
        for (_, text), items in found.items()
    ]
    return sorted(grouped, key=lambda one: (-one.bits, -one.pairs, one.text))


def _evidence(entity: Entity, explorer: Explorer) -> str:
    found = observations(entity)
    if not found:
        return ""
    rest = found[SHOWN : SHOWN + FOLDED]
    folded = ""
    if rest:
        left = len(found) - SHOWN - len(rest)
        more = f'<p class="lr-muted">{left} more in the JSON.</p>' if left else ""
        folded = (
            f"<details><summary>{len(found) - SHOWN} more observations</summary>"
            f'<ul class="lr-evidence">{"".join(_observed(rest, explorer))}</ul>{more}</details>'
        )
    return f'<ul class="lr-evidence">{"".join(_observed(found[:SHOWN], explorer))}</ul>{folded}'


def _observed(found: list[Observation], explorer: Explorer) -> Iterator[str]:
    for one in found:
        times = f' <span class="lr-muted">(seen for {one.pairs} pairs)</span>' if one.pairs > 1 else ""
        yield f"<li>{safe(one.text)}{times} {transactions(explorer, one.signatures)}</li>"


def _sentences(items: list[EvidenceItem], explorer: Explorer) -> Iterator[str]:
    for item in items:
        yield f"<li>{safe(item.text)} {transactions(explorer, item.signatures)}</li>"


def _alternatives(entity: Entity, explorer: Explorer) -> str:
    counter = "".join(_sentences(entity.counter, explorer))
    against = f'<p class="lr-sub">Against it</p><ul class="lr-evidence">{counter}</ul>' if counter else ""
    others = "".join(f"<li>{safe(text)}</li>" for text in entity.alternatives)
    return against + (f'<p class="lr-sub">Other explanations</p><ul class="lr-evidence">{others}</ul>' if others else "")


def _wallets(entity: Entity, explorer: Explorer) -> str:
    roles = "".join(
        f"<p>{safe(ROLES.get(role, role))}: {' '.join(wallet(explorer, name) for name in names)}</p>"
        for role, names in sorted(entity.roles.items())
        if names
    )
    names = " ".join(wallet(explorer, name) for name in entity.wallets[:WALLETS])
    left = len(entity.wallets) - WALLETS
    more = f' <span class="lr-muted">and {left} more in the JSON</span>' if left > 0 else ""
    return f'<details><summary>Wallets</summary>{roles}<p class="lr-wallets">{names}{more}</p></details>'
