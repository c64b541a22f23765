"""A Meteora dynamic bonding curve: addresses, account, calls. SYNTHETIC: built from the dynamic-bonding-curve-sdk 1.5.12
interface; no recorded transaction of this program is known to the project."""

import struct
from functools import cached_property
from typing import Final

from msgspec import Struct

from reporter.model.ids import SPL_TOKEN, SYSTEM, TOKEN_2022, WRAPPED_SOL, Address, Mint, Program, Raw, TokenAccount, Wallet
from reporter.simulator.accounts import borsh_text
from reporter.simulator.addresses import METAPLEX, associated, derived, raw, text
from reporter.simulator.programs import product
from reporter.simulator.programs.anchor import account, event_authority, instruction
from reporter.simulator.programs.damm.pool import AUTHORITY as DAMM_AUTHORITY
from reporter.simulator.programs.damm.pool import CONFIG as DAMM_CONFIG
from reporter.simulator.programs.damm.pool import DAMM, DammPool
from reporter.simulator.programs.damm.pool import EVENT_AUTHORITY as DAMM_EVENTS
from reporter.simulator.programs.metaplex import metadata_of
from reporter.simulator.runtime import Call, Meta

DBC: Final = "dbcij3LWUppWqq96dh6gJWwBifmcGfLSB5D4DuSMaqN"
AUTHORITY: Final = derived(DBC, b"pool_authority")  # owns the vaults of every curve, and the migrated positions
EVENT_AUTHORITY: Final = event_authority(DBC)
SUPPLY, DECIMALS = 1_000_000_000_000_000, 6
ON_SALE, THRESHOLD = 793_100_000_000_000, 85_000_000_000
VIRTUAL_BASE, VIRTUAL_QUOTE = 1_073_025_605_596_382, 30_000_852_951
FEE_PPM: Final = 10_000
SIZE, CONFIG_SIZE = 424, 1048
_DISCRIMINATOR: Final = account("VirtualPool")


