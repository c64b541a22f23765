"""What one payer received is what it paid to a company, to a small rest."""

from reporter.linking.company import companies
from reporter.linking.facts import Facts
from reporter.linking.habit import weighed
from reporter.model.evidence import Evidence


def find(facts: Facts) -> list[Evidence]:
    """The payments to these buyers add up to one sum their payer had received just before, less fees.

    Why it matters: a wallet that exists to divide one sum among buyers has no other life.
    How it can mislead: whoever withdraws what is needed for several friends divides a sum too. It counts only between wallets
    that needed the same money.
    """
    found = []
    for company in companies(facts):
        above = {w: facts.above(w)[company.via] for w in sorted(company.members) if company.via in facts.above(w)}
        total = sum(each.amount for each in above.values())
        received = {
            source.money
            for wallet in above
            for step in facts.money.trails[wallet].steps
            if step.wallet == company.via
            for source in step.sources
        }
        if len(above) >= facts.rules.limits.company and any(total <= money <= total * 1.05 for money in received):
            found.append(weighed(facts, "conservation", "funding_shape", sorted(above), str(total), "divided"))
    return found
