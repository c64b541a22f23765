"""A Heaven pool: addresses, account, calls. SYNTHETIC: built from a third party's derived layouts; no recorded transaction of
this program is known to the project, and the seeds of the pool's address are this simulator's choice."""

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
from reporter.simulator.addresses import associated, derived, raw, text
from reporter.simulator.programs.anchor import account, instruction
from reporter.simulator.runtime import Call, Meta

HEAVEN: Final = "HEAVENoP2qxoeuF8Dj2oT1GHEnu49U5mJYkdeC8BAX2o"
CONFIG: Final = derived(HEAVEN, b"protocol_config_state", struct.pack(">H", 1))
SHARED_VAULT: Final = associated(CONFIG, WRAPPED_SOL, SPL_TOKEN)  # the wrapped SOL of every pool
INSTRUCTIONS: Final = "Sysvar1nstructions1111111111111111111111111"
SUPPLY, DECIMALS = 1_000_000_000_000_000_000, 9
VIRTUAL_QUOTE: Final = 30_000_000_000
FEE_PPM: Final = 10_000
SIZE, CONFIG_SIZE = 2304, 1792
_DISCRIMINATOR: Final = account("LiquidityPoolState")


class HeavenPool(Struct, frozen=True, dict=True):
    """One pool by its coin."""

    mint: Mint
    creator: Wallet
    program: Program = TOKEN_2022

    @cached_property
    def address(self) -> Address:
        """The pool's account, which owns the vault of its coin."""
        return derived(HEAVEN, b"liquidity_pool_state", raw(self.mint), raw(WRAPPED_SOL))

    @cached_property
    def vault(self) -> TokenAccount:
        """Where the coin lies."""
        return associated(self.address, self.mint, self.program)

    def pack(self, reserves: tuple[Raw, Raw], slot: int) -> bytes:
        """The account's bytes (LiquidityPoolState); fee tables are left zero. Reserves are the coin's and virtual quote."""
        body = _DISCRIMINATOR + raw(self.creator) + raw(self.creator) + struct.pack("<QQHBBBBBB", 0, 0, 1, 0, 255, 255, 0, 0, 0)
        body = body.ljust(456, b"\0") + struct.pack("<QQ", *reserves)
        body = body.ljust(632, b"\0") + struct.pack("<Q", slot)
        body = body.ljust(664, b"\0") + b"".join(raw(key) for key in (self.vault, SHARED_VAULT, CONFIG, self.address))
        body += raw(self.mint) + bytes([DECIMALS]) + raw(self.program) + raw(WRAPPED_SOL) + b"\x09" + raw(SPL_TOKEN)
        return body.ljust(2272, b"\0") + raw(self.creator)

    @classmethod
    def unpack(cls, data: bytes) -> tuple["HeavenPool", tuple[Raw, Raw], int]:
        """The pool, its reserves and the slot it was made in, as `pack` wrote them."""
        reserves = struct.unpack_from("<QQ", data, 456)
        (slot,) = struct.unpack_from("<Q", data, 632)
        return cls(text(data[792:824]), text(data[8:40]), text(data[825:857])), (reserves[0], reserves[1]), slot

    def trade(self, name: str, user: Wallet, amounts: tuple[Raw, Raw]) -> Call:
        """buy (most SOL to spend, least out) or sell (amount in, least out)."""
        accounts = (
            Meta(self.program),
            Meta(SPL_TOKEN),
            Meta(ASSOCIATED_TOKEN),
            Meta(SYSTEM),
            Meta(self.address, writable=True),
            Meta(user, signer=True, writable=True),
            Meta(self.mint),
            Meta(WRAPPED_SOL),
            Meta(associated(user, self.mint, self.program), writable=True),
            Meta(associated(user, WRAPPED_SOL, SPL_TOKEN), writable=True),
            Meta(self.vault, writable=True),
            Meta(SHARED_VAULT, writable=True),
            Meta(CONFIG, writable=True),
            Meta(INSTRUCTIONS),
        )
        return Call(HEAVEN, accounts, instruction(name) + struct.pack("<QQ", *amounts) + borsh_text(""))

    def open(self, user: Wallet, payer: Wallet, first: tuple[Raw, Raw]) -> Call:
        """create_standard_liquidity_pool; `first` is the first purchase and the most it may cost, paid by `payer`."""
        accounts = (
            Meta(SPL_TOKEN),
            Meta(ASSOCIATED_TOKEN),
            Meta(SYSTEM),
            Meta(user, signer=True, writable=True),
            Meta(payer, signer=True, writable=True),
            Meta(self.mint, writable=True),
            Meta(WRAPPED_SOL),
            Meta(associated(user, self.mint, self.program), writable=True),
            Meta(self.vault, writable=True),
            Meta(SHARED_VAULT, writable=True),
            Meta(self.address, writable=True),
            Meta(CONFIG, writable=True),
            Meta(self.program),
        )
        data = struct.pack("<H", 1) + borsh_text("") + struct.pack("<QQ", *first)
        return Call(HEAVEN, accounts, instruction("create_standard_liquidity_pool") + data)
