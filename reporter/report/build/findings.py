"""Findings: what was found in the fixed vocabulary, the strongest first, and what was not found or not seen."""

from collections.abc import Iterator

from msgspec.structs import replace

from reporter.funding.trace import PARTS
from reporter.model.evidence import Evidence
from reporter.model.ids import Signature
from reporter.model.report import Coverage, Entity, Finding, Metrics, Snapshot, Tier
from reporter.report import numbers, wording
from reporter.report.build.creator_told import creator_told
from reporter.report.build.known import Known
from reporter.report.build.money_told import money_told
from reporter.report.build.patterns import patterns
from reporter.report.build.proceeds_told import SINKS, inside, moved_to, proceeds_told
from reporter.report.build.unlinked import unlinked


def findings(known: Known, groups: list[Entity], coverage: Coverage, measured: Metrics, snapshot: Snapshot) -> list[Finding]:
    """Every published sentence: about the report, the groups, the creator, the token, and what links nobody."""
    return [
        *_about_report(known, coverage, snapshot),
        *(wording.entity(group) for group in groups),
        *_together(known),
        *_evidence(known, groups),
        *patterns(known, groups),
        *money_told(known, groups),
        *creator_told(known, groups),
        *proceeds_told(known, groups),
        *_token(known),
        *unlinked(known, groups, measured, coverage),
    ]


def _about_report(known: Known, coverage: Coverage, snapshot: Snapshot) -> Iterator[Finding]:
    if snapshot.network == "simulated":
        yield wording.simulated_ledger()
    if coverage.partial:
        yield wording.partial_coverage(coverage.share, coverage.missing, budget_exhausted=coverage.budget_exhausted)
    if known.pack.parameters.quick:
        yield wording.links_not_examined()
    held = known.launch.holdings
    if held.source == "largest" and not held.whole and known.supply.circulating > 0:
        yield wording.holders_not_all_read(held.accounts, numbers.share(known.supply.unseen, known.supply.circulating))
    extra = known.launch.subject.state.extensions if known.launch.subject.state is not None else None
    if extra is not None and (extra.confidential or extra.transfer_fee is not None):
        yield wording.supply_not_all_readable("hidden balances" if extra.confidential else "withheld transfer fees")


def _together(known: Known) -> Iterator[Finding]:
    """Published groups that even odds would join."""
    for wide in known.linked.loose:
        inside = [sorted(group) for group in known.linked.strict if group <= wide]
        if len(inside) < 2:
            continue
        between = [
            item for item in known.evidence if item.guarded and sum(1 for g in inside if item.members.keys() & set(g)) > 1
        ]
        shown = {s for item in between for wallet, found in item.members.items() if wallet in wide for s in found}
        yield wording.may_be_one(inside, list(dict.fromkeys(item.kind for item in between)), sorted(shown))


def _evidence(known: Known, groups: list[Entity]) -> Iterator[Finding]:
    """One sentence for each observation about two wallets of a group or more. It speaks of the group's wallets alone: what
    a tier says was tested for them and for nobody beside them."""
    for item in known.evidence:
        for group in groups:
            if not item.guarded or not inside(item, group):
                continue
            part = {wallet: found for wallet, found in item.members.items() if wallet in group.wallets}
            signatures = sorted({signature for found in part.values() for signature in found})
            yield from _sentence(known, replace(item, members=part), group.tier, signatures)


def _sentence(known: Known, item: Evidence, tier: Tier, signatures: list[Signature]) -> Iterator[Finding]:
    wallets, via = list(item.members), item.via or ""
    if item.family == "control":
        yield from _control(item, signatures)
    elif item.kind in {"common_funder", "common_ancestor"}:
        above = [known.money.upstream[wallet][via] for wallet in wallets]
        needed = numbers.share(min(each.needed for each in above), PARTS)
        if item.kind == "common_funder":
            yield wording.common_funder(via, wallets, needed, signatures, tier)
        else:
            yield wording.common_ancestor(via, wallets, max(each.hop for each in above), needed, signatures, tier)
    elif item.kind == "fan_out":
        yield wording.fan_out(via, wallets, signatures[0], tier)
    elif item.kind == "creator_path":
        yield wording.creator_path(via, wallets, int(item.value), signatures, tier)
    elif item.kind == "known_series":
        yield wording.known_series(wallets, item.rarity if item.rarity is not None else 1.0, signatures, tier)
    elif item.kind in SINKS:
        yield moved_to(known, via, wallets, signatures, tier)
    elif item.kind == "bundle_adjacency":
        slot = next(p.place.slot for p in known.launch.story.early if p.wallet == wallets[0])
        yield wording.bundle_adjacency(wallets, slot, signatures)


def _control(item: Evidence, signatures: list[Signature]) -> Iterator[Finding]:
    wallets, via = list(item.members), item.via or ""
    if item.kind == "co_signature":
        yield wording.co_signature(wallets, signatures)
    elif item.kind == "fee_sponsor":
        yield wording.fee_sponsor(via, wallets, signatures)
    elif item.kind == "rent_sponsor":
        yield wording.rent_sponsor(via, wallets, signatures)


def _token(known: Known) -> Iterator[Finding]:
    story, subject = known.launch.story, known.launch.subject
    graduated = story.graduation
    if graduated is not None:
        pool, where = getattr(graduated.event, "pool", None), getattr(graduated.event, "to", None)
        yield wording.graduated(pool, where, graduated.place.signature)
    if story.origin is not None and story.origin.event is not None and story.origin.event.mayhem:
        agent = sum(raw for owner, raw in known.launch.holdings.amounts.items() if known.launch.classes[owner].sub == "vault")
        part = numbers.share(agent, known.supply.total) if known.supply.total else None
        yield wording.mayhem(part, story.origin.place.signature)
    for power, holder in subject.authorities.items():
        if holder is not None and power != "metadata":
            yield wording.authority_kept(power.replace("_", " "), holder)
