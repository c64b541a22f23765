"""Evidence from a common payer: its weight by rarity and distance."""

from math import log2

from reporter.linking.facts import Facts
from reporter.linking.payers import Common, witness
from reporter.model.evidence import Evidence


def evidence(kind: str, facts: Facts, group: Common) -> Evidence:
    """One observation about everybody a payer reached. bits = log2(m / share of the payer among background buyers), less one
    for each payment beyond the first."""
    weights = facts.rules.weights
    share = max(weights.funder_floor, facts.background.funder_share.get(group.payer, 0.0))
    why_not = facts.why_no_link(group.payer)
    return Evidence(
        kind=kind,
        family="provenance",
        bits=max(0.0, log2(weights.funder_match / share) - weights.hop * (group.hops - 1)),
        members={wallet: witness(facts, wallet, above) for wallet, above in group.members.items()},
        via=group.payer,
        guarded=not why_not,
        why_not=why_not,
        value=str(group.hops),
        needed=True,
    )
