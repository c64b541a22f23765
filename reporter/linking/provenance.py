"""Evidence from a common payer: its weight by rarity and distance."""

from math import log2

from reporter.linking.facts import Facts
from reporter.linking.payers import Common, witness
from reporter.model.evidence import Evidence
from reporter.model.ids import Address


def evidence(kind: str, facts: Facts, group: Common) -> Evidence:
    """One observation about everybody a payer reached. bits = log2(m / share of the payer among background buyers), less one
    for each payment beyond the first."""
    weights = facts.rules.weights
    share = max(_looks(facts, group.payer), facts.background.funder_share.get(group.payer, 0.0))
    return Evidence(
        kind=kind,
        family="provenance",
        bits=max(0.0, log2(weights.funder_match / share) - weights.hop * (group.hops - 1)),
        members={wallet: witness(facts, wallet, above) for wallet, above in group.members.items()},
        via=group.payer,
        guarded=not group.why_not,
        why_not=group.why_not,
        value=str(group.hops),
        needed=True,
    )


def _looks(facts: Facts, payer: Address) -> float:
    """The share of strangers a payer like this is taken to pay: from the rarest that can be told, where it pays nobody else, to
    everybody, where it looks like a service. Between them by its score, on a logarithmic scale."""
    floor = facts.rules.weights.funder_floor
    verdict = facts.money.breadth.get(payer)
    return floor if verdict is None else float(floor ** (1.0 - verdict.score))
