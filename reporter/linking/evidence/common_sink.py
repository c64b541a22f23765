"""Several sellers sent their proceeds to one address."""

from reporter.linking.exits import sent_to
from reporter.linking.facts import Facts
from reporter.model.evidence import Evidence


def find(facts: Facts) -> list[Evidence]:
    """These wallets each sent what they got for this token to the same address, which is neither a service nor whoever paid
    them.

    Why it matters: each of them signed the payment itself; sellers who have nothing to do with each other rarely end at one
    private address.
    How it can mislead: desks, games and shops take money from many strangers. The address's own transactions are read: one
    that receives from others too, or is busy, is shown as a service; wallets whose keys were stolen end at one address as
    well.
    """
    payers = {payer for wallet in facts.early for payer in facts.above(wallet)}
    return [
        sent_to(facts, "common_sink", address, senders, facts.rules.weights.common_sink)
        for address, senders in facts.sinks().items()
        if address not in payers and len(senders - {address}) >= facts.rules.limits.company
    ]
