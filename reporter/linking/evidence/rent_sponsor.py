"""One wallet paid for the other's token account inside a transaction the other signed."""

from collections import defaultdict

from reporter.decode.signers import rent_payers, wallet_signers
from reporter.linking.facts import Facts
from reporter.model.evidence import Evidence
from reporter.model.ids import Signature, Wallet


def find(facts: Facts) -> list[Evidence]:
    """One wallet paid the rent of another wallet's token account, inside a buy that the other wallet signed.

    Why it matters: both signed the transaction; the payer spent its own SOL so that the other could hold the token.
    How it can mislead: airdrops and trading apps pay rent for strangers. Rent paid without the owner's signature is never
    counted, and payers for many wallets are shown as a service.
    """
    paid: dict[Wallet, dict[Wallet, list[Signature]]] = defaultdict(lambda: defaultdict(list))
    for item in facts.story.trades():
        signers = wallet_signers(item.transaction)
        for payer, owner in rent_payers(item.transaction):
            if owner == item.event.wallet and owner in signers and payer in signers and owner not in facts.barred:
                paid[payer][owner].append(item.transaction.signature)
    return [_evidence(facts, payer, paid[payer]) for payer in sorted(paid)]


def _evidence(facts: Facts, payer: Wallet, members: dict[Wallet, list[Signature]]) -> Evidence:
    weights, why_not = facts.rules.weights, facts.why_no_control(payer)
    if not why_not and len(members) > facts.rules.limits.sponsored:
        why_not = f"pays rent for {len(members)} wallets in this launch alone"
    return Evidence(
        kind="rent_sponsor",
        family="control",
        bits=weights.rent_sponsor_many if len(members) >= facts.rules.limits.company else weights.rent_sponsor,
        members={wallet: tuple(sorted(set(members[wallet]))) for wallet in sorted(members)},
        via=payer,
        star=True,
        guarded=not why_not,
        why_not=why_not,
    )
