"""Payers common to several early buyers, each named once at the place nearest to them."""

from collections import defaultdict

from msgspec import Struct

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
    for wallet in sorted(facts.early - facts.barred):
        for address, above in facts.above(wallet).items():
            reached[address][wallet] = above
    found = [Common(payer, members) for payer, members in sorted(reached.items()) if len(members) >= 2]
    found.sort(key=lambda group: (bool(facts.why_no_link(group.payer)), group.hops, -len(group.members), group.payer))
    kept: list[Common] = []
    for group in found:
        linked = [near for near in kept if not facts.why_no_link(near.payer)]
        if any(set(group.members) <= set(near.members) for near in linked):
            continue
        kept.append(group)
    return kept


def witness(facts: Facts, wallet: Wallet, above: Upstream) -> tuple[Signature, ...]:
    """The payments from the payer to the wallet, then the buy."""
    return tuple(dict.fromkeys((*above.signatures, buy_of(facts, wallet))))


def buy_of(facts: Facts, wallet: Wallet) -> Signature:
    """The transaction of an early buyer's first buy."""
    return next(purchase.place.signature for purchase in facts.story.early if purchase.wallet == wallet)
