"""A PumpSwap pool: its addresses, its account, and the calls wallets make. Seeds and layouts: pump-swap-sdk 1.20.0 interface;
account order of trades and their events: recorded transactions 3KBJWV5M (2026-10-08) and 2qgqjVi7 (2026-08-12)."""

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
from reporter.simulator.addresses import PUMP_FEES, associated, derived, raw, text
from reporter.simulator.programs.anchor import account, event_authority, instruction
from reporter.simulator.programs.pump.coin import BUYBACK_RECIPIENTS, FEE_RECIPIENTS
from reporter.simulator.runtime import Call, Meta

PUMPSWAP: Final = "pAMMBay6oceH9fJKBRHGP5D4bD4sWpmSwMn52FMfXEA"
EVENT_AUTHORITY: Final = event_authority(PUMPSWAP)
GLOBAL: Final = "ADyA8hdefvWN2dbGGWFotbzWxrAvLW83WG6QCVXvJKqw"
GLOBAL_VOLUME: Final = derived(PUMPSWAP, b"global_volume_accumulator")
FEE_CONFIG: Final = derived(PUMP_FEES, b"fee_config", raw(PUMPSWAP))
LP_BPS, PROTOCOL_BPS, CREATOR_BPS = 20, 5, 5
BUYBACK_BPS: Final = 5_000  # share of the protocol fee, as in 3KBJWV5M
SIZE: Final = 300  # bytes of the account; 271 of them published
_DISCRIMINATOR: Final = account("Pool")
_HEAD: Final = (
    "pool user global base quote user_base user_quote base_vault quote_vault fee_owner fee_account base_program quote_program "
    "system associated event program creator_fees creator_authority"
)
_TAIL: Final = "fee_config fees boost buyback buyback_account"
_ORDERS: Final = {
    "buy": f"{_HEAD} global_volume volume {_TAIL}",
    "buy_exact_quote_in": f"{_HEAD} global_volume volume {_TAIL}",
    "sell": f"{_HEAD} {_TAIL}",
}
_SHARES: Final = "pool global user base quote lp_mint user_base user_quote user_lp base_vault quote_vault spl t22 event program"
_CREATE: Final = (
    "pool global user base quote lp_mint user_base user_quote user_lp base_vault quote_vault system t22 base_program "
    "quote_program associated event program"
)
_WRITABLE: Final = frozenset(
    (
        *("pool", "user", "user_base", "user_quote", "user_lp", "base_vault", "quote_vault", "lp_mint", "volume"),
        *("fee_account", "creator_fees", "buyback_account"),
    )
)


