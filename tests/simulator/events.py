"""Reads curve events out of a ledger transaction, written apart from the code that makes them."""

import struct
from collections.abc import Iterator

from msgspec import Struct

from reporter.model import base58
from reporter.simulator.landed import Landed

PUMP = "6EF8rrecthR5Dkzon8Nwu78hRvfCKubJ14M5uBEwF6P"
EVENT_AUTHORITY = "Ce6TQqeHC9p8KetsN6JsjHK7UTZk7nasjjnr7XxXp9F1"
SELF_CALL = bytes.fromhex("e445a52e51cb9a1d")
TRADE = bytes.fromhex("bddb7fd34ee661ee")


class Trade(Struct, frozen=True):
    mint: str
    sol: int
    tokens: int
    is_buy: bool
    user: str
    time: int
    virtual_sol: int
    virtual_tokens: int
    real_sol: int
    real_tokens: int
    protocol_fee: int
    creator_fee: int


def raw_events(landed: Landed) -> Iterator[bytes]:
    """Event bytes of the program's calls to itself with its event authority."""
    for group in landed.effects()["innerInstructions"]:
        for call in group["instructions"]:
            data = base58.decode(call["data"])
            if landed.keys[call["programIdIndex"]] == PUMP and data[:8] == SELF_CALL:
                assert [landed.keys[i] for i in call["accounts"]] == [EVENT_AUTHORITY]
                yield data[8:]


def trades(landed: Landed) -> list[Trade]:
    """All trades of a transaction, in order."""
    return [_trade(event[8:]) for event in raw_events(landed) if event[:8] == TRADE]


def _trade(data: bytes) -> Trade:
    sol, tokens, is_buy = struct.unpack_from("<QQB", data, 32)
    time, virtual_sol, virtual_tokens, real_sol, real_tokens = struct.unpack_from("<qQQQQ", data, 81)
    (protocol,) = struct.unpack_from("<Q", data, 161)
    (creator,) = struct.unpack_from("<Q", data, 209)
    user = base58.encode(data[49:81])
    reserves = (virtual_sol, virtual_tokens, real_sol, real_tokens)
    return Trade(base58.encode(data[:32]), sol, tokens, bool(is_buy), user, time, *reserves, protocol, creator)
