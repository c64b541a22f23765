"""Raydium AMM v4: tags of one byte, no events; a log line (`ray_log`) that can be cut off and is not read.

Every swap is two transfers below the instruction, one into a vault of the pool and one out of the other: they say what moved,
exactly. The fee is inside the price and not told. A pool is no platform of a mint, so that trades carry the code "unknown", as
inferred ones do.

Account order: raydium-idl 61231043 (legacy interface), recorded transactions 3XEtsmC7 (18 accounts) and 2XgzfkWe (17, without
target orders). Swaps of version 2 (tags 16 and 17) leave the order book out; they are not recorded.
"""

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from reporter.decode.context import Context
from reporter.decode.contract import ProgramDecoder
from reporter.decode.programs.pool_moves import Side, into, liquidity, out_of, received, total, transfers_below
from reporter.decode.programs.pool_trades import Swap, trades
from reporter.model.events import AnyEvent
from reporter.model.ids import TokenAccount
from reporter.model.transaction import Instruction

AMM_V4: Final = "675kPX9MHTjS2zt1qfr1NYHuzeLXfQM9H24wFSUt1Mp8"
PLATFORM: Final = "unknown"


class Places(Struct, frozen=True, gc=False):
    """Account indexes: the pool, its two vaults, how many accounts there must be."""

    pool: int
    vaults: tuple[int, int]
    least: int


_SWAPS: Final = frozenset({9, 11})
_SWAPS_V2: Final = frozenset({16, 17})
_INITIALIZE: Final = 1
_LIQUIDITY: Final[dict[int, tuple[Places, int]]] = {  # and 1 for in, -1 for out
    _INITIALIZE: (Places(4, (10, 11), 18), 1),
    3: (Places(1, (6, 7), 13), 1),
    4: (Places(1, (6, 7), 15), -1),
}
_LAST: Final = 17  # of the tags known; those between only keep house


def _swap_places(at: Instruction) -> Places:
    if at.data[0] in _SWAPS_V2:
        return Places(1, (3, 4), 8)
    if len(at.accounts) == 17:
        return Places(1, (4, 5), 17)
    return Places(1, (5, 6), 18)


def _swapped(at: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
    """The user's source, destination and owner are the last three of the fixed accounts."""
    places, a = _swap_places(at), at.accounts
    if len(a) < places.least or len(at.data) < 17:
        return None
    sent = transfers_below(at, ctx)
    coin, pc = (a[vault] for vault in places.vaults)
    vault_in, vault_out = (coin, pc) if into(coin, sent) else (pc, coin)
    given, taken = into(vault_in, sent), out_of(vault_out, sent)
    mint_in, mint_out = ctx.mint(vault_in), ctx.mint(vault_out)
    if not given or not taken:
        return ()
    if mint_in is None or mint_out is None:
        return None
    swap = Swap(
        market=a[places.pool],
        named=a[places.least - 1],
        source=given[0].move.source,
        target=taken[0].move.target,
        mint_in=mint_in,
        mint_out=mint_out,
        paid=total(given),
        got=received(taken, ctx),
    )
    return trades(PLATFORM, swap, at, ctx)


def _moved(at: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
    """A new pool, a deposit or a withdrawal, by the owner of the accounts the two sides came from or went to."""
    (places, sign), a = _LIQUIDITY[at.data[0]], at.accounts
    if len(a) < places.least:
        return None
    sent = transfers_below(at, ctx)
    sides: list[Side] = []
    ends: list[TokenAccount] = []
    for vault in places.vaults:
        moved = into(a[vault], sent) if sign > 0 else out_of(a[vault], sent)
        mint = ctx.mint(a[vault])
        if moved and mint is not None:
            sides.append(Side(mint, sign * total(moved)))
            ends.extend(one.move.source if sign > 0 else one.move.target for one in moved)
    if len(sides) != 2:
        return ()
    owner = ctx.owner(ends[0])
    wallet = ctx.transaction.fee_payer if owner == ends[0] else owner
    return liquidity(PLATFORM, a[places.pool], wallet, (sides[0], sides[1]), at.path, declared=False)


def read(instruction: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
    """Events of one instruction; () where it did nothing, None where it is unknown."""
    tag = instruction.data[0] if instruction.data else _LAST + 1
    if tag > _LAST:
        return None
    if not ctx.transaction.ok:
        return ()
    if tag in _SWAPS or tag in _SWAPS_V2:
        return _swapped(instruction, ctx)
    return _moved(instruction, ctx) if tag in _LIQUIDITY else ()


PROGRAM: Final = ProgramDecoder(program=AMM_V4, name="Raydium AMM v4", read=read, venue=True)
