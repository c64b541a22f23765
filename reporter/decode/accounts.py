"""Account data: token accounts, the pump.fun curve, PumpSwap pools, Metaplex metadata. Mints are in `mint_account`.

Accounts are told apart by owner program first: discriminators recur in other programs. Each function returns None for data
that is not of its kind; fields an older, shorter account lacks are None.
"""

from typing import Final

from msgspec import Struct

from reporter.decode.borsh import Reader
from reporter.model import base58
from reporter.model.ids import SYSTEM, WRAPPED_SOL, Mint, Raw, TokenAccount, Wallet

TOKEN_SLICE: Final = (32, 40)
"""Offset and length to ask of a token account: its owner and amount, enough for a list of holders."""

_TOKEN_ACCOUNT: Final = 165
_FROZEN: Final = 2
_CURVE: Final = bytes.fromhex("17b7f83760d8ac60")
_POOL: Final = bytes.fromhex("f19a6d0411b16dbc")
_METADATA_KEY: Final = 4  # Metaplex account kind MetadataV1


class TokenHolding(Struct, frozen=True, gc=False):
    """Who owns a token account, and how much is in it."""

    owner: Wallet
    amount: Raw


class TokenState(Struct, frozen=True, gc=False):
    """A whole token account."""

    mint: Mint
    owner: Wallet
    amount: Raw
    delegate: Wallet | None
    frozen: bool


class CurveState(Struct, frozen=True, gc=False):
    """pump.fun BondingCurve. `creator` collects fees now, whoever was named at creation; None in accounts before 2025-05."""

    virtual_tokens: Raw
    virtual_quote: Raw
    real_tokens: Raw
    real_quote: Raw
    supply: Raw
    complete: bool
    creator: Wallet | None
    mayhem: bool | None
    quote_mint: Mint


class PoolState(Struct, frozen=True, gc=False):
    """PumpSwap Pool."""

    index: int
    creator: Wallet
    base_mint: Mint
    quote_mint: Mint
    lp_mint: Mint
    base_vault: TokenAccount
    quote_vault: TokenAccount
    lp_supply: Raw
    coin_creator: Wallet | None
    virtual_quote: Raw | None


class Metadata(Struct, frozen=True, gc=False):
    """Token Metadata account. Text is the issuer's; the zero bytes old accounts are padded with are taken off."""

    update_authority: Wallet
    mint: Mint
    name: str
    symbol: str
    uri: str
    mutable: bool | None


def token_holding(data: bytes) -> TokenHolding | None:
    """Owner and amount from the 40 bytes of `TOKEN_SLICE` or from a whole token account."""
    if len(data) >= _TOKEN_ACCOUNT:
        data = data[32:72]
    if len(data) != 40:
        return None
    return TokenHolding(base58.encode(data[:32]), int.from_bytes(data[32:], "little"))


def token_account(data: bytes) -> TokenState | None:
    """A token account of either token program (Solana docs); Token-2022 appends extensions behind byte 165."""
    if len(data) < _TOKEN_ACCOUNT or data[108] == 0:
        return None
    r = Reader(data)
    mint, owner, amount = r.address(), r.address(), r.u64()
    delegated = r.u32()
    delegate = r.address()
    if mint is None or owner is None or amount is None:
        return None
    return TokenState(mint, owner, amount, delegate if delegated else None, data[108] == _FROZEN)


def bonding_curve(data: bytes) -> CurveState | None:
    """pump.fun BondingCurve, 49 bytes in 2024 to 151 in 2026 (pump-sdk 2.0.0 interface)."""
    if data[:8] != _CURVE:
        return None
    r = Reader(data, 8)
    virtual_tokens, virtual_quote, real_tokens, real_quote, supply = r.u64(), r.u64(), r.u64(), r.u64(), r.u64()
    complete = r.flag()
    if virtual_tokens is None or virtual_quote is None or real_tokens is None or real_quote is None:
        return None
    if supply is None or complete is None:
        return None
    creator, mayhem = r.address(), r.flag()
    r.flag()  # cashback
    quote = r.address()
    return CurveState(
        virtual_tokens,
        virtual_quote,
        real_tokens,
        real_quote,
        supply,
        complete,
        None if creator == SYSTEM else creator,
        mayhem,
        WRAPPED_SOL if quote in {None, SYSTEM} else quote,
    )


def pumpswap_pool(data: bytes) -> PoolState | None:
    """PumpSwap Pool, 211 bytes in 2025-03 to 271 in 2026 (pump-swap-sdk 1.20.0 interface)."""
    if data[:8] != _POOL:
        return None
    r = Reader(data, 9)
    index, creator, base, quote, lp = r.u16(), r.address(), r.address(), r.address(), r.address()
    base_vault, quote_vault, supply = r.address(), r.address(), r.u64()
    if index is None or creator is None or base is None or quote is None or lp is None:
        return None
    if base_vault is None or quote_vault is None or supply is None:
        return None
    coin_creator = r.address()
    r.skip(2)  # mayhem, cashback
    virtual = r.i128()
    return PoolState(
        index,
        creator,
        base,
        quote,
        lp,
        base_vault,
        quote_vault,
        supply,
        None if coin_creator == SYSTEM else coin_creator,
        virtual,
    )


def metaplex_metadata(data: bytes) -> Metadata | None:
    """Token Metadata: key, update authority, mint, three strings, fee, creators, two flags (Metaplex documentation)."""
    r = Reader(data)
    key, authority, mint = r.u8(), r.address(), r.address()
    name, symbol, uri = r.text(), r.text(), r.text()
    if key != _METADATA_KEY or authority is None or mint is None or name is None or symbol is None or uri is None:
        return None
    r.skip(2)
    r.option(lambda: r.vector(lambda: r.raw(34), 34))
    r.flag()  # primary sale happened
    return Metadata(authority, mint, name.rstrip("\0"), symbol.rstrip("\0"), uri.rstrip("\0"), r.flag())
