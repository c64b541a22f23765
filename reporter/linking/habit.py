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
    """One observation for each value that enough members share; the rarer it is in the crowd, the more it weighs. What is known
    to be more common elsewhere is as common as that."""
    weights, limits = facts.rules.weights, facts.rules.limits
    elsewhere = facts.background.kinds.get(kind)
    found = []
    for row in shared(company, values, limits.company):
        common = elsewhere.shares.get(row.value, 0.0) if elsewhere is not None else 0.0
        rarity = max(row.rarity, common)
        weight = bits(weights.match, rarity, getattr(weights, kind))
        if weight > 0:
            members: dict[Wallet, tuple[Signature, ...]] = {wallet: (buy_of(facts, wallet),) for wallet in row.members}
            basis = elsewhere.origin if elsewhere is not None and common > row.rarity else "crowd"
            found.append(Evidence(kind, family, weight, members, value=row.value[:64], rarity=rarity, basis=basis))
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
            found.append(Evidence(kind, family, log_odds, shown, value=f"{chance:.1e}", rarity=chance, basis="chance"))
    return found


def weighed(facts: Facts, kind: str, family: str, wallets: Sequence[Wallet], value: str, known_as: str = "") -> Evidence:
    """An observation about the way of these wallets' money, weighed by the background; `known_as` is its value there."""
    members = {wallet: tuple(hop.signature for hop in _way(facts, wallet)) or (buy_of(facts, wallet),) for wallet in wallets}
    weight, rarity, basis = against_background(facts, kind, known_as or value)
    return Evidence(kind, family, weight, members, value=value, rarity=rarity, basis=basis)


def against_background(facts: Facts, kind: str, value: str) -> tuple[float, float | None, str]:
    """Bits of a value by its share of background buyers, that share, and where it is from; little where it was not measured."""
    weights, rates = facts.rules.weights, facts.background.kinds.get(kind)
    most = getattr(weights, kind)
    if rates is None:
        return min(most, weights.unmeasured), None, "choice"
    rarity = rates.rarity(value)
    return bits(weights.match, rarity, most), rarity, rates.origin


def _way(facts: Facts, wallet: Wallet) -> Sequence[Hop]:
    return max((above.path for above in facts.above(wallet).values()), key=len, default=())
