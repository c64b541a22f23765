"""The events the curve program emits, byte for byte as in recorded transactions 2uR6R3N1 and 2ydaZvMn (2026-10-25)."""

import struct
from typing import Final

from msgspec import Struct

from reporter.model.ids import SYSTEM, Address, Lamports, Mint, Program, Raw, Wallet
from reporter.simulator.accounts import borsh_text
from reporter.simulator.addresses import PUMP, raw
from reporter.simulator.programs.pump.coin import EVENT_AUTHORITY
from reporter.simulator.programs.pump.curve import BUYBACK_BPS, REAL_TOKENS, SUPPLY, VIRTUAL_QUOTE, VIRTUAL_TOKENS, Curve, Fees
from reporter.simulator.programs.pump_fees import CREATOR_BPS, PROTOCOL_BPS
from reporter.simulator.runtime import Execution

SELF_CALL: Final = bytes.fromhex("e445a52e51cb9a1d")
_CREATE: Final = bytes.fromhex("1b72a94ddeeb6376")
_TRADE: Final = bytes.fromhex("bddb7fd34ee661ee")
_COMPLETE: Final = bytes.fromhex("5f72619cd42e9808")


class Trade(Struct, frozen=True):
    """What a trade event tells. `name` is the event's own name for the instruction ("buy" for buy_v2 too)."""

    mint: Mint
    user: Wallet
    tokens: Raw
    quote: Lamports
    is_buy: bool
    fees: Fees
    fee_recipient: Address
    name: str
    after: Curve


def emit(run: Execution, event: bytes) -> None:
    """Log the event and hand it to the program itself, as pump.fun does both."""
    run.logs.data(event)
    run.burn(4000)
    run.invoke(PUMP, (EVENT_AUTHORITY,), SELF_CALL + event, sign=(EVENT_AUTHORITY,))


def created(
    mint: Mint, curve: Address, user: Wallet, creator: Wallet, program: Program, texts: tuple[str, str, str], time: int
) -> bytes:
    """CreateEvent."""
    body = _CREATE + b"".join(borsh_text(part) for part in texts)
    body += raw(mint) + raw(curve) + raw(user) + raw(creator)
    body += struct.pack("<qQQQQ", time, VIRTUAL_TOKENS, VIRTUAL_QUOTE, REAL_TOKENS, SUPPLY)
    body += raw(program) + b"\0\0" + raw(SYSTEM) + struct.pack("<QQ", VIRTUAL_QUOTE, 0)
    return body + b"\0\0"


def traded(trade: Trade, time: int) -> bytes:
    """TradeEvent."""
    after = trade.after
    reserves = (after.virtual_quote, after.virtual_tokens, after.real_quote, after.real_tokens)
    body = _TRADE + raw(trade.mint) + struct.pack("<QQB", trade.quote, trade.tokens, trade.is_buy) + raw(trade.user)
    body += struct.pack("<qQQQQ", time, *reserves) + raw(trade.fee_recipient)
    body += struct.pack("<QQ", PROTOCOL_BPS, trade.fees.protocol)
    body += raw(after.creator) + struct.pack("<QQ", CREATOR_BPS, trade.fees.creator)
    body += struct.pack("<BQQQq", 0, 0, 0, 0, 0) + borsh_text(trade.name)
    body += struct.pack("<BQQQQI", 0, 0, 0, BUYBACK_BPS, trade.fees.buyback, 0)
    body += raw(SYSTEM) + struct.pack("<QQQ", trade.quote, after.virtual_quote, after.real_quote)
    return body + struct.pack("<QQQQ", 0, 0, after.accrued, 0)


def completed(mint: Mint, curve: Address, user: Wallet, time: int) -> bytes:
    """CompleteEvent."""
    return _COMPLETE + raw(user) + raw(mint) + raw(curve) + struct.pack("<q", time) + raw(SYSTEM)
