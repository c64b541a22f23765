"""A LaunchLab curve: its addresses, its account, its arithmetic, and the calls wallets make.

Seeds and layouts: raydium_launchpad 0.2.0 interface; account order and arithmetic of trades checked against recorded
transactions 1DnjawZs (sell) and 3a51pehe (buy) of 2026-10; migration as in 3EAWtyqZ.
"""

import struct
from functools import cached_property
from typing import Final

from msgspec import Struct

from reporter.model.ids import (
    ASSOCIATED_TOKEN,
    SPL_TOKEN,
    SYSTEM,
    TOKEN_2022,
    WRAPPED_SOL,
    Address,
    Mint,
    Program,
    Raw,
    TokenAccount,
    Wallet,
)
from reporter.simulator.accounts import borsh_text
from reporter.simulator.addresses import METAPLEX, RENT_SYSVAR, associated, derived, raw, text
from reporter.simulator.programs.anchor import account, event_authority, instruction
from reporter.simulator.programs.cpmm.pool import AUTHORITY as CPMM_AUTHORITY
from reporter.simulator.programs.cpmm.pool import CPMM, CREATE_FEE_ACCOUNT, CpmmPool
from reporter.simulator.programs.metaplex import metadata_of
from reporter.simulator.runtime import Call, Meta

LAUNCHLAB: Final = "LanMV9sAd7wArD4vJFi2qDdfnVhFxYSUg6eADduJ3uj"
AUTHORITY: Final = derived(LAUNCHLAB, b"vault_auth_seed")  # owns the vaults of every curve
EVENT_AUTHORITY: Final = event_authority(LAUNCHLAB)
PLATFORM: Final = derived(LAUNCHLAB, b"platform_config", raw("2P56vRWDrCBGkqYXxgSWAnuZQZrJPySRQGToTJThpmkN"))  # LetsBonk
PLATFORM_FEES: Final = derived(LAUNCHLAB, b"platform_fee_vault_auth_seed")
CREATOR_FEES: Final = derived(LAUNCHLAB, b"creator_fee_vault_auth_seed")
LOCKER: Final = "LockrWmn6K5twhz3y9w1dQERbmgSaRkfnTeTKbpofwE"
LOCK_AUTHORITY: Final = "3f7GcQFG397GAaEnv51zR6tsTVihYRydnydDD1cXekxH"
PROTOCOL_PPM, PLATFORM_PPM = 2_500, 10_000
SUPPLY, ON_SALE, DECIMALS = 1_000_000_000_000_000, 793_100_000_000_000, 6
VIRTUAL_BASE: Final = 1_073_025_605_596_382
SIZE: Final = 429
_DISCRIMINATOR: Final = account("PoolState")


class Terms(Struct, frozen=True):
    """What a curve starts with, by its quote."""

    virtual_quote: Raw
    raises: Raw


def terms(quote: Mint) -> Terms:
    """Raydium's defaults: 85 SOL, or 12,500 dollars."""
    return Terms(30_000_852_951, 85_000_000_000) if quote == WRAPPED_SOL else Terms(4_411_890_139, 12_500_000_000)


class State(Struct, frozen=True):
    """A curve's account. `status`: 0 selling, 1 waits for migration, 2 migrated."""

    base: Mint
    quote: Mint
    creator: Wallet
    flags: int
    status: int = 0
    real_base: Raw = 0
    real_quote: Raw = 0
    protocol_fee: Raw = 0

    @property
    def reserves(self) -> tuple[Raw, Raw]:
        """Base and quote as the price sees them."""
        return VIRTUAL_BASE - self.real_base, terms(self.quote).virtual_quote + self.real_quote

    def pack(self) -> bytes:
        """The account's bytes (PoolState)."""
        how, curve = terms(self.quote), Curve(self.base, self.quote)
        body = _DISCRIMINATOR + struct.pack("<QBBBBB", 0, 255, self.status, DECIMALS, 9 if self.quote == WRAPPED_SOL else 6, 1)
        body += struct.pack(
            "<QQQQQQQ", SUPPLY, ON_SALE, VIRTUAL_BASE, how.virtual_quote, self.real_base, self.real_quote, how.raises
        )
        body += struct.pack("<QQQ", self.protocol_fee, 0, 0) + b"\0" * 40
        vaults = (curve.vault(self.base), curve.vault(self.quote))
        keys = (curve.config, PLATFORM, self.base, self.quote, *vaults, self.creator)
        body += b"".join(raw(key) for key in keys) + bytes([self.flags])
        return body.ljust(SIZE, b"\0")

    @classmethod
    def unpack(cls, data: bytes) -> "State":
        """Read what `pack` wrote."""
        real_base, real_quote, _, protocol = struct.unpack_from("<QQQQ", data, 53)
        keys = (text(data[205:237]), text(data[237:269]), text(data[333:365]))
        return cls(*keys, data[365], data[17], real_base, real_quote, protocol)


