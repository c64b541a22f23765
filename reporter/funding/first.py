"""The first-ever inflow of a wallet: kept beside the one that paid, because it is often somebody else's.

In a shared pool of intermediates, and in a warmed-up wallet, it leads to whoever made the wallet and not to whoever paid for
the buy. So it is looked up after everything else is known, and links nobody.
"""

from reporter.decode.reading import Reading
from reporter.funding.inflow import SOL, Inflow, balance_before, inflows
from reporter.funding.trace import Provenance
from reporter.model import questions as ask
from reporter.model.questions import Question


def plan(reading: Reading, step: Provenance) -> list[Question]:
    """The one transaction still to be read, where the wallet's whole history was listed."""
    if step.oldest is None:
        return []
    question = ask.transaction(step.oldest)
    return [] if reading.asked(question) else [question]


def first_ever(reading: Reading, step: Provenance) -> Inflow | None:
    """The largest inflow of the wallet's first transaction, in the asset it spent.

    None where that was not read, or brought nothing, or found a balance there already: then the ledger we were shown begins
    too late, and nobody can say what came first.
    """
    if step.oldest is None:
        return None
    transaction, decoded = reading.transaction(step.oldest), reading.decoded(step.oldest)
    if transaction is None or decoded is None or balance_before(transaction, step.wallet, SOL):
        return None
    return next(iter(inflows(transaction, decoded, step.wallet, step.asset)), None)
