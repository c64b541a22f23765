"""Several buyers moved their tokens to one wallet."""

from collections import defaultdict

from reporter.linking.facts import Facts
from reporter.model.events import Transfer
from reporter.model.evidence import Evidence
from reporter.model.ids import Signature, Wallet


def find(facts: Facts) -> list[Evidence]:
    """These wallets each moved their tokens to the same wallet, in transactions they signed.

    Why it matters: whoever sells, locks or keeps the tokens afterwards disposes of what all of them bought.
    How it can mislead: exchanges, lockers, pools and burn addresses take tokens from strangers; what is known as such is not
    counted, nor is a wallet that only received.
    """
    moved: dict[Wallet, dict[Wallet, list[Signature]]] = defaultdict(lambda: defaultdict(list))
    for item in facts.story.told:
        event = item.event
        if not isinstance(event, Transfer) or event.wallet is None or event.to is None or event.wallet == event.to:
            continue
        if event.wallet in facts.early - facts.barred and event.wallet in item.transaction.signers and facts.private(event.to):
            moved[event.to][event.wallet].append(item.transaction.signature)
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