class Curve(Struct, frozen=True, dict=True):
    """One curve by its mints and their token programs."""

    base: Mint
    quote: Mint = WRAPPED_SOL
    base_program: Program = SPL_TOKEN
    quote_program: Program = SPL_TOKEN

    @cached_property
    def address(self) -> Address:
        """The curve's account."""
        return derived(LAUNCHLAB, b"pool", raw(self.base), raw(self.quote))

    @cached_property
    def config(self) -> Address:
        """The program's settings for this quote."""
        return derived(LAUNCHLAB, b"global_config", raw(self.quote), b"\0", b"\0\0")

    def vault(self, mint: Mint) -> TokenAccount:
        """Where the curve keeps one of its mints."""
        return derived(LAUNCHLAB, b"pool_vault", raw(self.address), raw(mint))

    def platform_vault(self) -> TokenAccount:
        """Where the platform's fees in this quote go."""
        return derived(LAUNCHLAB, raw(PLATFORM), raw(self.quote))

    def pool(self, creator: Wallet) -> CpmmPool:
        """The CPMM pool the curve migrates to."""
        return CpmmPool.of(creator, (self.base, self.base_program), (self.quote, self.quote_program))

    def trade(self, name: str, user: Wallet, creator: Wallet, amounts: tuple[Raw, Raw]) -> Call:
        """buy_exact_in or sell_exact_in: amount in, least out; no referrer. The interface lacks the last three accounts."""
        writable = (
            self.address,
            associated(user, self.base, self.base_program),
            associated(user, self.quote, self.quote_program),
            self.vault(self.base),
            self.vault(self.quote),
        )
        accounts = (
            Meta(user, signer=True, writable=True),
            Meta(AUTHORITY),
            Meta(self.config),
            Meta(PLATFORM),
            *(Meta(key, writable=True) for key in writable),
            Meta(self.base),
            Meta(self.quote),
            Meta(self.base_program),
            Meta(self.quote_program),
            Meta(EVENT_AUTHORITY),
            Meta(LAUNCHLAB),
            Meta(SYSTEM),
            Meta(self.platform_vault(), writable=True),
            Meta(derived(LAUNCHLAB, raw(creator), raw(self.quote)), writable=True),
        )
        return Call(LAUNCHLAB, accounts, instruction(name) + struct.pack("<QQQ", *amounts, 0))

    def launch(self, payer: Wallet, creator: Wallet, texts: tuple[str, str, str]) -> Call:
        """initialize_v2 for an SPL coin, initialize_with_token_2022 for the other kind."""
        described = self.base_program == SPL_TOKEN
        head = (
            Meta(payer, signer=True, writable=True),
            Meta(creator),
            Meta(self.config),
            Meta(PLATFORM),
            Meta(AUTHORITY),
            Meta(self.address, writable=True),
            Meta(self.base, signer=True, writable=True),
            Meta(self.quote),
            Meta(self.vault(self.base), writable=True),
            Meta(self.vault(self.quote), writable=True),
        )
        programs = (Meta(self.base_program), Meta(self.quote_program))
        middle = (Meta(metadata_of(self.base), writable=True), *programs, Meta(METAPLEX)) if described else programs
        tail = (Meta(SYSTEM), *((Meta(RENT_SYSVAR),) if described else ()), Meta(EVENT_AUTHORITY), Meta(LAUNCHLAB))
        name = "initialize_v2" if described else "initialize_with_token_2022"
        end = b"\0" if described else b"\0\0"
        return Call(LAUNCHLAB, head + middle + tail, instruction(name) + self.parameters(texts) + end)

    def parameters(self, texts: tuple[str, str, str]) -> bytes:
        """MintParams, a constant curve that migrates to CPMM, no vesting."""
        body = bytes([DECIMALS]) + b"".join(borsh_text(part) for part in texts)
        body += struct.pack("<BQQQB", 0, SUPPLY, ON_SALE, terms(self.quote).raises, 1)
        return body + struct.pack("<QQQ", 0, 0, 0)

    def migrate(self, sender: Wallet, creator: Wallet) -> Call:
        """migrate_to_cpswap. On the main network Raydium's own wallet sends it, whose key no simulator has."""
        pool = self.pool(creator)
        names = (
            *((sender, True), (self.base, True), (self.quote, False), (PLATFORM, False), (CPMM, False), (pool.address, True)),
            *((CPMM_AUTHORITY, False), (pool.lp_mint, True), (pool.vault(self.base), True), (pool.vault(self.quote), True)),
            *((pool.config, False), (CREATE_FEE_ACCOUNT, True), (pool.observation, True), (LOCKER, False)),
            *((LOCK_AUTHORITY, False), (associated(LOCK_AUTHORITY, pool.lp_mint, SPL_TOKEN), True), (AUTHORITY, True)),
            *((self.address, True), (self.config, False), (self.vault(self.base), True), (self.vault(self.quote), True)),
            *((pool.shares_of(AUTHORITY), True), (self.base_program, False), (self.quote_program, False)),
            *((ASSOCIATED_TOKEN, False), (SYSTEM, False), (RENT_SYSVAR, False), (METAPLEX, False), (SPL_TOKEN, False)),
            *((TOKEN_2022, False), (creator, False)),
        )
        accounts = tuple(Meta(key, key == sender, writable) for key, writable in names)
        return Call(LAUNCHLAB, accounts, instruction("migrate_to_cpswap"))
