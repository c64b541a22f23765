"""Several buyers moved their tokens to one wallet."""

from collections import defaultdict

from reporter.linking.facts import Facts
from reporter.model.events import Transfer
from reporter.model.evidence import Evidence
from reporter.model.ids import Signature, Wallet


def find(facts: Facts) -> list[Evidence]:
    """These wallets each moved their tokens to the same wallet, in transactions they signed.

    Why it matters: whoever sells, locks or keeps the tokens afterwards disposes of what all of them bought.
    How it can mislead: exchanges, lockers, games and burn addresses take tokens from strangers. Only early buyers and
    addresses that were looked at and found to be somebody's own count as such a wallet, and only what is at least a fifth of
    what was bought; a wallet that only received is no member.

    """
    moved: dict[Wallet, dict[Wallet, list[Signature]]] = defaultdict(lambda: defaultdict(list))
    sums: dict[tuple[Wallet, Wallet], int] = defaultdict(int)
    bought = {purchase.wallet: purchase.event.token_amount or 0 for purchase in facts.story.early}
    senders = facts.early - facts.barred
    for item in facts.story.told:
        event = item.event
        if not isinstance(event, Transfer) or event.wallet is None or event.to is None or event.wallet == event.to:
            continue
        if event.wallet in senders and event.wallet in item.transaction.signers and _takes_for_itself(facts, event.to):
            moved[event.to][event.wallet].append(item.transaction.signature)
            sums[event.to, event.wallet] += event.token_amount or 0
    least = facts.rules.limits.needed_share
    for target, found in moved.items():
        for wallet in [w for w in found if sums[target, w] < least * bought[w]]:
            del found[wallet]
    return [
        Evidence(
            kind="token_consolidation",
            family="exit",
            bits=facts.rules.weights.token_consolidation,
            members={wallet: tuple(dict.fromkeys(found)) for wallet, found in sorted(senders.items())},
            via=target,
            value=str(len(senders)),
            sent=True,
        )
        for target, senders in sorted(moved.items())
        if len(senders) >= facts.rules.limits.company
    ]


def _takes_for_itself(facts: Facts, target: Wallet) -> bool:
    """True for an early buyer, and for an address that was looked at and found to be somebody's own. Who was not looked at
    may be a game, a raffle or a custodian that takes tokens from strangers."""
    verdict, sink = facts.money.breadth.get(target), facts.money.sinks.get(target)
    if target in facts.barred or (sink is not None and not sink.private) or (verdict is not None and not verdict.private):
        return False
    return target in facts.early or verdict is not None or sink is not None
