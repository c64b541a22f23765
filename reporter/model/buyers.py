"""Early buyers as the report prints them, with the way their money came."""

from msgspec import Struct

from reporter.model.ids import Mint, Signature, Slot, Wallet
from reporter.model.measures import Amount, Share


class FirstBuy(Struct, frozen=True):
    """A wallet's first buy of this mint. `index` is its place in the block where that was read."""

    signature: Signature
    slot: Slot
    index: int | None
    time: int | None
    quote_mint: Mint
    spent: Amount
    received: Amount


class PathHop(Struct, frozen=True):
    """One payment on the way of the money, with everybody who signed it and who paid its fee. `asset` is what `amount` counts:
    SOL, or a mint; a swap on the way changes it."""

    signature: Signature
    source: Wallet
    target: Wallet
    amount: Amount
    how: str
    fee_payer: Wallet
    signers: list[Wallet]
    time: int | None
    asset: str = "SOL"


class Attribution(Struct, frozen=True):
    """The part of the buy's cost the source paid, by four conventions: what could not have been paid otherwise, first in first
    out, every outflow in proportion, and the most that can have flowed. None of them is the truth; the ends bound it."""

    at_least: Share
    fifo: Share
    haircut: Share
    at_most: Share


class Inflow(Struct, frozen=True):
    """A payment a wallet received."""

    source: Wallet | None
    amount: Amount
    how: str
    signature: Signature


class Funding(Struct, frozen=True):
    """Where the money of the first buy came from: how far it was followed, and why the walk stopped there.

    `source` is the far end of the main path, short of a service behind a private payer; `kind` how its first payment moved
    (transfer, close_account, ...), or what it was instead (trade, program, none); `hops` the payments between it and the buy;
    `signatures` the witness path from it to the buyer. `needed` is the lower bound of the part of the cost that only this money
    could pay. `fee_payer` and `signers` are those of the last payment before the buy. `first_ever` is the first inflow of the
    wallet's life, where its whole history was read. `ignored` counts inflows too small to matter.
    """

    source: Wallet | None
    kind: str
    asset: str
    amount: Amount
    hops: int
    signatures: list[Signature]
    stop: str
    needed: Share
    fee_payer: Wallet | None
    signers: list[Wallet]
    path: list[PathHop] = []
    attribution: Attribution | None = None
    first_ever: Inflow | None = None
    ignored: int = 0


class EarlyBuyer(Struct, frozen=True):
    """One of the first distinct buyers, in ledger order."""

    wallet: Wallet
    first_buy: FirstBuy
    funding: Funding | None
    entity: str | None


class Destination(Struct, frozen=True):
    """Where part of a sale's proceeds went. `kind` says what the target is to the seller: return to the funder, service,
    service? (suspected), exchange deposit, account of a program, next purchase or next launch (then `target` is the mint),
    wallet."""

    target: Wallet
    kind: str
    amount: Amount
    signatures: list[Signature]


class Proceeds(Struct, frozen=True):
    """What a wallet was paid for this token after its first buy, in base units of `asset`, and where the money went; `stop`
    says how far its later transactions were read."""

    wallet: Wallet
    sold: Amount
    destinations: list[Destination]
    stop: str
    asset: str = "SOL"
