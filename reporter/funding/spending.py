"""Money that was spent, and what is too little to have paid for it."""

from msgspec import Struct

from reporter.funding.inflow import asset_of, change
from reporter.funding.worth import dust
from reporter.launch.story import Purchase
from reporter.model.ids import Raw, Wallet
from reporter.model.rules import Limits
from reporter.model.transaction import Transaction


class Spending(Struct, frozen=True, gc=False):
    """Money a wallet spent: the buy itself, or a payment towards one. `cost` is in base units of `asset`."""

    wallet: Wallet
    transaction: Transaction
    asset: str
    cost: Raw


def spending_of(purchase: Purchase) -> Spending:
    """A first buy as a spending: its price, or what the wallet's balance fell by when that is more (fees, rent)."""
    asset = asset_of(purchase.event.quote_mint)
    cost = max(purchase.event.quote_amount or 0, -change(purchase.transaction, purchase.wallet, asset))
    return Spending(purchase.wallet, purchase.transaction, asset, cost)


def smallest_inflow(cost: Raw, asset: str, limits: Limits) -> Raw:
    """Inflows of `asset` below this are dust: anyone can send them to anyone. Base units, as is `cost`."""
    return max(dust(asset, limits), int(cost * limits.dust_share))
