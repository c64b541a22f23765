"""The money of several buys came from one wallet, or moved at one wallet's expense."""

from collections import defaultdict
from math import log2

from reporter.funding.trace import Provenance
from reporter.linking.facts import Facts
from reporter.model.evidence import Evidence
from reporter.model.ids import Signature, Wallet


def find(facts: Facts) -> list[Evidence]:
    """The money these wallets needed for their first buy came from the same wallet, or one wallet paid the fees of the
    payments that brought it.

    Why it matters: without that money the buys could not have been made in full; wallets of strangers rarely share a private
    payer.
    How it can mislead: exchanges, bridges and sellers of SOL pay thousands of strangers. The payer's own payments are sampled,
    and one that pays mostly others is shown as a service; money a wallet could have done without is not counted; friends and
    employers also pay several people.
    """
    paid: dict[Wallet, dict[Wallet, tuple[Signature, ...]]] = defaultdict(dict)
    for wallet in sorted(facts.early - facts.barred):
        known = facts.needed(wallet)
        if known is None:
            continue
        buy = _buy(facts, wallet)
        for payer in _payers(known, wallet):
            shown = [p.signature for p in known.payments if payer in {p.source, p.fee_payer}]
            paid[payer][wallet] = tuple(dict.fromkeys((*reversed(shown), buy)))
    return [_evidence(facts, payer, paid[payer]) for payer in sorted(paid) if len(paid[payer]) >= 2]


def _payers(known: Provenance, wallet: Wallet) -> list[Wallet]:
    """The source of the money, and whoever paid the fees of its payments without being source or receiver."""
    sponsors = {p.fee_payer for p in known.payments if p.fee_payer not in {p.source, wallet}}
    sources = {known.source} if known.source is not None else set()
    return sorted(sources | sponsors)


def _buy(facts: Facts, wallet: Wallet) -> Signature:
    return next(purchase.place.signature for purchase in facts.story.early if purchase.wallet == wallet)


def _evidence(facts: Facts, payer: Wallet, members: dict[Wallet, tuple[Signature, ...]]) -> Evidence:
    weights = facts.rules.weights
    share = max(weights.funder_floor, facts.background.funder_share.get(payer, 0.0))
    why_not = facts.why_no_link(payer)
    return Evidence(
        kind="common_funder",
        family="provenance",
        bits=log2(weights.funder_match / share),
        members=members,
        via=payer,
        guarded=not why_not,
        why_not=why_not,
        value=payer,
        needed=True,
    )
