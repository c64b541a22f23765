"""A company was paid by closing token accounts to it."""

from collections import defaultdict

from reporter.linking.facts import Facts
from reporter.linking.mixing import mixing
from reporter.linking.payers import passes, witness
from reporter.model.evidence import Evidence
from reporter.model.ids import Address, Signature, Wallet


def find(facts: Facts) -> list[Evidence]:
    """The money for these buys arrived by closing token accounts of one payer to the buyers, without any transfer to them.

    Why it matters: money wrapped into an account that is closed to somebody else leaves no transfer to see; few have a reason
    to pay like that.
    How it can mislead: rent is handed back that way too; sums that were not needed for the buy are not counted, and payers of
    strangers are shown as services.
    """
    mixed = mixing(facts).reasons
    paid: dict[Address, dict[Wallet, tuple[Signature, ...]]] = defaultdict(dict)
    for wallet in sorted(facts.early - facts.barred):
        for payer, above in facts.above(wallet).items():
            if not above.sponsor and not passes(above, mixed) and any(hop.how == "close_account" for hop in above.path):
                paid[payer][wallet] = witness(facts, wallet, above)
    return [
        Evidence(
            kind="close_destination",
            family="provenance",
            bits=facts.rules.weights.close_destination,
            members=members,
            via=payer,
            guarded=not (why_not := facts.why_no_link(payer) or mixed.get(payer, "")),
            why_not=why_not,
            value=str(len(members)),
            needed=True,
        )
        for payer, members in sorted(paid.items())
        if len(members) >= facts.rules.limits.company
    ]