class State(Struct, frozen=True):
    """A curve's account. `base` and `quote` are its reserves, fees apart."""

    config: Address
    creator: Wallet
    mint: Mint
    vaults: tuple[TokenAccount, TokenAccount]
    base: Raw = SUPPLY
    quote: Raw = 0
    fees: Raw = 0
    kind: int = 0  # 1 for Token-2022
    migrated: bool = False
    finished: int = 0

    @property
    def priced(self) -> tuple[Raw, Raw]:
        """Base and quote as the price sees them: the one segment of this curve is a constant product."""
        return VIRTUAL_BASE - (SUPPLY - self.base), VIRTUAL_QUOTE + self.quote

    def pack(self) -> bytes:
        """The account's bytes (VirtualPool)."""
        body = _DISCRIMINATOR + b"\0" * 64
        body += b"".join(raw(key) for key in (self.config, self.creator, self.mint, *self.vaults))
        body += struct.pack("<QQQQQQ", self.base, self.quote, 0, self.fees // 5, 0, self.fees - self.fees // 5)
        base, quote = self.priced
        body += product.root_price(quote, base).to_bytes(16, "little") + struct.pack(
            "<QBBBBB", 0, self.kind, self.migrated, 0, 0, 3 if self.migrated else 0
        )
        return body.ljust(344, b"\0") + struct.pack("<Q", self.finished) + b"\0" * (SIZE - 352)

    @classmethod
    def unpack(cls, data: bytes) -> "State":
        """Read what `pack` wrote."""
        config, creator, mint, first, second = (text(data[at : at + 32]) for at in (72, 104, 136, 168, 200))
        base, quote, _, protocol, _, partner = struct.unpack_from("<QQQQQQ", data, 232)
        (finished,) = struct.unpack_from("<Q", data, 344)
        return cls(
            config, creator, mint, (first, second), base, quote, protocol + partner, data[304], bool(data[305]), finished
        )


class DbcCurve(Struct, frozen=True, dict=True):
    """One curve by its configuration and mints."""

    config: Address
    base: Mint
    quote: Mint = WRAPPED_SOL
    base_program: Program = SPL_TOKEN
    quote_program: Program = SPL_TOKEN

    @cached_property
    def address(self) -> Address:
        """The curve's account."""
        keys = sorted((raw(self.base), raw(self.quote)), reverse=True)
        return derived(DBC, b"pool", raw(self.config), *keys)

    def vault(self, mint: Mint) -> TokenAccount:
        """Where the curve keeps one of its mints."""
        return derived(DBC, b"token_vault", raw(mint), raw(self.address))

    @property
    def pool(self) -> DammPool:
        """The DAMM v2 pool the curve migrates to, made in the name of DBC's authority."""
        return DammPool(AUTHORITY, self.base, self.quote, self.base_program, self.quote_program)

    def swap(self, user: Wallet, *, buys: bool, amounts: tuple[Raw, Raw]) -> Call:
        """swap2 with partial fill: amount in, least out."""
        mine = (associated(user, self.quote, self.quote_program), associated(user, self.base, self.base_program))
        accounts = (
            Meta(AUTHORITY),
            Meta(self.config),
            Meta(self.address, writable=True),
            *(Meta(key, writable=True) for key in (mine if buys else mine[::-1])),
            Meta(self.vault(self.base), writable=True),
            Meta(self.vault(self.quote), writable=True),
            Meta(self.base),
            Meta(self.quote),
            Meta(user, signer=True, writable=True),
            Meta(self.base_program),
            Meta(self.quote_program),
            Meta(DBC),
            Meta(EVENT_AUTHORITY),
            Meta(DBC),
        )
        return Call(DBC, accounts, instruction("swap2") + struct.pack("<QQB", *amounts, 1))

    def launch(self, payer: Wallet, creator: Wallet, texts: tuple[str, str, str]) -> Call:
        """initialize_virtual_pool_with_spl_token or _with_token2022; the creator signs."""
        described = self.base_program == SPL_TOKEN
        accounts = (
            Meta(self.config),
            Meta(AUTHORITY),
            Meta(creator, signer=True),
            Meta(self.base, signer=True, writable=True),
            Meta(self.quote),
            Meta(self.address, writable=True),
            Meta(self.vault(self.base), writable=True),
            Meta(self.vault(self.quote), writable=True),
            *((Meta(metadata_of(self.base), writable=True), Meta(METAPLEX)) if described else ()),
            Meta(payer, signer=True, writable=True),
            Meta(self.quote_program),
            Meta(self.base_program),
            Meta(SYSTEM),
            Meta(EVENT_AUTHORITY),
            Meta(DBC),
        )
        name = "initialize_virtual_pool_with_spl_token" if described else "initialize_virtual_pool_with_token2022"
        return Call(DBC, accounts, instruction(name) + b"".join(borsh_text(part) for part in texts))

    def migrate(self, keeper: Wallet, certificate: Mint) -> Call:
        """migration_damm_v2 by anybody; one position, for which `certificate` is named."""
        pool = self.pool
        names = (
            *((self.address, True), (derived(DBC, b"damm_v2", raw(self.address)), False), (self.config, False)),
            *((AUTHORITY, True), (pool.address, True), (certificate, True), (pool.certificate(AUTHORITY), True)),
            *((pool.position(AUTHORITY), True), (DBC, False), (DBC, False), (DBC, False), (DAMM_AUTHORITY, False)),
            *((DAMM, False), (self.base, True), (self.quote, True), (pool.vault(self.base), True)),
            *((pool.vault(self.quote), True), (self.vault(self.base), True), (self.vault(self.quote), True), (keeper, True)),
            *((self.base_program, False), (self.quote_program, False), (TOKEN_2022, False), (DAMM_EVENTS, False)),
            *((SYSTEM, False), (DAMM_CONFIG, False)),
        )
        accounts = tuple(Meta(key, key in {keeper, certificate}, writable) for key, writable in names)
        return Call(DBC, accounts, instruction("migration_damm_v2"))


def config_data(quote: Mint, receiver: Wallet) -> bytes:
    """The bytes of PoolConfig that readers use; fee schedules and the price curve are left zero."""
    body = account("PoolConfig") + raw(quote) + raw(receiver) + raw(receiver)
    body = body.ljust(232, b"\0") + bytes([0, 1, 1, DECIMALS])
    body = body.ljust(244, b"\0") + b"\x01"
    body = body.ljust(256, b"\0") + struct.pack("<QQQ", ON_SALE, THRESHOLD, SUPPLY - ON_SALE)
    body = body.ljust(344, b"\0") + struct.pack("<QQ", SUPPLY, SUPPLY)
    return body.ljust(CONFIG_SIZE, b"\0")
