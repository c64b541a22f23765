"""Payers common to several early buyers, each named once at the place nearest to them."""

from collections import defaultdict
from collections.abc import Container, Mapping
from itertools import combinations

from msgspec import Struct

from reporter.funding.upstream import Upstream
from reporter.linking.facts import Facts
from reporter.linking.mixing import mixing
from reporter.model.ids import Address, Signature, Wallet


class Common(Struct, frozen=True):
    """One address upstream of several buyers; `hops` is the longest way from it to one of them. `why_not` says why it links
    nobody of its group; "" when it may."""

    payer: Address
    members: dict[Wallet, Upstream]
    why_not: str = ""

    @property
    def hops(self) -> int:
        """Payments between the payer and its farthest member."""
        return max(above.hop for above in self.members.values())


def common(facts: Facts) -> list[Common]:
    """Payers of two or more buyers, the nearest first. A payer farther up that reaches nobody new says nothing new."""
    reached: dict[Address, dict[Wallet, Upstream]] = defaultdict(dict)
    mixed = mixing(facts).reasons
    for wallet in sorted(facts.early - facts.barred):
        for address, above in facts.above(wallet).items():
            if not passes(above, mixed) and not _moved_by_another(facts, above):
                reached[address][wallet] = above
    found = [
        Common(payer, members, _why_no_group(facts, payer, members, mixed.get(payer, "")))
        for payer, members in sorted(reached.items())
        if len(members) >= 2
    ]
    found.sort(key=lambda group: (bool(group.why_not), group.hops, -len(group.members), group.payer))
    kept: list[Common] = []
    for group in found:
        if any(set(group.members) <= set(near.members) for near in kept if not near.why_not):
            continue
        kept.append(group)
    return kept


def passes(above: Upstream, wallets: Container[Wallet]) -> bool:
    """True for a way that leads through any of these wallets."""
    return any(hop.source in wallets for hop in above.path[1:])


def _moved_by_another(facts: Facts, above: Upstream) -> bool:
    """True for a wallet whose money a private payer of the fee moved on: who paid for moving it is the one to look at."""
    mover = above.path[0].foreign_payer
    return not above.sponsor and mover is not None and mover != above.path[-1].target and not facts.why_no_link(mover)


def _why_no_group(facts: Facts, payer: Address, members: Mapping[Wallet, Upstream], mixes: str) -> str:
    """Why this payer links nobody of its group. A wallet that passes on the money of several private payers is an intermediate
    they share, and whose customers they are tells who paid behind it."""
    why_not = facts.why_no_link(payer)
    if why_not:
        return why_not
    if all(above.sponsor for above in members.values()):
        return ""  # it paid for every payment itself, whoever's accounts the money lay in
    if mixes:
        return mixes
    behind = [_behind(facts, wallet, above) for wallet, above in members.items() if not above.sponsor]
    apart = any(first.isdisjoint(second) for first, second in combinations(filter(None, behind), 2))
    return "passes on the money of several payers: an intermediate they share" if apart else ""


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
