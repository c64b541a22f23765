"""Entities and services as documents."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable

import networkx as nx

from reporter.linking.entities import Group
from reporter.linking.score import Pair, PairScore
from reporter.model.evidence import Evidence
from reporter.model.ids import Mint, Raw, Wallet
from reporter.model.report import Entity, EvidenceItem, FamilyBits, Link
from reporter.report import numbers, wording
from reporter.report.build.known import Known
from reporter.report.build.positions import Positions, positions_of

MOST_LINKS = 120  # above, an entity shows the strongest link of every wallet instead of every pair


def entity_id(mint: Mint, wallets: Iterable[Wallet]) -> str:
    """Hash of mint and sorted members: the same wallets are the same entity in every report of this mint."""
    return hashlib.sha256("\n".join([mint, *sorted(wallets)]).encode()).hexdigest()[:16]


def entities(known: Known) -> list[Entity]:
    """Published and possible groups, by tier and size."""
    held = positions_of(known)
    return [_entity(known, group, held) for group in known.linked.groups]


def _entity(known: Known, group: Group, held: Positions) -> Entity:
    mint = known.pack.parameters.mint
    kinds = tuple(dict.fromkeys(item.kind for value in group.pairs.values() for item in value.evidence))
    other = wording.alternatives(kinds) if group.tier == "possible" else []
    return Entity(
        id=entity_id(mint, group.wallets),
        tier=group.tier,  # type: ignore[arg-type]  # Group.tier holds the same words
        p=numbers.probability(group.p),
        wallets=list(group.wallets),
        roles=_roles(known, group),
        families=list(group.families),
        share_at_launch=_at_launch(known, group.wallets),
        share_now=_share(known, sum(known.amounts.get(wallet, 0) for wallet in group.wallets)),
        creator_linked=_creator_linked(known, group),
        links=[_link(known, pair, value) for pair, value in _shown(group)],
        counter=[],
        alternatives=[*other, *group.why_not] if group.tier == "possible" else other,
        traded=held.of(group.wallets),
    )


def _share(known: Known, raw: Raw) -> str:
    circulating = known.supply.circulating
    return numbers.share(raw, circulating) if circulating > 0 else "0.000000"


def _at_launch(known: Known, wallets: Iterable[Wallet]) -> str:
    """What the wallets bought first, of all that early buyers bought first: steady, whoever sold when."""
    first = {purchase.wallet: purchase.event.token_amount or 0 for purchase in known.launch.story.early}
    total = sum(first.values())
    return numbers.share(sum(first.get(wallet, 0) for wallet in wallets), total) if total > 0 else "0.000000"


def _roles(known: Known, group: Group) -> dict[str, list[Wallet]]:
    """Context wallets: who paid, who created. They carry no share unless they are members themselves."""
    roles: dict[str, set[Wallet]] = defaultdict(set)
    for value in group.pairs.values():
        for item in value.evidence:
            if item.via is not None and item.kind in {"common_funder", "common_ancestor", "fan_out", "creator_path"}:
                roles["funder"].add(item.via)
            elif item.via is not None:
                roles["sponsor"].add(item.via)
    roles["intermediate"] = {
        hop.source
        for wallet in group.wallets
        for above in known.money.upstream.get(wallet, {}).values()
        for hop in above.path[1:]
        if above.address in roles["funder"]
    }
    buyers = known.facts.early
    roles["buyer"] = {wallet for wallet in group.wallets if wallet in buyers}
    if known.facts.creator in group.wallets:
        roles["creator"] = {known.facts.creator}
    roles["core"] = set(group.core)
    return {role: sorted(wallets) for role, wallets in sorted(roles.items()) if wallets}


def _creator_linked(known: Known, group: Group) -> bool:
    """True only for a link of the creator's own, at the tier of the group, never inherited from the same launch."""
    creator = known.facts.creator
    return group.tier != "possible" and creator is not None and creator in group.wallets


def _shown(group: Group) -> list[tuple[Pair, PairScore]]:
    rows = sorted(group.pairs.items(), key=lambda row: (-row[1].log_odds, row[0]))
    if len(rows) <= MOST_LINKS:
        return rows
    graph: nx.Graph[Wallet] = nx.Graph()
    graph.add_weighted_edges_from((a, b, value.log_odds) for (a, b), value in rows)
    kept = {(min(a, b), max(a, b)) for a, b in nx.maximum_spanning_tree(graph).edges}
    return [(pair, value) for pair, value in rows if pair in kept]


def _link(known: Known, pair: Pair, value: PairScore) -> Link:
    a, b = pair
    return Link(
        a=a,
        b=b,
        bits=numbers.bits(value.bits),
        p=numbers.probability(value.p),
        evidence=[_item(known, item, a, b, counted) for item, counted in zip(value.evidence, value.counted, strict=True)],
        prior=numbers.bits(value.prior),
        families=[
            FamilyBits(
                family=family,
                found=numbers.bits(value.found[family]),
                cap=numbers.bits(known.pack.rules.scoring.family_caps[family]),
                counted=numbers.bits(counted),
            )
            for family, counted in value.families.items()
        ],
    )


def _item(known: Known, item: Evidence, a: Wallet, b: Wallet, counted: float) -> EvidenceItem:
    signatures = item.signatures(a, b)
    read = (known.reading.transaction(signature) for signature in signatures)
    return EvidenceItem(
        kind=item.kind,
        family=item.family,
        bits=numbers.bits(item.bits),
        text=_text(item),
        signatures=list(signatures),
        value=item.value,
        rarity=None if item.rarity is None else numbers.share(min(10**6, round(item.rarity * 10**6)), 10**6),
        slots=sorted({made.slot for made in read if made is not None and made.slot is not None}),
        counted=numbers.bits(counted),
        basis=item.basis,
    )


def _text(item: Evidence) -> str:
    return wording.sentence(item.kind)
