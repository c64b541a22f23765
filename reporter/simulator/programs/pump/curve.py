"""The bonding curve: its account and its arithmetic.

Constants and formulas: pump.fun's published interface, checked against recorded transactions 2eVpZNvQ (buy_v2),
2r4uXUJt (exact quote in), 2uR6R3N1 (buy_v3) and 4svuWVvK (sell_v2).
"""

import struct
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from reporter.model.ids import SYSTEM, Lamports, Raw, Wallet
from reporter.simulator.addresses import raw, text
from reporter.simulator.programs.pump_fees import CREATOR_BPS, PROTOCOL_BPS

SUPPLY: Final = 1_000_000_000_000_000
VIRTUAL_TOKENS: Final = 1_073_000_000_000_000
VIRTUAL_QUOTE: Final = 30_000_000_000
REAL_TOKENS: Final = 793_100_000_000_000
DECIMALS: Final = 6
SIZE: Final = 166  # bytes of the account since 2026-10 (recorded transaction 2uR6R3N1)
BUYBACK_BPS: Final = 5_000  # share of the protocol fee
DISCRIMINATOR: Final = bytes.fromhex("17b7f83760d8ac60")
_WHOLE: Final = 10_000


class Curve(Struct, frozen=True):
    """State of one coin's curve. `accrued` are creator fees that buy_v3 leaves in the curve's account."""

    creator: Wallet
    virtual_tokens: Raw = VIRTUAL_TOKENS
    virtual_quote: Lamports = VIRTUAL_QUOTE
    real_tokens: Raw = REAL_TOKENS
    real_quote: Lamports = 0
    complete: bool = False
    accrued: Lamports = 0

    def pack(self) -> bytes:
        """The account's bytes. Published up to byte 125; the accrued fees behind are this simulator's choice."""
        body = DISCRIMINATOR + struct.pack(
            "<QQQQQB", self.virtual_tokens, self.virtual_quote, self.real_tokens, self.real_quote, SUPPLY, self.complete
        )
        body += raw(self.creator) + b"\0\0" + raw(SYSTEM) + struct.pack("<QBBQ", 0, 0, 0, self.accrued)
        return body.ljust(SIZE, b"\0")

    @classmethod
    def unpack(cls, data: bytes) -> "Curve":
        """Read what `pack` wrote. Raises ValueError when `data` is no curve."""
        if data[:8] != DISCRIMINATOR:
            raise ValueError("no bonding curve")
        tokens, quote, real_tokens, real_quote, _, complete = struct.unpack_from("<QQQQQB", data, 8)
        (accrued,) = struct.unpack_from("<Q", data, 125)
        return cls(text(data[49:81]), tokens, quote, real_tokens, real_quote, bool(complete), accrued)

    @property
    def market_cap(self) -> Lamports:
        """Price of the whole supply, rounded down."""
        return SUPPLY * self.virtual_quote // self.virtual_tokens

    def bought(self, tokens: Raw, quote: Lamports) -> "Curve":
        """The curve after `tokens` left it for `quote` (without fees)."""
        left = self.real_tokens - tokens
        return replace(
            self,
            virtual_tokens=self.virtual_tokens - tokens,
            virtual_quote=self.virtual_quote + quote,
            real_tokens=left,
            real_quote=self.real_quote + quote,
            complete=left == 0,
        )

    def sold(self, tokens: Raw, quote: Lamports) -> "Curve":
        """The curve after `tokens` came back for `quote` (before fees)."""
        return replace(
            self,
            virtual_tokens=self.virtual_tokens + tokens,
            virtual_quote=self.virtual_quote - quote,
            real_tokens=self.real_tokens + tokens,
            real_quote=self.real_quote - quote,
        )


class Fees(Struct, frozen=True):
    """What a trade costs on top of (buy) or out of (sell) the quote amount. `buyback` is part of `protocol`."""

    protocol: Lamports
    creator: Lamports
    buyback: Lamports

    @property
    def total(self) -> Lamports:
        """Protocol and creator fee."""
        return self.protocol + self.creator


def share(amount: Lamports, bps: int) -> Lamports:
    """`bps` of `amount`, rounded up."""
    return -(-amount * bps // _WHOLE)


def fees(quote: Lamports) -> Fees:
    """The fees of a trade of `quote`: each rounded up; half the protocol fee, rounded down, buys back."""
    protocol = share(quote, PROTOCOL_BPS)
    return Fees(protocol, share(quote, CREATOR_BPS), protocol * BUYBACK_BPS // _WHOLE)


def cost(curve: Curve, tokens: Raw) -> Lamports:
    """Quote needed to buy exactly `tokens`: the constant product rounded down, plus one."""
    return tokens * curve.virtual_quote // (curve.virtual_tokens - tokens) + 1


def spendable(budget: Lamports) -> Lamports:
    """The quote a buyer's whole `budget` leaves after fees."""
    quote = budget * _WHOLE // (_WHOLE + PROTOCOL_BPS + CREATOR_BPS)
    return quote - max(quote + fees(quote).total - budget, 0)


def tokens_for(curve: Curve, quote: Lamports) -> Raw:
    """Tokens bought for `quote`: one lamport less counts, rounded down."""
    return (quote - 1) * curve.virtual_tokens // (curve.virtual_quote + quote - 1)


def proceeds(curve: Curve, tokens: Raw) -> Lamports:
    """Quote paid for `tokens` before fees, rounded down."""
    return tokens * curve.virtual_quote // (curve.virtual_tokens + tokens)
