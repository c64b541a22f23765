"""Addresses and account data of Meteora's dynamic bonding curve (DBC) and DAMM v2 pools.

Sources: dynamic-bonding-curve-sdk 1.5.12 (interface 0.2.1) and cp-amm-sdk 1.5.0 (interface 0.2.5). No recorded account of
either program was at hand: layouts are the interface's, unconfirmed on bytes. The two shared pool authorities and the event
authorities are derived from seeds and equal the addresses the vendor publishes.
Functions on addresses raise ValueError on text that is no address; readers return None for data not of their kind.
"""

from typing import Final

from msgspec import Struct
from solders.pubkey import Pubkey

from reporter.decode.addresses import derive
from reporter.decode.borsh import Reader
from reporter.model.ids import Address, Mint, Raw, TokenAccount, Wallet

DBC: Final = "dbcij3LWUppWqq96dh6gJWwBifmcGfLSB5D4DuSMaqN"
DBC_AUTHORITY: Final = "FhVo3mqL8PW5pH5U2CN4XE33DokiyZnUwuGpH2hmHLuM"  # owns the vaults of every DBC curve
DAMM_V1: Final = "Eo7WjKq67rjJQSZxS6z3YkapzY3eMj6Xy8X5EQVn5UaB"
DAMM_V2: Final = "cpamdpZCGKUy5JxQXB4dcpGPiikHawvSWAd6mEn1sGG"
DAMM_V2_AUTHORITY: Final = "HLnpSz9h2S4hiLQ43rnSD9XkcUThA7B8hQMKmDaiTLcC"  # owns the vaults of every DAMM v2 pool
LOCKER: Final = "LocpQgucEQHbqNABEYvBvwoxCPsSbG91A1QaQhQQqjn"

_VIRTUAL_POOL: Final = bytes.fromhex("d5e005d16245775c")
_HOOK_POOL: Final = bytes.fromhex("eddbb8172abda923")
_CONFIG: Final = bytes.fromhex("1a6c0e7b74e6812b")
_HOOK_CONFIG: Final = bytes.fromhex("28dcc2fb29c77bfd")
_DAMM_V2_POOL: Final = bytes.fromhex("f19a6d0411b16dbc")  # PumpSwap's Pool has the same: tell by owner program first


def _bytes(address: Address) -> bytes:
    return bytes(Pubkey.from_string(address))


def _pool(program: Address, config: Address, a: Mint, b: Mint) -> Address:
    low, high = sorted((_bytes(a), _bytes(b)))
    return derive(program, b"pool", _bytes(config), high, low)


def dbc_pool(config: Address, base: Mint, quote: Mint) -> Address:
    """DBC: the curve of a token under one configuration. The order of the mints does not matter."""
    return _pool(DBC, config, base, quote)


def dbc_vault(pool: Address, mint: Mint) -> TokenAccount:
    """DBC: where a curve keeps its tokens, or its quote. All vaults have one owner, DBC_AUTHORITY."""
    return derive(DBC, b"token_vault", _bytes(mint), _bytes(pool))


def base_locker(pool: Address) -> Address:
    """DBC: signs for the escrow that locks a part of a curve's supply."""
    return derive(DBC, b"base_locker", _bytes(pool))


def damm_v2_pool(config: Address, a: Mint, b: Mint) -> Address:
    """DAMM v2: the pool of two mints under one configuration."""
    return _pool(DAMM_V2, config, a, b)


def damm_v2_vault(pool: Address, mint: Mint) -> TokenAccount:
    """DAMM v2: where a pool keeps one of its mints. All vaults have one owner, DAMM_V2_AUTHORITY."""
    return derive(DAMM_V2, b"token_vault", _bytes(mint), _bytes(pool))


class VirtualPool(Struct, frozen=True, gc=False):
    """DBC VirtualPool or TransferHookPool. `creator` collects fees now, whoever launched; `finished` is 0 while trading."""

    config: Address
    creator: Wallet
    base_mint: Mint
    base_vault: TokenAccount
    quote_vault: TokenAccount
    base_reserve: Raw
    quote_reserve: Raw
    migrated: bool
    migration_progress: int
    finished: int


def virtual_pool(data: bytes) -> VirtualPool | None:
    """A curve's account, 424 bytes; the configuration names its quote."""
    if data[:8] not in {_VIRTUAL_POOL, _HOOK_POOL}:
        return None
    r = Reader(data, 72)
    config, creator, mint = r.address(), r.address(), r.address()
    base_vault, quote_vault, base, quote = r.address(), r.address(), r.u64(), r.u64()
    r.skip(57)  # four fees, price, activation, kind of token
    migrated = r.flag()
    r.skip(2)
    progress = r.u8()
    r.skip(35)
    finished = r.u64()
    if config is None or creator is None or mint is None or base_vault is None or quote_vault is None:
        return None
    if base is None or quote is None or migrated is None or progress is None or finished is None:
        return None
    return VirtualPool(config, creator, mint, base_vault, quote_vault, base, quote, migrated, progress, finished)


class PoolConfig(Struct, frozen=True, gc=False):
    """DBC PoolConfig: what all curves of one partner share. `fixed_supply` is None where the supply is left to the curve."""

    quote_mint: Mint
    fee_claimer: Wallet
    leftover_receiver: Wallet
    to_damm_v2: bool
    decimals: int
    migration_quote: Raw
    fixed_supply: Raw | None


def pool_config(data: bytes) -> PoolConfig | None:
    """A configuration, 1,048 bytes; with transfer hook a longer one that begins alike."""
    if data[:8] not in {_CONFIG, _HOOK_CONFIG}:
        return None
    r = Reader(data, 8)
    quote, claimer, leftover = r.address(), r.address(), r.address()
    r.skip(129)
    to_v2 = r.flag()
    r.skip(1)
    decimals = r.u8()
    r.skip(8)
    fixed = r.flag()
    r.skip(19)
    threshold = r.u64()
    r.skip(72)
    supply = r.u64()
    if quote is None or claimer is None or leftover is None or to_v2 is None or decimals is None:
        return None
    if fixed is None or threshold is None or supply is None:
        return None
    return PoolConfig(quote, claimer, leftover, to_v2, decimals, threshold, supply if fixed else None)


class DammPool(Struct, frozen=True, gc=False):
    """DAMM v2 Pool. A pool that a DBC curve migrated to has DBC_AUTHORITY as `creator`."""

    mint_a: Mint
    mint_b: Mint
    vault_a: TokenAccount
    vault_b: TokenAccount
    creator: Wallet


def damm_v2_pool_state(data: bytes) -> DammPool | None:
    """A DAMM v2 pool, 1,112 bytes. PumpSwap pools begin with the same eight bytes and are shorter."""
    if data[:8] != _DAMM_V2_POOL:
        return None
    r = Reader(data, 168)
    mint_a, mint_b, vault_a, vault_b = r.address(), r.address(), r.address(), r.address()
    r.skip(352)
    creator = r.address()
    if mint_a is None or mint_b is None or vault_a is None or vault_b is None or creator is None:
        return None
    return DammPool(mint_a, mint_b, vault_a, vault_b, creator)
