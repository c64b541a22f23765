"""What groups did, in sentences: re-buys, sales of wallets beside the creator, stages, rings, warmed cohorts, round trips."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from reporter.linking import client
from reporter.linking.patterns import round_trips
from reporter.linking.patterns.exits import stages
from reporter.linking.patterns.gathered import gathered
from reporter.linking.patterns.rebuy import rebuy
from reporter.linking.patterns.ring import ring
from reporter.linking.patterns.side_sales import handed, side_sales
from reporter.linking.patterns.warmed import warmed
from reporter.model.ids import Raw, Wallet
from reporter.model.report import Entity, Finding, Share, Tier
from reporter.report import numbers, wording
from reporter.report.build.known import Known

_MINUTE: Final = 150  # slots of 400 ms


def patterns(known: Known, groups: list[Entity]) -> Iterator[Finding]:
    """Everything that was seen of these kinds. Customers of one pool of intermediates are no group, and get no sentence."""
    for group in groups:
        if any(item.kind == "shared_pool" for link in group.links for item in link.evidence):
            continue
        yield from _traded(known, group)
        yield from _warmed(known, group)
        yield from _failed(known, group)
        yield from _gathered(known, group)
        if group.creator_linked:
            yield from _side_sales(known, frozenset(group.wallets), group.tier)
    linked = {wallet for group in groups if group.creator_linked for wallet in group.wallets}
    yield from _side_sales(known, handed(known.facts) - linked, None)
    yield from _rows(known, groups)
    yield from _round_trips(known)
    yield from _serial(known)
    yield from _same_slots(known)


def _of_supply(known: Known, raw: Raw) -> Share:
    return numbers.share(raw, known.supply.total) if known.supply.total > 0 else "0.000000"


def _part(amount: Raw, whole: Raw) -> Share:
    return numbers.share(amount, whole) if whole > 0 else "0.000000"


def _traded(known: Known, group: Entity) -> Iterator[Finding]:
    facts = known.facts
    bought, left, turned = rebuy(facts, group.wallets), stages(facts, group.wallets), ring(facts, group.wallets)
    if bought is not None:
        linked = facts.creator in group.wallets
        yield wording.rebuy(bought, known.pack.rules.limits.quiet_seconds, creator_linked=linked, tier=group.tier)
    if left:
        yield wording.staged_exit(left, known.supply.total, group.tier)
    if turned is not None:
        yield wording.ring(turned, group.tier)


def _warmed(known: Known, group: Entity) -> Iterator[Finding]:
    for cohort in warmed(known.facts, group.wallets):
        yield wording.warmed_cohort(cohort, group.tier)


def _failed(known: Known, group: Entity) -> Iterator[Finding]:
    tried = {
        failed.transaction.signature: signer
        for failed in known.launch.story.failures
        for signer in failed.transaction.signers
        if signer in group.wallets
    }
    if tried:
        yield wording.failed_tries(sorted(set(tried.values())), list(tried), group.tier)


def _same_slots(known: Known) -> Iterator[Finding]:
    """Of the first minute, where chance alone puts two buyers or more in one slot."""
    origin = known.launch.story.origin
    if origin is None:
        return
    slots = [purchase.place.slot for purchase in known.launch.story.early]
    counts = Counter(slot for slot in slots if 0 <= slot - origin.place.slot < _MINUTE)
    buyers = counts.total()
    expected = buyers * (1 - (1 - 1 / _MINUTE) ** (buyers - 1))
    if expected >= 2:
        together = sum(number for number in counts.values() if number > 1)
        yield wording.same_slots(buyers, together, expected, 60)


def _gathered(known: Known, group: Entity) -> Iterator[Finding]:
    for pile in gathered(known.facts, group.wallets):
        yield wording.gathered_sale(pile.target, pile.senders, _of_supply(known, pile.sold), pile.signatures, group.tier)


def _side_sales(known: Known, wallets: frozenset[Wallet], tier: Tier | None) -> Iterator[Finding]:
    found = side_sales(known.facts, wallets)
    if found is not None:
        yield wording.side_sales(found, known.supply.total, tier)


def _rows(known: Known, groups: list[Entity]) -> Iterator[Finding]:
    """Rows of first buys, most in one form, that no group tells of already. One of a bundle pays its tip: its form differs."""
    told = {wallet for group in groups for wallet in group.wallets}
    forms = {purchase.wallet: client.template(purchase.transaction) for purchase in known.launch.story.early}
    slots = {purchase.wallet: purchase.place.slot for purchase in known.launch.story.early}
    for item in known.evidence:
        wallets = list(item.members)
        if item.kind != "bundle_adjacency" or len(wallets) < known.pack.rules.limits.bundle_wallets or told & set(wallets):
            continue
        [(form, alike)] = Counter(forms[wallet] for wallet in wallets).most_common(1)
        crowd = [other for wallet, other in forms.items() if wallet not in item.members]
        same = crowd.count(form)
        if alike >= known.pack.rules.limits.bundle_wallets and (not crowd or 2 * same < len(crowd)):
            signatures = [signature for found in item.members.values() for signature in found]
            yield wording.row_of_buys(wallets, alike, slots[wallets[0]], (same, len(crowd)), signatures)


def _round_trips(known: Known) -> Iterator[Finding]:
    trades = known.launch.story.trades()
    found = round_trips(trades)
    if len(found) >= known.pack.rules.limits.company:
        volume = sum(item.event.quote_amount or 0 for item in trades if item.transaction.signature in found)
        part = _part(volume, sum(item.event.quote_amount or 0 for item in trades))
        yield wording.round_trips(part, list(found), sorted(set(found.values())))


def _serial(known: Known) -> Iterator[Finding]:
    """Earlier creations of the creator, and of others its payer paid."""
    found, creator = known.money.creations, known.facts.creator
    if creator is not None and found.own:
        yield wording.serial_creator(creator, None, list(found.own), list(found.own.values()))
    if creator is not None and found.funder is not None and found.others:
        yield wording.serial_creator(creator, found.funder, list(found.others), list(found.others.values()))
