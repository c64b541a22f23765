"""A buyer gave another wallet power over its tokens, or let it sign for its transactions' validity."""

from collections import defaultdict

from reporter.linking.facts import Facts
from reporter.model.events import Authority
from reporter.model.evidence import Evidence
from reporter.model.ids import SYSTEM, Signature, Wallet
from reporter.model.transaction import Transaction

_POWERS = frozenset({"delegate", "account_owner", "close"})
_ADVANCE_NONCE = (4).to_bytes(4, "little")  # System instruction AdvanceNonceAccount: account, recent blockhashes, authority


def find(facts: Facts) -> list[Evidence]:
    """This wallet made another one delegate, owner or closer of its token account in a transaction it signed, or sent its
    trade with a nonce that the other one controls and signed for.

    Why it matters: whoever holds such power can move the tokens, or decides whether the trade is valid at all.
    How it can mislead: trading tools and lockers are given such power by thousands of users. Whoever holds it for many, or
    pays strangers, is shown as a service; power given without the wallet's own signature is never counted.
    """
    given: dict[Wallet, dict[Wallet, list[Signature]]] = defaultdict(lambda: defaultdict(list))
    for item in facts.story.told:
        event, signers = item.event, item.transaction.signers
        if isinstance(event, Authority) and event.what in _POWERS and event.wallet in signers and event.to is not None:
            given[event.to][event.wallet or ""].append(item.transaction.signature)
    for item in facts.story.trades():
        trader, holder = item.event.wallet, _nonce_authority(item.transaction)
        if trader is not None and holder is not None and trader in item.transaction.signers:
            given[holder][trader].append(item.transaction.signature)
    return [
        found
        for holder, members in sorted(given.items())
        if (found := _evidence(facts, holder, {w: rows for w, rows in members.items() if w not in {holder, *facts.barred}}))
    ]


def _nonce_authority(transaction: Transaction) -> Wallet | None:
    first = transaction.instructions[0] if transaction.instructions else None
    if first is None or first.program != SYSTEM or first.data[:4] != _ADVANCE_NONCE or len(first.accounts) < 3:
        return None
    return first.accounts[2] if first.accounts[2] in transaction.signers else None


def _evidence(facts: Facts, holder: Wallet, members: dict[Wallet, list[Signature]]) -> Evidence | None:
    if not members:
        return None
    why_not = facts.why_no_link(holder)
    if not why_not and len(members) > facts.rules.limits.authority:
        why_not = f"holds power over the accounts of {len(members)} wallets in this launch alone"
    return Evidence(
        kind="authority",
        family="control",
        bits=facts.rules.weights.authority,
        members={wallet: tuple(dict.fromkeys(rows)) for wallet, rows in sorted(members.items())},
        via=holder,
        star=True,
        guarded=not why_not,
        why_not=why_not,
    )