class Pool(Struct, frozen=True, dict=True):
    """One pool by what its address is made of, and whom its creator fees go to."""

    creator: Address
    base: Mint
    quote: Mint
    coin_creator: Wallet
    base_program: Program = SPL_TOKEN
    quote_program: Program = SPL_TOKEN
    index: int = 0

    @cached_property
    def address(self) -> Address:
        """The pool's account, which owns its vaults."""
        seeds = (b"pool", struct.pack("<H", self.index), raw(self.creator), raw(self.base), raw(self.quote))
        return derived(PUMPSWAP, *seeds)

    @cached_property
    def lp_mint(self) -> Mint:
        """The mint of its shares, a Token-2022 one."""
        return derived(PUMPSWAP, b"pool_lp_mint", raw(self.address))

    @cached_property
    def base_vault(self) -> TokenAccount:
        """Where the coin lies."""
        return associated(self.address, self.base, self.base_program)

    @cached_property
    def quote_vault(self) -> TokenAccount:
        """Where the quote lies."""
        return associated(self.address, self.quote, self.quote_program)

    @cached_property
    def creator_authority(self) -> Address:
        """The owner of the account that collects the creator's fees."""
        return derived(PUMPSWAP, b"creator_vault", raw(self.coin_creator))

    def shares_of(self, owner: Wallet) -> TokenAccount:
        """The owner's account for the pool's shares."""
        return associated(owner, self.lp_mint, TOKEN_2022)

    def pack(self, lp_supply: Raw) -> bytes:
        """The account's bytes (Pool, pump-swap-sdk 1.20.0); bumps are left 255."""
        body = _DISCRIMINATOR + struct.pack("<BH", 255, self.index)
        for key in (self.creator, self.base, self.quote, self.lp_mint, self.base_vault, self.quote_vault):
            body += raw(key)
        body += struct.pack("<Q", lp_supply) + raw(self.coin_creator)
        return body.ljust(SIZE, b"\0")

    @classmethod
    def unpack(cls, data: bytes, programs: tuple[Program, Program]) -> "Pool":
        """Read what `pack` wrote; the token programs of base and quote stand in their mints."""
        creator, base, quote = (text(data[at : at + 32]) for at in (11, 43, 75))
        (index,) = struct.unpack_from("<H", data, 9)
        return cls(creator, base, quote, text(data[211:243]), *programs, index)

    def trade(self, name: str, user: Wallet, amounts: tuple[int, int], pick: int) -> Call:
        """One buy, buy_exact_quote_in or sell. `pick` chooses the fee recipients."""
        tail = b"" if name == "sell" else b"\0"
        return self._call(name, _ORDERS[name], user, struct.pack("<QQ", *amounts) + tail, pick)

    def open(self, user: Wallet, base_amount: Raw, quote_amount: Raw) -> Call:
        """create_pool with both sides' first amounts."""
        data = struct.pack("<HQQ", self.index, base_amount, quote_amount) + raw(self.coin_creator) + b"\0\0"
        return self._call("create_pool", _CREATE, user, data, 0)

    def change(self, name: str, user: Wallet, shares: Raw, limits: tuple[Raw, Raw]) -> Call:
        """Deposit or withdraw `shares`; `limits` are the most paid in, or the least taken out, of base and quote."""
        return self._call(name, _SHARES, user, struct.pack("<QQQ", shares, *limits), 0)

    def _call(self, name: str, order: str, user: Wallet, arguments: bytes, pick: int) -> Call:
        known = self._addresses(user, pick)
        accounts = tuple(Meta(known[key], key == "user", key in _WRITABLE) for key in order.split())
        return Call(PUMPSWAP, accounts, instruction(name) + arguments)

    def _addresses(self, user: Wallet, pick: int) -> dict[str, Address]:
        fee, buyback = FEE_RECIPIENTS[pick % 8], BUYBACK_RECIPIENTS[pick // 8 % 8]
        return {
            "pool": self.address,
            "user": user,
            "global": GLOBAL,
            "base": self.base,
            "quote": self.quote,
            "user_base": associated(user, self.base, self.base_program),
            "user_quote": associated(user, self.quote, self.quote_program),
            "base_vault": self.base_vault,
            "quote_vault": self.quote_vault,
            "fee_owner": fee,
            "fee_account": associated(fee, self.quote, self.quote_program),
            "base_program": self.base_program,
            "quote_program": self.quote_program,
            "system": SYSTEM,
            "associated": ASSOCIATED_TOKEN,
            "event": EVENT_AUTHORITY,
            "program": PUMPSWAP,
            "creator_fees": associated(self.creator_authority, self.quote, self.quote_program),
            "creator_authority": self.creator_authority,
            "global_volume": GLOBAL_VOLUME,
            "volume": derived(PUMPSWAP, b"user_volume_accumulator", raw(user)),
            "fee_config": FEE_CONFIG,
            "fees": PUMP_FEES,
            "boost": derived(PUMPSWAP, b"boost_vault", raw(self.address)),
            "buyback": buyback,
            "buyback_account": associated(buyback, self.quote, self.quote_program),
            "lp_mint": self.lp_mint,
            "user_lp": self.shares_of(user),
            "spl": SPL_TOKEN,
            "t22": TOKEN_2022,
        }
