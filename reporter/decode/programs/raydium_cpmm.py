"""Raydium CPMM, the pool program that LaunchLab's curves migrate to, and any pair of mints.

The program emits its events into the log only. Log lines name no program and are cut at ten kilobytes, and a swap's event names
no user; so nothing is read from logs. Every swap, deposit and withdrawal is two transfers below the instruction, to and from
the pool's vaults: they say what moved, exactly, and an instruction without them did nothing (or the answer lacks its calls).
The fees in a swap's price are therefore not told.

A pool declares no quote. A swap of a token and a known quote is one trade. A swap of two tokens is a sale of the one and a
purchase of the other; a swap of two known quotes (SOL, stable coins) trades no launched token and gives nothing.

Source of the account order: raydium_cp_swap 0.2.0 interface, recorded transactions 213kMyMK, 4v27ccyr and 3EAWtyqZ.
"""

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from reporter.decode.addresses import CPMM, CPMM_AUTHORITY
from reporter.decode.context import Context
from reporter.decode.contract import ProgramDecoder
from reporter.decode.programs.anchor import instruction_tag
from reporter.decode.programs.pool_moves import (
    Sent,
    Side,
    into,
    liquidity,
    out_of,
    received,
    total,
    trader,
    transfers_below,
)
from reporter.model.events import AnyEvent, Buy, Payout, Sell
from reporter.model.ids import QUOTES, Mint
from reporter.model.transaction import Instruction

PLATFORM: Final = "cpmm"


class Places(Struct, frozen=True, gc=False):
    """Account indexes of an instruction that moves both sides of a pool."""

    pool: int
    vaults: tuple[int, int]
    mints: tuple[int, int]
    sign: int


_SWAPS: Final = frozenset(instruction_tag(n) for n in ("swap_base_input", "swap_base_output"))
_LIQUIDITY: Final[dict[bytes, Places]] = {
    instruction_tag("initialize"): Places(pool=3, vaults=(10, 11), mints=(4, 5), sign=1),
    instruction_tag("initialize_with_permission"): Places(pool=4, vaults=(11, 12), mints=(5, 6), sign=1),
    instruction_tag("deposit"): Places(pool=2, vaults=(6, 7), mints=(10, 11), sign=1),
    instruction_tag("withdraw"): Places(pool=2, vaults=(6, 7), mints=(10, 11), sign=-1),
}
_FEES: Final[dict[bytes, str]] = {
    instruction_tag("collect_creator_fee"): "creator_fees",
    instruction_tag("collect_creator_fee_permissionless"): "creator_fees",
    instruction_tag("collect_protocol_fee"): "protocol_fees",
    instruction_tag("collect_fund_fee"): "fund_fees",
}
_SILENT: Final[frozenset[bytes]] = frozenset(
    instruction_tag(n)
    for n in ("create_amm_config", "update_amm_config", "update_pool_status", "create_permission_pda", "close_permission_pda")
)
KNOWN: Final = _SWAPS | frozenset(_LIQUIDITY) | frozenset(_FEES) | _SILENT


def _swapped(at: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
    """Account order: payer 0, pool 3, the user's accounts 4 and 5, vaults 6 and 7, mints 10 and 11."""
    a = at.accounts
    if len(a) < 12:
        return None
    sent = transfers_below(at, ctx)
    given, taken = into(a[6], sent), out_of(a[7], sent)
    if not given or not taken:
        return ()
    paid, got = total(given), received(taken, ctx)
    found: list[AnyEvent] = []
    for mint, quote, bought in ((a[10], a[11], False), (a[11], a[10], True)):
        if mint in QUOTES:
            continue
        account = taken[0].move.target if bought else given[0].move.source
        wallet = trader(account, a[0], ctx, mint=mint, gained=bought)
        if wallet is None:
            continue
        kind = Buy if bought else Sell
        found.append(
            kind(
                platform=PLATFORM,
                mint=mint,
                wallet=wallet,
                quote_mint=quote,
                quote_amount=paid if bought else got,
                token_amount=got if bought else paid,
                market=a[3],
                path=at.path,
            )
        )
    return found


def _moved(at: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
    """Both sides put in or taken out, by the owner of the accounts they came from or went to."""
    places, a = _LIQUIDITY[at.data[:8]], at.accounts
    if len(a) <= max(*places.vaults, *places.mints):
        return None
    sent = transfers_below(at, ctx)
    inward = places.sign > 0
    moved = [into(a[vault], sent) if inward else out_of(a[vault], sent) for vault in places.vaults]
    ends = [one.move.source if inward else one.move.target for one in (*moved[0], *moved[1])]
    if not ends:
        return ()
    owner = ctx.owner(ends[0])
    wallet = a[0] if owner == ends[0] else owner
    first, second = (Side(a[mint], places.sign * total(amounts)) for mint, amounts in zip(places.mints, moved, strict=True))
    return liquidity(PLATFORM, a[places.pool], wallet, (first, second), at.path, declared=False)


def _collected(at: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
    """Fees that left the pool's vaults. Account orders differ between versions: the vaults are told by their owner."""
    vaults = [account for account in at.accounts if ctx.owner(account) == CPMM_AUTHORITY and account != CPMM_AUTHORITY]
    mints = list(dict.fromkeys(mint for mint in map(ctx.mint, vaults) if mint is not None))
    sent = transfers_below(at, ctx)
    return [
        _payout(at, ctx, one, mint, mints)
        for vault in dict.fromkeys(vaults)
        for one in out_of(vault, sent)
        if (mint := ctx.mint(vault)) is not None and one.move.amount
    ]


def _payout(at: Instruction, ctx: Context, one: Sent, mint: Mint, mints: Sequence[Mint]) -> Payout:
    """One asset of the two: the pool's token as tokens, its other side as quote for that token."""
    tokens = [known for known in mints if known not in QUOTES]
    as_token = mint not in QUOTES
    amount = received([one], ctx)
    return Payout(
        platform=PLATFORM,
        mint=mint if as_token or len(tokens) != 1 else tokens[0],
        wallet=ctx.owner(one.move.target),
        quote_mint=None if as_token else mint,
        quote_amount=None if as_token else amount,
        token_amount=amount if as_token else None,
        what=_FEES[at.data[:8]],
        path=at.path,
    )


def read(instruction: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
    """Events of one instruction; () where it did nothing, None where it is unknown."""
    tag = instruction.data[:8]
    if tag not in KNOWN:
        return None
    if not ctx.transaction.ok or tag in _SILENT:
        return ()
    if tag in _SWAPS:
        return _swapped(instruction, ctx)
    return _moved(instruction, ctx) if tag in _LIQUIDITY else _collected(instruction, ctx)


PROGRAM: Final = ProgramDecoder(program=CPMM, name="Raydium CPMM", read=read, platform=PLATFORM, venue=True)
