"""Meteora's pools that DBC curves migrate to. DAMM v2 is decoded; DAMM v1 is recognised and its trades inferred from balances.

A DAMM v2 pool declares no quote; both its mints are looked at. What moved is taken from the transfers below an instruction; the
program's event tells the fees, and the amounts where an answer lacks the transfers. A pool is no platform of a mint, so that
trades carry the code "unknown", as inferred ones do. A migrated curve's pool names DBC's pool authority as its creator; the
migration itself is told by the DBC instruction above it. Source: cp-amm-sdk 1.5.0 (interface 0.2.5); no recorded bytes were
at hand.
"""

from collections.abc import Callable, Sequence
from typing import Final

from msgspec import Struct

from reporter.decode.context import Context
from reporter.decode.contract import ProgramDecoder
from reporter.decode.meteora_accounts import DAMM_V1, DAMM_V2
from reporter.decode.programs import meteora_layouts as layout
from reporter.decode.programs import venues
from reporter.decode.programs.anchor import SELF_CALL, event_tag, instruction_tag
from reporter.decode.programs.meteora_swaps import emitted, silent
from reporter.decode.programs.pool_moves import Side, into, liquidity, out_of, received, total, transfers_below
from reporter.decode.programs.pool_trades import Swap, payouts, trades
from reporter.decode.programs.self_calls import Telling, Told
from reporter.model.events import AnyEvent
from reporter.model.transaction import Instruction

PLATFORM: Final = "unknown"


class Places(Struct, frozen=True, gc=False):
    """Account indexes of an instruction that puts both mints in (`sign` 1) or takes them out."""

    pool: int
    accounts: tuple[int, int]
    vaults: tuple[int, int]
    mints: tuple[int, int]
    owner: int
    sign: int = 1


_SWAPS: Final = layout.tags(instruction_tag, "swap", "swap2")
_OUT: Final = Places(1, (3, 4), (5, 6), (7, 8), 10, sign=-1)
_LIQUIDITY: Final[dict[bytes, Places]] = {
    instruction_tag("initialize_pool"): Places(6, (12, 13), (10, 11), (8, 9), 3),
    instruction_tag("initialize_customizable_pool"): Places(5, (11, 12), (9, 10), (7, 8), 3),
    instruction_tag("initialize_pool_with_dynamic_config"): Places(7, (13, 14), (11, 12), (9, 10), 3),
    instruction_tag("add_liquidity"): Places(0, (2, 3), (4, 5), (6, 7), 9),
    instruction_tag("remove_liquidity"): _OUT,
    instruction_tag("remove_all_liquidity"): _OUT,
}
_OPENINGS: Final = layout.tags(
    instruction_tag, "initialize_pool", "initialize_customizable_pool", "initialize_pool_with_dynamic_config"
)
_CLAIM: Final = instruction_tag("claim_position_fee")
_SILENT: Final = layout.tags(
    instruction_tag,
    *("claim_protocol_fee2", "claim_reward", "close_config", "close_operator_account", "close_position", "close_token_badge"),
    *("create_config", "create_dynamic_config", "create_operator_account", "create_position", "create_token_badge"),
    *("dummy_ix", "fix_config_fee_params", "fix_pool_fee_params", "fix_pool_layout_version", "fund_reward"),
    *("initialize_reward", "lock_inner_position", "lock_position", "permanent_lock_position", "refresh_vesting"),
    *("set_pool_status", "split_position", "split_position2", "update_delegate_permission", "update_pool_fees"),
    *("update_reward_duration", "update_reward_funder", "withdraw_dead_liquidity_reward", "withdraw_ineligible_reward"),
)
KNOWN: Final = _SWAPS | frozenset(_LIQUIDITY) | _SILENT | {_CLAIM}
_QUIET: Final = layout.tags(
    event_tag,
    *("EvtCloseConfig", "EvtClosePosition", "EvtCreateConfig", "EvtCreateDynamicConfig", "EvtCreatePosition"),
    *("EvtCreateTokenBadge", "EvtFundReward", "EvtInitializeReward", "EvtLockPosition", "EvtPermanentLockPosition"),
    *("EvtSetPoolStatus", "EvtSplitPosition2", "EvtSplitPosition3", "EvtUpdateDelegatePermission", "EvtUpdatePoolFees"),
    *("EvtUpdateRewardDuration", "EvtUpdateRewardFunder", "EvtWithdrawDeadLiquidityReward"),
    *("EvtWithdrawIneligibleReward", "EvtSwap"),  # the last until 0.1.6: the transfers say the same
)
_SWAP_EVENTS: Final[dict[bytes, Callable[[bytes], layout.Swapped | None]]] = {event_tag("EvtSwap2"): layout.damm_swap2}


