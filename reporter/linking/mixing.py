"""Wallets in which the money of several people came together, and those behind them: nothing through them says who paid.

A pool of intermediates serves many customers one after the other. Where one of its wallets held money of two, whose went where
cannot be told there, and not in any wallet further on that the pool fills again and again: each sum that arrives there can be
another customer's. A single sum stays one owner's, however often it is divided.
"""

from collections import defaultdict
from typing import Final

from msgspec import Struct

from reporter.funding import trace
from reporter.funding.inflow import WALLET
from reporter.funding.path import HOPS
from reporter.linking.facts import Facts
from reporter.model.ids import Address, Signature, Wallet

HELD: Final = "passes on money of several wallets at once: whose it was cannot be told"
BEHIND: Final = "is filled again and again out of a wallet in which money of several wallets came together"
UNSEEN: Final = "is filled again and again by a wallet whose own payers were not reached"
_UNREAD: Final = frozenset({HOPS, trace.NOT_ASKED, trace.MISSING})


class Mixing(Struct, frozen=True):
    """Why nothing through a wallet joins anybody, and by pool the wallets whose money passed through the same ones."""

    reasons: dict[Wallet, str]
    pools: tuple[frozenset[Wallet], ...]


def mixing(facts: Facts) -> Mixing:
    """All wallets on the way of the buys' money that mix it, or stand behind one that does."""
    came = _passing(facts)
    reasons = {wallet: HELD for wallet, sources in came.items() if len(sources) > 1}
    unread = {label.wallet for trail in facts.money.trails.values() for label in trail.labels if label.stop in _UNREAD}
    for wallet, sources in came.items():
        if wallet not in reasons and any(s in unread and s not in came and len(paid) > 1 for s, paid in sources.items()):
            reasons[wallet] = UNSEEN
    filled: dict[Address, set[Wallet]] = defaultdict(set)
    for wallet, sources in came.items():
        for source, paid in sources.items():
            if len(paid) > 1:
                filled[source].add(wallet)
    waiting = sorted(reasons)
    while waiting:
        for wallet in sorted(filled[waiting.pop()]):
            if wallet not in reasons:
                reasons[wallet] = BEHIND
                waiting.append(wallet)
    return Mixing(reasons, _pools(reasons, came))


def _passing(facts: Facts) -> dict[Wallet, dict[Address, set[Signature]]]:
    """By wallet on the way of any buyer's money: whose money it held within the time in which money passes through before it
    paid on, with the payments that brought it; services left out."""
    dwell = facts.rules.tracing.busy_dwell_seconds
    found: dict[Wallet, dict[Address, set[Signature]]] = defaultdict(lambda: defaultdict(set))
    for trail in facts.money.trails.values():
        for step in trail.steps:
            paid = step.spending.transaction.time
            for source in step.sources:
                late = source.payments[0].time
                passing = paid is not None and late is not None and paid - late <= dwell
                if passing and source.kind == WALLET and source.address is not None and facts.private(source.address):
                    found[step.wallet][source.address] |= {payment.signature for payment in source.payments}
    return found


def _pools(reasons: dict[Wallet, str], came: dict[Wallet, dict[Address, set[Signature]]]) -> tuple[frozenset[Wallet], ...]:
    """Wallets that mix, together with those they pass money on to that mix too."""
    pool_of = {wallet: {wallet} for wallet in sorted(reasons)}
    for wallet in sorted(reasons):
        for source in came.get(wallet, ()):
            if source in pool_of and pool_of[source] is not pool_of[wallet]:
                joined = pool_of[source] | pool_of[wallet]
                for member in joined:
                    pool_of[member] = joined
    return tuple(sorted({frozenset(pool) for pool in pool_of.values()}, key=sorted))
