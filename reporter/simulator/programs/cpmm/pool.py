"""A Raydium CPMM pool: its addresses, its account, and the calls wallets make.

Seeds and layouts: raydium-cp-swap source and interface; account order of swaps and of the creation by permission: recorded
transactions 213kMyMK (2026-10-01) and 3EAWtyqZ (2026-10-08).
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
    Address,
    Mint,
    Program,
    Raw,
    TokenAccount,
    Wallet,
)
from reporter.simulator.addresses import RENT_SYSVAR, associated, derived, raw, text
from reporter.simulator.programs.anchor import account, instruction
from reporter.simulator.runtime import Call, Meta

CPMM: Final = "CPMMoo8L3F4NbTegBCKVNunggL7H1ZpdTHKxQB5qKP1C"
AUTHORITY: Final = derived(CPMM, b"vault_and_lp_mint_auth_seed")  # owns the vaults of every pool
CONFIG: Final = derived(CPMM, b"amm_config", struct.pack(">H", 0))
FEE_OWNER: Final = "GThUX1Atko4tqhN2NaiTazWSeFWMuiUvfFnyJyUghFMJ"
CREATE_FEE_ACCOUNT: Final = "DNXgeM9EiiaAbaWvwjHj9fQQLAX5ZsfHyvmYUNRAdNC8"
CREATE_FEE: Final = 150_000_000  # lamports, as in 3EAWtyqZ
TRADE_PPM: Final = 2_500
SIZE: Final = 637
OBSERVATION: Final = 4075
MEMO: Final = "MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr"
_DISCRIMINATOR: Final = account("PoolState")


class CpmmPool(Struct, frozen=True, dict=True):
    """One pool by its configuration and its two mints with their token programs; the program sorts the mints by bytes."""

    creator: Wallet
    token_0: Mint
    token_1: Mint
    program_0: Program = SPL_TOKEN
    program_1: Program = SPL_TOKEN
    config: Address = CONFIG

    @classmethod
    def of(
        cls, creator: Wallet, one: tuple[Mint, Program], other: tuple[Mint, Program], config: Address = CONFIG
    ) -> "CpmmPool":
        """The pool of two mints in either order."""
        first, second = sorted((one, other), key=lambda side: raw(side[0]))
        return cls(creator, first[0], second[0], first[1], second[1], config)

    @cached_property
    def address(self) -> Address:
        """The pool's account."""
        return derived(CPMM, b"pool", raw(self.config), raw(self.token_0), raw(self.token_1))

    @cached_property
    def lp_mint(self) -> Mint:
        """The mint of its shares."""
        return derived(CPMM, b"pool_lp_mint", raw(self.address))

    @cached_property
    def observation(self) -> Address:
        """The account that keeps past prices."""
        return derived(CPMM, b"observation", raw(self.address))

    def vault(self, mint: Mint) -> TokenAccount:
        """Where the pool keeps one of its mints."""
        return derived(CPMM, b"pool_vault", raw(self.address), raw(mint))

    def program(self, mint: Mint) -> Program:
        """The token program of one of its mints."""
        return self.program_0 if mint == self.token_0 else self.program_1

    def pack(self, lp_supply: Raw, decimals: tuple[int, int], time: int) -> bytes:
        """The account's bytes (PoolState, raydium-cp-swap)."""
        keys = (self.config, self.creator, self.vault(self.token_0), self.vault(self.token_1), self.lp_mint, self.token_0)
        body = _DISCRIMINATOR + b"".join(raw(key) for key in keys) + raw(self.token_1)
        body += raw(self.program_0) + raw(self.program_1) + raw(self.observation)
        body += struct.pack("<BBBBBQ", 255, 0, 9, *decimals, lp_supply) + b"\0" * 32 + struct.pack("<QQ", time, 0)
        return body.ljust(SIZE, b"\0")

    @classmethod
    def unpack(cls, data: bytes) -> "CpmmPool":
        """Read what `pack` wrote."""
        config, creator, token_0, token_1, program_0, program_1 = (
            text(data[at : at + 32]) for at in (8, 40, 168, 200, 232, 264)
        )
        return cls(creator, token_0, token_1, program_0, program_1, config)

    def swap(self, user: Wallet, into: Mint, amount: Raw, least: Raw) -> Call:
        """swap_base_input: give `amount` of one mint for the other."""
        out = self.token_1 if into == self.token_0 else self.token_0
        accounts = (
            Meta(user, signer=True),
            Meta(AUTHORITY),
            Meta(self.config),
            Meta(self.address, writable=True),
            Meta(self._mine(user, into), writable=True),
            Meta(self._mine(user, out), writable=True),
            Meta(self.vault(into), writable=True),
            Meta(self.vault(out), writable=True),
            Meta(self.program(into)),
            Meta(self.program(out)),
            Meta(into),
            Meta(out),
            Meta(self.observation, writable=True),
        )
        return Call(CPMM, accounts, instruction("swap_base_input") + struct.pack("<QQ", amount, least))

    def open(self, user: Wallet, amounts: tuple[Raw, Raw], time: int) -> Call:
        """initialize: `amounts` of token 0 and token 1."""
        accounts = (
            Meta(user, signer=True, writable=True),
            Meta(self.config),
            Meta(AUTHORITY),
            Meta(self.address, writable=True),
            Meta(self.token_0),
            Meta(self.token_1),
            Meta(self.lp_mint, writable=True),
            Meta(self._mine(user, self.token_0), writable=True),
            Meta(self._mine(user, self.token_1), writable=True),
            Meta(self.shares_of(user), writable=True),
            Meta(self.vault(self.token_0), writable=True),
            Meta(self.vault(self.token_1), writable=True),
            Meta(CREATE_FEE_ACCOUNT, writable=True),
            Meta(self.observation, writable=True),
            Meta(SPL_TOKEN),
            Meta(self.program_0),
            Meta(self.program_1),
            Meta(ASSOCIATED_TOKEN),
            Meta(SYSTEM),
            Meta(RENT_SYSVAR),
        )
        return Call(CPMM, accounts, instruction("initialize") + struct.pack("<QQQ", *amounts, time))

    def change(self, name: str, user: Wallet, shares: Raw, limits: tuple[Raw, Raw]) -> Call:
        """Deposit or withdraw `shares`; `limits` as the program takes them, for token 0 and token 1."""
        writable = (
            self.address,
            self.shares_of(user),
            self._mine(user, self.token_0),
            self._mine(user, self.token_1),
            self.vault(self.token_0),
            self.vault(self.token_1),
        )
        rest = (Meta(SPL_TOKEN), Meta(TOKEN_2022), Meta(self.token_0), Meta(self.token_1), Meta(self.lp_mint, writable=True))
        accounts = (Meta(user, signer=True), Meta(AUTHORITY), *(Meta(key, writable=True) for key in writable), *rest)
        tail = (Meta(MEMO),) if name == "withdraw" else ()
        return Call(CPMM, accounts + tail, instruction(name) + struct.pack("<QQQ", shares, *limits))

    def shares_of(self, owner: Wallet) -> TokenAccount:
        """The owner's account for the pool's shares."""
        return associated(owner, self.lp_mint, SPL_TOKEN)

    def _mine(self, user: Wallet, mint: Mint) -> TokenAccount:
        return associated(user, mint, self.program(mint))
