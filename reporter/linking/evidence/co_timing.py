"""The first buys of one company stand closer together than chance puts them in this launch."""

from reporter.linking.company import companies
from reporter.linking.facts import Facts
from reporter.linking.order import closeness, weight
from reporter.model.evidence import Evidence


def find(facts: Facts) -> list[Evidence]:
    """The first buys of these wallets follow each other with hardly anybody else's between them.

    Why it matters: in a launch's order of buyers a group scattered by chance has strangers in between; the denser the launch,
    the more.
    How it can mislead: followers of one caller buy together, and anybody can buy right after somebody else. It counts only
    between wallets that needed the same money, signed for one another or sent their proceeds to one address.
    """
    ranks = {purchase.wallet: place for place, purchase in enumerate(facts.story.early)}
    buys = {purchase.wallet: purchase.place.signature for purchase in facts.story.early}
    found = []
    for company in companies(facts):
        members = sorted(company.members & ranks.keys())
        chance = closeness([ranks[wallet] for wallet in members], len(ranks))
        bits = weight(chance, facts.rules.limits.chance, facts.rules.weights.co_timing)
        if bits:
            found.append(
                Evidence(
                    kind="co_timing",
                    family="launch_timing",
                    bits=bits,
                    members={wallet: (buys[wallet],) for wallet in members},
                    value=f"{chance:.1e}",
                    rarity=chance,
                )
            )
    return found
