"""Payers common to several early buyers, each named once at the place nearest to them."""

from collections import defaultdict
from itertools import combinations

from msgspec import Struct

from reporter.funding.inflow import WALLET
from reporter.funding.upstream import Upstream
from reporter.linking.facts import Facts
from reporter.model.ids import Address, Signature, Wallet


class Common(Struct, frozen=True):
    """One address upstream of several buyers; `hops` is the longest way from it to one of them."""

    payer: Address
    members: dict[Wallet, Upstream]

    @property
    def hops(self) -> int:
        """Payments between the payer and its farthest member."""
        return max(above.hop for above in self.members.values())


def common(facts: Facts) -> list[Common]:
    """Payers of two or more buyers, the nearest first. A payer farther up that reaches nobody new says nothing new."""
    reached: dict[Address, dict[Wallet, Upstream]] = defaultdict(dict)
    mixing = _mixing(facts)
    for wallet in sorted(facts.early - facts.barred):
        for address, above in facts.above(wallet).items():
            mixed = any(len(mixing.get(hop.source, ())) > 1 for hop in above.path[1:])
            if not mixed and not _moved_by_another(facts, above):
                reached[address][wallet] = above
    found = [Common(payer, members) for payer, members in sorted(reached.items()) if len(members) >= 2]
    found.sort(key=lambda group: (bool(why_no_group(facts, group)), group.hops, -len(group.members), group.payer))
    kept: list[Common] = []
    for group in found:
        linked = [near for near in kept if not why_no_group(facts, near)]
        if any(set(group.members) <= set(near.members) for near in linked):
            continue
        kept.append(group)
    return kept


def _moved_by_another(facts: Facts, above: Upstream) -> bool:
    """True for a wallet whose money a private payer of the fee moved on: who paid for moving it is the one to look at."""
    mover = above.path[0].foreign_payer
    return not above.sponsor and mover is not None and mover != above.path[-1].target and not facts.why_no_link(mover)


def why_no_group(facts: Facts, group: Common) -> str:
    """Why this payer links nobody of its group; "" when it may. A wallet that passes on the money of several private payers is
    an intermediate they share, and whose customers they are tells who paid behind it."""
    why_not = facts.why_no_link(group.payer)
    if why_not:
        return why_not
    if all(above.sponsor for above in group.members.values()):
        return ""  # it paid for every payment itself, whoever's accounts the money lay in
    if len(_mixing(facts).get(group.payer, ())) > 1:
        return "passes on money of several wallets at once: whose it was cannot be told"
    behind = [_behind(facts, wallet, above) for wallet, above in group.members.items() if not above.sponsor]
    apart = any(first.isdisjoint(second) for first, second in combinations(filter(None, behind), 2))
    return "passes on the money of several payers: an intermediate they share" if apart else ""


def _mixing(facts: Facts) -> dict[Wallet, set[Address]]:
    """By wallet on the way of any buyer's money: the wallets whose money it held together within the time in which money passes
    through, before it paid on; services left out. With more than one, whose money went where cannot be told."""
    dwell = facts.rules.tracing.busy_dwell_seconds
    found: dict[Wallet, set[Address]] = defaultdict(set)
    for trail in facts.money.trails.values():
        for step in trail.steps:
            paid = step.spending.transaction.time
            for source in step.sources:
                late = source.payments[0].time
                passing = paid is not None and late is not None and paid - late <= dwell
                if passing and source.kind == WALLET and source.address is not None and facts.private(source.address):
                    found[step.wallet].add(source.address)
    return found


def _behind(facts: Facts, wallet: Wallet, payer: Upstream) -> frozenset[Address]:
    """Private payers farther up the wallet's money than `payer`, and such as paid the fee of the payer's own payment. Who was
    not examined is left out: a fee payer of its own for every payment is one operator's habit too."""
    return frozenset(
        address
        for address, above in facts.above(wallet).items()
        if address != payer.address and (above.hop > payer.hop or (above.sponsor and above.hop == payer.hop))
        if not facts.why_no_link(address)
    )


def witness(facts: Facts, wallet: Wallet, above: Upstream) -> tuple[Signature, ...]:
    """The payments from the payer to the wallet, then the buy."""
    return tuple(dict.fromkeys((*above.signatures, buy_of(facts, wallet))))


def buy_of(facts: Facts, wallet: Wallet) -> Signature:
    """The transaction of an early buyer's first buy."""
    return next(purchase.place.signature for purchase in facts.story.early if purchase.wallet == wallet)
