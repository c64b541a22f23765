"""A habit that members of a company share, weighed against the launch's own crowd."""

from collections.abc import Hashable, Mapping, Sequence

from reporter.funding.path import Hop
from reporter.linking.company import Company, bits, companies, shared
from reporter.linking.facts import Facts
from reporter.linking.order import closeness, weight
from reporter.linking.payers import buy_of
from reporter.model.evidence import Evidence
from reporter.model.ids import Signature, Wallet


def habits(facts: Facts, company: Company, kind: str, family: str, values: Mapping[Wallet, Hashable | None]) -> list[Evidence]:
    """One observation for each value that enough members share; the rarer it is in the crowd, the more it weighs."""
    weights, limits = facts.rules.weights, facts.rules.limits
    found = []
    for row in shared(company, values, limits.company):
        weight = bits(weights.match, row.rarity, getattr(weights, kind))
        if weight > 0:
            members: dict[Wallet, tuple[Signature, ...]] = {wallet: (buy_of(facts, wallet),) for wallet in row.members}
            found.append(Evidence(kind, family, weight, members, value=row.value[:64], rarity=row.rarity))
    return found


def close_together(facts: Facts, kind: str, family: str, order: Mapping[Wallet, Signature]) -> list[Evidence]:
    """Companies whose places in `order`, which holds a transaction of each wallet in ledger order, lie closer than chance."""
    ranks = {wallet: place for place, wallet in enumerate(order)}
    found = []
    for company in companies(facts):
        members = sorted(company.members & ranks.keys())
        chance = closeness([ranks[wallet] for wallet in members], len(ranks))
        log_odds = weight(chance, facts.rules.limits.chance, getattr(facts.rules.weights, kind))
        if log_odds:
            shown: dict[Wallet, tuple[Signature, ...]] = {wallet: (order[wallet],) for wallet in members}
            found.append(Evidence(kind, family, log_odds, shown, value=f"{chance:.1e}", rarity=chance))
    return found


def weighed(facts: Facts, kind: str, family: str, wallets: Sequence[Wallet], value: str) -> Evidence:
    """An observation about the way of these wallets' money, with the rule set's weight of its kind."""
    members = {wallet: tuple(hop.signature for hop in _way(facts, wallet)) or (buy_of(facts, wallet),) for wallet in wallets}
    return Evidence(kind, family, getattr(facts.rules.weights, kind), members, value=value)


def _way(facts: Facts, wallet: Wallet) -> Sequence[Hop]:
    return max((above.path for above in facts.above(wallet).values()), key=len, default=())
