"""What programs did, noted where it happened: the truth of a world, told apart from the bytes a reader sees."""

from typing import Literal, TypeAlias

from msgspec import Struct

from reporter.model.ids import Address, Mint, Raw, Signature, Slot, Wallet

Side: TypeAlias = Literal["buy", "sell"]


class Traded(Struct, frozen=True):
    """A wallet bought or sold a coin. `quote_amount` is what it paid with all fees of the venue, or got after them."""

    platform: str
    market: Address
    mint: Mint
    wallet: Wallet
    side: Side
    token_amount: Raw
    quote_mint: Mint
    quote_amount: Raw


class Graduated(Struct, frozen=True):
    """A curve's liquidity moved to `pool` on `platform`."""

    mint: Mint
    pool: Address
    platform: str


class Pooled(Struct, frozen=True):
    """Tokens put into a pool (positive) or taken out of it (negative): no trade."""

    market: Address
    wallet: Wallet
    token_amount: Raw


Fact: TypeAlias = Traded | Graduated | Pooled


class Noted(Struct, frozen=True):
    """A fact and the transaction it happened in; facts stand in ledger order."""

    signature: Signature
    slot: Slot
    fact: Fact
