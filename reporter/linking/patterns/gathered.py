"""Wallets of a group move their tokens to one address, which sells them."""

from collections import defaultdict
from collections.abc import Collection, Iterator

from msgspec import Struct

from reporter.launch.order import Place
from reporter.launch.story import Told
from reporter.linking.facts import Facts
from reporter.model.events import Sell, Transfer
from reporter.model.ids import Raw, Signature, Wallet


class Gathered(Struct, frozen=True):
    """`senders` moved tokens to `target`, which sold `sold` base units after the first of them had arrived."""

    target: Wallet
    senders: tuple[Wallet, ...]
    sold: Raw
    signatures: tuple[Signature, ...]


def gathered(facts: Facts, members: Collection[Wallet]) -> Iterator[Gathered]:
    """Each address, no infrastructure or service, that two or more members signed over a fair part of what they had bought to.

    This joins nobody: a raffle or a migration collects tokens from strangers, and may sell them. It is asked of wallets that
    other evidence joined, and tells whose tokens a sale was of.
    """
    bought = {purchase.wallet: purchase.event.token_amount or 0 for purchase in facts.story.early}
    sent: dict[Wallet, dict[Wallet, list[Told]]] = defaultdict(lambda: defaultdict(list))
    for item in facts.told:
        event = item.event
        if not isinstance(event, Transfer) or event.wallet not in members or event.to is None or event.to == event.wallet:
            continue
        if event.wallet in bought and event.wallet in item.transaction.signers and event.to not in facts.barred:
            sent[event.to][event.wallet].append(item)
    least = facts.rules.limits.needed_share
    for target, rows in sorted(sent.items()):
        full = {wallet: moved for wallet, moved in rows.items() if _sum(moved) >= least * bought[wallet]}
        first = min((item.place for moved in full.values() for item in moved), default=None)
        sales = _sales(facts, target, first) if first is not None and len(full) >= 2 else []
        if sales:
            shown = [item for _, moved in sorted(full.items()) for item in moved]
            signatures = dict.fromkeys(item.transaction.signature for item in (*shown, *sales))
            yield Gathered(target, tuple(sorted(full)), _sum(sales), tuple(signatures))


def _sales(facts: Facts, wallet: Wallet, since: Place) -> list[Told]:
    return [i for i in facts.told if isinstance(i.event, Sell) and i.event.wallet == wallet and i.place > since]


def _sum(items: Collection[Told]) -> Raw:
    return sum(item.event.token_amount or 0 for item in items if isinstance(item.event, Sell | Transfer))
