"""The money of several buys came from one wallet over others that passed it on."""

from reporter.linking.facts import Facts
from reporter.linking.payers import common
from reporter.linking.provenance import evidence
from reporter.model.evidence import Evidence


def find(facts: Facts) -> list[Evidence]:
    """The money these wallets needed for their first buy came from the same wallet, over other wallets that passed it on.

    Why it matters: wallets that exist to pass money on hide who paid; where they lead back to one private payer, the buys
    were paid by the same money.
    How it can mislead: people move money between wallets of their own, and a service without a label can stand at the far
    end. Each further payment lowers the weight, the payer's other payments are sampled, and wallets in which money rested end
    the path.
    """
    return [evidence("common_ancestor", facts, group) for group in common(facts) if group.hops > 1]
