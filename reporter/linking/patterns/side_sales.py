"""Wallets that got tokens from the creator, or are linked to it, sell them."""

from collections.abc import Collection

from msgspec import Struct

from reporter.launch.story import Told
from reporter.linking.facts import Facts
from reporter.model.events import Buy, Sell, Transfer
from reporter.model.ids import Raw, Signature, Wallet


class SideSales(Struct, frozen=True):
    """What the wallets `got` (bought, or were sent) and sold, base units. `creator_sold` is what the creator
    sold itself; `first` says whether a side wallet sold before the creator did."""

    creator: Wallet
    wallets: tuple[Wallet, ...]
    signatures: tuple[Signature, ...]
    got: Raw
    sold: Raw
    creator_sold: Raw
    first: bool


def side_sales(facts: Facts, side: Collection[Wallet]) -> SideSales | None:
    """Sales of `side`, wallets other than the creator's; None where there are none, or no creator signed."""
    creator = facts.creator
    sales = [item for item in facts.story.told if isinstance(item.event, Sell)]
    own = [item for item in sales if item.event.wallet in side and item.event.wallet != creator]
    if creator is None or not own:
        return None
    sellers = {item.event.wallet for item in own}
    bought = [item for item in facts.story.told if isinstance(item.event, Buy) and item.event.wallet in sellers]
    given = [item for item in facts.told if isinstance(item.event, Transfer) and item.event.to in sellers]
    creators = [item for item in sales if item.event.wallet == creator]
    return SideSales(
        creator=creator,
        wallets=tuple(dict.fromkeys(item.event.wallet for item in own if item.event.wallet is not None)),
        signatures=tuple(dict.fromkeys(item.transaction.signature for item in (*given, *own))),
        got=sum(item.event.token_amount or 0 for item in (*bought, *given)),
        sold=sum(item.event.token_amount or 0 for item in own),
        creator_sold=sum(item.event.token_amount or 0 for item in creators),
        first=not creators or own[0].place < creators[0].place,
    )


def handed(facts: Facts) -> frozenset[Wallet]:
    """Wallets to which the creator sent tokens in transactions it signed; infrastructure and services left out."""
    sent = _sent(facts, facts.creator) if facts.creator is not None else []
    targets = {item.event.to for item in sent if isinstance(item.event, Transfer)}
    return frozenset(wallet for wallet in targets if wallet is not None and wallet not in facts.barred)


def _sent(facts: Facts, creator: Wallet) -> list[Told]:
    return [
        item
        for item in facts.told
        if isinstance(item.event, Transfer) and item.event.wallet == creator and creator in item.transaction.signers
    ]
