"""Who stands upstream of a buy: payers along the path, and whoever paid the fees of moving money that was not his."""

from msgspec import Struct

from reporter.funding.path import Hop, Label, Trail
from reporter.funding.trace import PARTS
from reporter.model.ids import Address, Raw, Signature
from reporter.model.rules import RuleSet


class Upstream(Struct, frozen=True):
    """One address upstream of a buyer, `hop` payments away.

    `needed` is the part (of a million) of the buy's cost that could not have been paid without the money that came through
    it. `sponsor` is True when it only paid the fees of the payment at that hop.
    """

    address: Address
    hop: int
    needed: int
    amount: Raw
    path: tuple[Hop, ...]
    sponsor: bool

    @property
    def signatures(self) -> tuple[Signature, ...]:
        """The witness path, from the far end to the buyer."""
        return tuple(hop.signature for hop in self.path)


def upstream(trail: Trail, rules: RuleSet, services: frozenset[Address] = frozenset()) -> dict[Address, Upstream]:
    """The addresses whose money, or fees, the buy needed, each at its nearest hop; nothing that lies behind a service."""
    found: dict[Address, Upstream] = {}
    for label in sorted(trail.labels, key=lambda label: (label.hop, label.wallet)):
        needed = trail.needed(label.amount)
        if needed < rules.limits.needed_share * PARTS or not label.path:
            continue
        if any(hop.source in services for hop in label.path[1:]):
            continue
        _put(found, Upstream(label.wallet, label.hop, needed, label.amount, label.path, sponsor=False))
        authority, payer = label.path[0].authority, label.path[0].foreign_payer
        if authority is not None and authority != trail.wallet:
            # Who must sign for an account without a key of its own disposes of what is in it.
            _put(found, Upstream(authority, label.hop, needed, label.amount, label.path, sponsor=False))
        if payer is not None and payer != trail.wallet:
            _put(found, Upstream(payer, label.hop, needed, label.amount, label.path, sponsor=True))
    return found


def _put(found: dict[Address, Upstream], new: Upstream) -> None:
    old = found.get(new.address)
    if old is None or (old.hop, old.sponsor) > (new.hop, new.sponsor):
        found[new.address] = new


def origin(trail: Trail, services: frozenset[Address], rules: RuleSet) -> Label | None:
    """Where the buy's money came from: the farthest wallet through which most of it came, short of any service
    behind a private payer.

    None when no other wallet's money was needed. A service that paid the buyer directly is the origin itself.
    """
    nearest = [label for label in trail.labels if label.hop == 1]
    if not nearest:
        return None
    main = max(nearest, key=lambda label: (label.amount, label.wallet))
    money = min(sum(label.amount for label in nearest), trail.first.spending.cost)
    beyond = [
        label
        for label in trail.labels
        if label.hop > 1
        and label.wallet not in services
        and main.wallet not in services
        and label.amount >= money * rules.tracing.origin_share
        and not any(hop.source in services for hop in label.path)
    ]
    return max(beyond, key=lambda label: (label.hop, label.amount, label.wallet), default=main)
