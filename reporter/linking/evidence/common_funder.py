"""The money of several buys came from one wallet, or moved at one wallet's expense."""

from reporter.linking.facts import Facts
from reporter.linking.payers import common
from reporter.linking.provenance import evidence
from reporter.model.evidence import Evidence


def find(facts: Facts) -> list[Evidence]:
    """The money these wallets needed for their first buy came from the same wallet, or one wallet paid the fees of the
    payments that brought it.

    Why it matters: without that money the buys could not have been made in full; wallets of strangers rarely share a private
    payer.
    How it can mislead: exchanges, bridges and sellers of SOL pay thousands of strangers. The payer's own payments are
    sampled, and one that pays mostly others is shown as a service; money a wallet could have done without is not counted;
    friends and employers also pay several people.
    """
    return [evidence("common_funder", facts, group) for group in common(facts) if group.hops == 1]
