"""Several sellers sent their proceeds back to whoever had paid for their buys."""

from reporter.linking.exits import sent_to
from reporter.linking.facts import Facts
from reporter.model.evidence import Evidence


def find(facts: Facts) -> list[Evidence]:
    """These wallets each sent what they got for this token to the wallet whose money had paid for their buys.

    Why it matters: money that comes from one wallet and goes back to it was never the buyers' own; each of them signed the
    payment.
    How it can mislead: debts are paid back too; one or two such payments are not counted, and payers of strangers are shown
    as services.
    """
    found = []
    for address, senders in facts.sinks().items():
        paid = frozenset(wallet for wallet in senders if address in facts.above(wallet))
        if len(paid) >= facts.rules.limits.company and not facts.why_no_link(address):
            found.append(sent_to(facts, "return_to_funder", address, paid, facts.rules.weights.return_to_funder))
    return found
