"""Two wallets signed the same trade."""

from collections import defaultdict

from reporter.decode.signers import wallet_signers
from reporter.linking.facts import Facts
from reporter.model.evidence import Evidence
from reporter.model.ids import Signature, Wallet


def find(facts: Facts) -> list[Evidence]:
    """These wallets signed one and the same transaction, in which each of them bought or sold this token.

    Why it matters: a transaction takes effect only when every signer agrees to all of it, so whoever sent it held the keys of
    all of them or had their consent for this very trade.
    How it can mislead: a market maker signs beside each of its customers; a buyer and a seller who traded with each other are
    therefore not counted, nor keys that sign with many different wallets, and temporary account keys are no wallets.
    """
    traders: dict[tuple[Signature, str], set[Wallet]] = defaultdict(set)
    for item in facts.story.trades():
        wallet, event = item.event.wallet, item.event
        if wallet is not None and wallet not in facts.barred and wallet in wallet_signers(item.transaction):
            # Without a market in between, a buyer and a seller in one transaction sold to each other: a quoted price, no link.
            side = "" if event.platform is not None else type(event).__name__
            traders[(item.transaction.signature, side)].add(wallet)
    groups: dict[frozenset[Wallet], list[Signature]] = defaultdict(list)
    for (signature, _), wallets in traders.items():
        if len(wallets) >= 2:
            groups[frozenset(wallets)].append(signature)
    partners: dict[Wallet, set[Wallet]] = defaultdict(set)
    for group in groups:
        for wallet in group:
            partners[wallet] |= group - {wallet}
    return [_evidence(facts, group, groups[group], partners) for group in sorted(groups, key=sorted)]


def _evidence(
    facts: Facts, group: frozenset[Wallet], signatures: list[Signature], partners: dict[Wallet, set[Wallet]]
) -> Evidence:
    weights, limit = facts.rules.weights, facts.rules.limits.co_signers
    busiest = max(len(partners[wallet]) for wallet in group)
    shown = tuple(sorted(signatures))
    return Evidence(
        kind="co_signature",
        family="control",
        bits=weights.co_signature_repeated if len(shown) >= 2 else weights.co_signature,
        members=dict.fromkeys(sorted(group), shown),
        guarded=busiest <= limit,
        why_not="" if busiest <= limit else f"one of them signs with {busiest} different wallets",
        value=str(len(shown)),
    )
