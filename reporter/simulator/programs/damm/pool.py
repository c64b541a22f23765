"""A Meteora DAMM v2 pool: addresses, account, calls. SYNTHETIC: built from the cp-amm-sdk 1.5.0 interface; no recorded
transaction of this program is known to the project."""

import struct
from functools import cached_property
from typing import Final

from msgspec import Struct

from reporter.model.ids import SPL_TOKEN, TOKEN_2022, Address, Mint, Program, Raw, TokenAccount, Wallet
from reporter.simulator.addresses import associated, derived, raw, text
from reporter.simulator.programs import product
from reporter.simulator.programs.anchor import account, event_authority, instruction
from reporter.simulator.runtime import Call, Meta

DAMM: Final = "cpamdpZCGKUy5JxQXB4dcpGPiikHawvSWAd6mEn1sGG"
AUTHORITY: Final = derived(DAMM, b"pool_authority")  # owns the vaults of every pool
EVENT_AUTHORITY: Final = event_authority(DAMM)
CONFIG: Final = "Hv8Lmzmnju6m7kcokVKvwqz7QPmdX9XfKjJsXz8RXcjp"  # 100 basis points, for pools that curves migrate to
FEE_PPM: Final = 10_000
SIZE: Final = 1112
LOWEST, HIGHEST = 4_295_048_016, 79_226_673_521_066_979_257_578_248_091
_DISCRIMINATOR: Final = account("Pool")


class DammPool(Struct, frozen=True, dict=True):
    """One pool: token A is the coin, token B the quote."""

    creator: Wallet
    token_a: Mint
    token_b: Mint
    program_a: Program = SPL_TOKEN
    program_b: Program = SPL_TOKEN

    @cached_property
    def address(self) -> Address:
        """The pool's account."""
        keys = sorted((raw(self.token_a), raw(self.token_b)), reverse=True)
        return derived(DAMM, b"pool", raw(CONFIG), *keys)

    def vault(self, mint: Mint) -> TokenAccount:
        """Where the pool keeps one of its mints."""
        return derived(DAMM, b"token_vault", raw(mint), raw(self.address))

    def pack(self, reserves: tuple[Raw, Raw], liquidity: int) -> bytes:
        """The account's bytes (Pool), fee schedules and rewards left zero."""
        keys = (self.token_a, self.token_b, self.vault(self.token_a), self.vault(self.token_b))
        body = _DISCRIMINATOR + b"\0" * 160 + b"".join(raw(key) for key in keys)
        body = body.ljust(360, b"\0") + liquidity.to_bytes(16, "little")
        price = product.root_price(reserves[1], reserves[0])
        body = body.ljust(424, b"\0") + b"".join(number.to_bytes(16, "little") for number in (LOWEST, HIGHEST, price))
        flags = (self.program_a == TOKEN_2022, self.program_b == TOKEN_2022)
        body += struct.pack("<QBBBBB", 0, 1, 0, *flags, 1)
        body = body.ljust(648, b"\0") + raw(self.creator) + struct.pack("<QQ", *reserves)
        return body.ljust(SIZE, b"\0")

    @classmethod
    def unpack(cls, data: bytes) -> tuple["DammPool", int]:
        """The pool and its liquidity, as `pack` wrote them."""
        programs = (TOKEN_2022 if data[at] else SPL_TOKEN for at in (482, 483))
        keys = (text(data[at : at + 32]) for at in (648, 168, 200))
        return cls(*keys, *programs), int.from_bytes(data[360:376], "little")

    def swap(self, user: Wallet, into: Mint, amount: Raw, least: Raw) -> Call:
        """swap2 with an exact input."""
        out = self.token_b if into == self.token_a else self.token_a
        accounts = (
            Meta(AUTHORITY),
            Meta(self.address, writable=True),
            Meta(self.mine(user, into), writable=True),
            Meta(self.mine(user, out), writable=True),
            Meta(self.vault(self.token_a), writable=True),
            Meta(self.vault(self.token_b), writable=True),
            Meta(self.token_a),
            Meta(self.token_b),
            Meta(user, signer=True, writable=True),
            Meta(self.program_a),
            Meta(self.program_b),
            Meta(DAMM),
            Meta(EVENT_AUTHORITY),
            Meta(DAMM),
        )
        return Call(DAMM, accounts, instruction("swap2") + struct.pack("<QQB", amount, least, 0))

    def change(self, name: str, user: Wallet, liquidity: int, limits: tuple[Raw, Raw]) -> Call:
        """add_liquidity or remove_liquidity through the user's position, which must exist."""
        accounts = (
            Meta(self.address, writable=True),
            Meta(self.position(user), writable=True),
            Meta(self.mine(user, self.token_a), writable=True),
            Meta(self.mine(user, self.token_b), writable=True),
            Meta(self.vault(self.token_a), writable=True),
            Meta(self.vault(self.token_b), writable=True),
            Meta(self.token_a),
            Meta(self.token_b),
            Meta(self.certificate(user)),
            Meta(user, signer=True),
            Meta(self.program_a),
            Meta(self.program_b),
            Meta(EVENT_AUTHORITY),
            Meta(DAMM),
        )
        head = (Meta(AUTHORITY),) if name == "remove_liquidity" else ()
        return Call(DAMM, head + accounts, instruction(name) + liquidity.to_bytes(16, "little") + struct.pack("<QQ", *limits))

    @staticmethod
    def liquidity_at(position: bytes) -> int:
        """What a position holds, as this simulator keeps it."""
        return int.from_bytes(position[72:88], "little")

    def certificate(self, user: Wallet) -> TokenAccount:
        """The account of the position's certificate; made up here, as positions are not opened by instruction."""
        return derived(DAMM, b"position_nft_account", raw(self.address), raw(user))

    def position(self, user: Wallet) -> Address:
        """The user's position; its seed should be the certificate's mint."""
        return derived(DAMM, b"position", raw(self.address), raw(user))

    def mine(self, user: Wallet, mint: Mint) -> TokenAccount:
        """The user's account of one of the pool's mints."""
        return associated(user, mint, self.program_a if mint == self.token_a else self.program_b)
