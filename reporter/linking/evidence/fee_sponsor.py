"""One wallet paid the fees of another's trades."""

from collections import defaultdict

from reporter.decode.signers import wallet_signers
from reporter.linking.facts import Facts
from reporter.model.evidence import Evidence
from reporter.model.ids import Signature, Wallet


def find(facts: Facts) -> list[Evidence]:
    """One wallet paid the network fee of another wallet's trade, in a transaction that both of them signed.

    Why it matters: the fee payer has to sign the whole transaction, so it took part in the other wallet's trade.
    How it can mislead: relayers and trading apps pay fees for thousands of strangers; payers with many beneficiaries, or with
    beneficiaries outside this launch, are shown as a service instead. Paying for somebody who did not sign proves nothing
    about that wallet and is never counted.
    """
    paid: dict[Wallet, dict[Wallet, list[Signature]]] = defaultdict(lambda: defaultdict(list))
    for item in facts.story.trades():
        trader, payer = item.event.wallet, item.transaction.fee_payer
        if trader is None or trader == payer or trader in facts.barred or trader not in wallet_signers(item.transaction):
            continue
        if item.transaction.signature not in paid[payer][trader]:
            paid[payer][trader].append(item.transaction.signature)
    return [_evidence(facts, payer, paid[payer]) for payer in sorted(paid) if paid[payer]]


def _evidence(facts: Facts, payer: Wallet, members: dict[Wallet, list[Signature]]) -> Evidence:
    why_not = facts.why_no_control(payer)
    if not why_not and len(members) > facts.rules.limits.sponsored:
        why_not = f"pays the fees of {len(members)} wallets in this launch alone"
    # A stranger to the launch who paid for one or two buyers may be a relayer whose other customers nobody sees.
    concerned = len(members) >= facts.rules.limits.company or payer in facts.early or payer == facts.creator
    weights = facts.rules.weights
    return Evidence(
        kind="fee_sponsor",
        family="control",
        bits=weights.fee_sponsor if concerned else weights.fee_sponsor_few,
        members={wallet: tuple(members[wallet]) for wallet in sorted(members)},
        via=payer,
        star=True,
        guarded=not why_not,
        why_not=why_not,
    )
