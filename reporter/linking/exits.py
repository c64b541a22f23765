"""Evidence of where members sent what they got."""

from collections.abc import Collection

from reporter.linking.facts import Facts
from reporter.model.evidence import Evidence
from reporter.model.ids import Address, Wallet


def sent_to(facts: Facts, kind: str, address: Address, senders: Collection[Wallet], bits: float) -> Evidence:
    """Each sender with the transactions in which it sent its proceeds to `address`."""
    members = {
        wallet: tuple(s for row in facts.money.proceeds[wallet].destinations if row.target == address for s in row.signatures)
        for wallet in sorted(senders)
        if wallet != address
    }
    return Evidence(kind, "exit", bits, members, via=address, value=str(len(members)), sent=True)
