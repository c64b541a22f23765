"""Addresses and account data of Heaven.

The program publishes no interface. Seeds and layout follow the decoders of a third party (2026-04-30); the derived
configuration and quote vault equal addresses that third parties name, the layout's fields add up to the account's 2,304 bytes.
Supported from derived layout, unconfirmed on bytes.
"""

from typing import Final

from msgspec import Struct

from reporter.decode.addresses import associated_token, derive
from reporter.decode.borsh import Reader
from reporter.model.ids import WRAPPED_SOL, Address, Mint, Raw, TokenAccount, Wallet

HEAVEN: Final = "HEAVENoP2qxoeuF8Dj2oT1GHEnu49U5mJYkdeC8BAX2o"

_POOL: Final = bytes.fromhex("be9edc820fa284fc")


def protocol_config(version: int = 1) -> Address:
    """The configuration of a version. The seed is a big-endian u16, unlike everything else the program writes."""
    return derive(HEAVEN, b"protocol_config_state", version.to_bytes(2, "big"))


def shared_quote_vault(version: int = 1) -> TokenAccount:
    """Where all pools of a version keep their wrapped SOL. Its balance says nothing about any one pool."""
    return associated_token(protocol_config(version), WRAPPED_SOL)


class LiquidityPool(Struct, frozen=True, gc=False):
    """LiquidityPoolState. Reserves are the pool's own books, the only place that tells its share of the shared vault."""

    creator: Wallet
    update_authority: Wallet
    reserve_token: Raw
    reserve_quote: Raw
    token_vault: TokenAccount
    quote_vault: TokenAccount
    protocol_config: Address
    key: Address
    mint: Mint
    quote_mint: Mint
    migrated: bool
    fee_receiver: Wallet


def liquidity_pool(data: bytes) -> LiquidityPool | None:
    """A pool's account; None for data of another kind or cut short."""
    if data[:8] != _POOL:
        return None
    r = Reader(data, 8)
    creator, authority = r.address(), r.address()
    r.skip(384)
    token, quote = r.u64(), r.u64()
    r.skip(192)
    token_vault, quote_vault, config, key, mint = r.address(), r.address(), r.address(), r.address(), r.address()
    r.skip(33)
    quote_mint = r.address()
    r.skip(53)
    migrated = r.flag()
    r.skip(1_329)
    receiver = r.address()
    if creator is None or authority is None or token is None or quote is None or token_vault is None:
        return None
    if quote_vault is None or config is None or key is None or mint is None or quote_mint is None:
        return None
    if migrated is None or receiver is None:
        return None
    return LiquidityPool(
        creator, authority, token, quote, token_vault, quote_vault, config, key, mint, quote_mint, migrated, receiver
    )