def _traded(at: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
    """Account order: pool 1, user's accounts 2 and 3, vaults 4 and 5, mints 6 and 7, payer 8."""
    a = at.accounts
    if len(a) < 9:
        return None
    event = emitted(at, ctx, _SWAP_EVENTS)
    if event is not None and event.pool != a[1]:
        return None
    sent = transfers_below(at, ctx)
    forward = bool(into(a[4], sent)) if sent or event is None else event.forward
    inward, outward = (4, 5) if forward else (5, 4)
    given, taken = into(a[inward], sent), into(a[3], out_of(a[outward], sent))
    paid, got = total(given), received(taken, ctx)
    if event is not None and event.forward == forward:
        paid, got = paid or event.paid, got or event.got
    if not paid or not got:
        return ()
    swap = Swap(
        market=a[1],
        named=a[8],
        source=given[0].move.source if given else a[2],
        target=a[3],
        mint_in=a[inward + 2],
        mint_out=a[outward + 2],
        paid=paid,
        got=got,
        fees_in=event.fees_in if event is not None else None,
        fees_out=event.fees_out if event is not None else None,
    )
    return trades(PLATFORM, swap, at, ctx)


def _moved(at: Instruction, ctx: Context, told: tuple[int, int] | None = None) -> Sequence[AnyEvent] | None:
    """Both sides put in or taken out, by the owner of the accounts they came from or went to. `told` are an event's amounts."""
    places, a = _LIQUIDITY.get(at.data[:8]), at.accounts
    if places is None or len(a) <= max(*places.accounts, *places.vaults, *places.mints, places.owner):
        return None
    sent = transfers_below(at, ctx)
    inward = places.sign > 0
    moved = [total(into(a[v], sent) if inward else out_of(a[v], sent)) for v in places.vaults]
    if not any(moved):
        moved = list(told or ())
    if not any(moved):
        return ()
    first, second = (Side(a[mint], places.sign * amount) for mint, amount in zip(places.mints, moved, strict=True))
    owner = ctx.owner(a[places.accounts[0]])
    wallet = a[places.owner] if owner == a[places.accounts[0]] else owner
    return liquidity(PLATFORM, a[places.pool], wallet, (first, second), at.path, declared=False)


def _opened(event: layout.Opened, at: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
    return _moved(at, ctx, (event.amount_a, event.amount_b))


def _changed(event: layout.PoolAmounts, at: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
    """What a new pool is given is told with the pool, should the program tell it here as well."""
    return () if at.data[:8] in _OPENINGS else _moved(at, ctx, (event.first, event.second))


def _claimed(event: layout.PoolAmounts, at: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
    """Fees of a position: accounts paid 3 and 4, mints 7 and 8."""
    a = at.accounts
    if at.data[:8] != _CLAIM or len(a) < 11 or event.key is None:
        return None
    owner = ctx.owner(a[4])
    wallet = event.key if owner == a[4] else owner
    return payouts(PLATFORM, "position_fees", wallet, [Side(a[7], event.first), Side(a[8], event.second)], at.path)


def _paid(what: str) -> Callable[[layout.PoolAmounts, Instruction, Context], Sequence[AnyEvent] | None]:
    def build(event: layout.PoolAmounts, at: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
        if event.key is None or event.mint is None:
            return None
        return payouts(PLATFORM, what, ctx.owner(event.key), [Side(event.mint, event.first)], at.path)

    return build


_TOLD: Final = Told(
    DAMM_V2,
    {
        event_tag("EvtSwap2"): Telling(layout.damm_swap2, silent),
        event_tag("EvtInitializePool"): Telling(layout.damm_open, _opened),
        event_tag("EvtLiquidityChange"): Telling(layout.position_two, _changed),
        event_tag("EvtClaimPositionFee"): Telling(layout.position_two, _claimed),
        event_tag("EvtClaimProtocolFee2"): Telling(layout.pool_receiver_mint, _paid("protocol_fees")),
        event_tag("EvtClaimReward"): Telling(layout.position_reward, _paid("rewards")),
    },
    _QUIET,
)


def read(instruction: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
    """Events of one instruction; () where it did nothing, None where it is unknown."""
    tag = instruction.data[:8]
    if tag == SELF_CALL:
        return _TOLD.carrier(instruction)
    if not ctx.transaction.ok:
        return () if tag in KNOWN else None
    if tag in _SWAPS:
        return _traded(instruction, ctx)
    told = _TOLD.below(instruction, ctx)
    return told if told or tag in KNOWN else None


PROGRAMS: Final = (
    ProgramDecoder(program=DAMM_V2, name="Meteora DAMM v2", read=read, venue=True),
    ProgramDecoder(program=DAMM_V1, name="Meteora DAMM v1", read=venues.read, venue=True),
)
