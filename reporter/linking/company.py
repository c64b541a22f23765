"""Groups of buyers that something they needed or signed brings together: the only company in which copyable evidence counts.

Inside such a group a habit (client, blockhash, amount, order) is compared with the launch's own crowd: what the strangers of
this launch do as well tells nothing. A popular terminal, a crowded slot or a common amount discounts itself that way, without
any list.
"""

from collections import defaultdict
from collections.abc import Hashable, Mapping
from math import log2

from msgspec import Struct

from reporter.linking.facts import Facts
from reporter.linking.payers import common
from reporter.model.ids import Address, Wallet


class Company(Struct, frozen=True):
    """Wallets whose buys needed money of one private payer, or whose proceeds went to one private address (`via`); `crowd`
    are the launch's other early buyers."""

    via: Address
    members: frozenset[Wallet]
    crowd: frozenset[Wallet]


class Shared(Struct, frozen=True):
    """A value that members of a company share. `rarity` is the share of the crowd that has it too, never below what a crowd
    of this size can resolve."""

    value: str
    members: tuple[Wallet, ...]
    rarity: float


def companies(facts: Facts) -> list[Company]:
    """All groups of at least three, by what brings them together."""
    found: dict[Address, frozenset[Wallet]] = {}
    for group in common(facts):
        if not group.why_not:
            found[group.payer] = frozenset(group.members) - {group.payer}
    for address, senders in facts.sinks().items():
        found[address] = found.get(address, frozenset()) | (senders & facts.early)
    everybody = facts.early - facts.barred
    return [
        Company(via, members, everybody - members)
        for via, members in sorted(found.items())
        if len(members) >= facts.rules.limits.company
    ]


def shared(company: Company, values: Mapping[Wallet, Hashable | None], least: int) -> list[Shared]:
    """Values that at least `least` members have, with their share of the crowd; wallets without a value are left out.

    Of n in the crowd k with the value give (k + 1) / (n + 2), and never less than 3 / n: of nobody in n, 95 % confidence says
    at most that much (the rule of three; Hanley and Lippman-Hand 1983).
    """
    holders: dict[Hashable, set[Wallet]] = defaultdict(set)
    for wallet in sorted(company.members):
        value = values.get(wallet)
        if value is not None:
            holders[value].add(wallet)
    known = [values[wallet] for wallet in company.crowd if values.get(wallet) is not None]
    rows = []
    for value, wallets in sorted(holders.items(), key=lambda row: sorted(row[1])):
        if len(wallets) >= least:
            share = max((known.count(value) + 1) / (len(known) + 2), 3 / max(3, len(known)))
            rows.append(Shared(str(value), tuple(sorted(wallets)), share))
    return rows


def bits(match: float, rarity: float, most: float) -> float:
    """log2(m / share of the crowd), between nothing and the rule set's weight of the kind."""
    return min(most, max(0.0, log2(match / rarity)))
