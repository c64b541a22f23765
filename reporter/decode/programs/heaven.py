"""Heaven: a pool from the first second, with the creator's own purchase in the creating instruction. Platform code "heaven".

Supported from derived layout, unconfirmed on bytes: the program publishes no interface, and none of its transactions is
recorded. So only account places are taken from the layout; what moved comes from the transfers below an instruction. All pools
share one vault of wrapped SOL: its balance says nothing about any of them and is never used. The mint is made by an earlier
instruction, whose metadata tell name and symbol. Tags are shared with pump.fun and Moonit and mean this program here.
"""

from collections.abc import Sequence
from typing import Final

from reporter.decode.borsh import Reader
from reporter.decode.context import Context
from reporter.decode.contract import ProgramDecoder
from reporter.decode.heaven_accounts import HEAVEN
from reporter.decode.programs import curve_lamports
from reporter.decode.programs.anchor import instruction_tag
from reporter.decode.programs.pool_moves import Side, into, out_of, received, total, transfers_below
from reporter.decode.programs.pool_trades import Swap, payouts, trades
from reporter.model.events import AnyEvent, Authority, Create
from reporter.model.ids import TOKEN_PROGRAMS, Mint, Raw
from reporter.model.transaction import Instruction

PLATFORM: Final = "heaven"

_CREATE: Final = instruction_tag("create_standard_liquidity_pool")
_BUY: Final = instruction_tag("buy")
_SELL: Final = instruction_tag("sell")
_RECEIVER: Final = instruction_tag("update_creator_trading_fee_receiver")
_CREATOR_FEES: Final = instruction_tag("claim_standard_creator_trading_fees")
_OPERATOR_FEES: Final[dict[bytes, str]] = {
    instruction_tag("claim_standard_protocol_trading_fees"): "protocol_fees",
    instruction_tag("claim_standard_reflection_trading_fees"): "reflection_fees",
    instruction_tag("claim_standard_creator_trading_fee_protocol_fees"): "protocol_fees",
    instruction_tag("admin_claim_standard_creator_trading_fees"): "creator_fees",
    instruction_tag("admin_withdraw_transfer_fee"): "transfer_fees",
}
_SILENT: Final = frozenset(
    instruction_tag(name)
    for name in (
        *("admin_borrow_sol", "admin_claim_msol", "admin_claim_staking_rewards", "admin_deposit_msol", "admin_mint_msol"),
        *("admin_repay_sol", "admin_unstake_msol", "admin_update_standard_liquidity_pool_state", "admin_withdraw_msol"),
        *("close_protocol_lookup_table", "create_or_update_protocol_fee_admin", "create_or_update_protocol_owner"),
        *("create_or_update_protocol_staking_admin", "create_protocol_config", "create_protocol_lookup_table"),
        *("deactivate_protocol_lookup_table", "extend_protocol_lookup_table", "initialize_protocol_lending"),
        *("remaining_accounts_stub", "set_protocol_slot_fees", "update_allow_create_pool", "update_protocol_config"),
    )
)
KNOWN: Final = _SILENT | frozenset(_OPERATOR_FEES) | {_CREATE, _BUY, _SELL, _RECEIVER, _CREATOR_FEES}
_MINT_TO: Final = frozenset({7, 14})  # MintTo, MintToChecked (Solana docs, token program)


def _created(at: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
    """Account order: user 3, payer 4, mints 5 and 6, user's token account 7, vaults 8 and 9, pool 10."""
    a = at.accounts
    if len(a) < 13:
        return None
    created = Create(
        platform=PLATFORM,
        mint=a[5],
        wallet=a[4],
        quote_mint=a[6],
        creator=a[3],
        market=a[10],
        supply=_minted(a[5], ctx),
        token_program=a[12],
        path=at.path,
    )
    return [created, *_first_buy(at, ctx)]


def _minted(mint: Mint, ctx: Context) -> Raw | None:
    """What the transaction minted of the token, mostly before this instruction."""
    return (
        sum(
            int.from_bytes(i.data[1:9], "little")
            for i in ctx.transaction.instructions
            if i.program in TOKEN_PROGRAMS and len(i.data) >= 9 and i.data[0] in _MINT_TO and i.accounts[:1] == (mint,)
        )
        or None
    )


def _first_buy(at: Instruction, ctx: Context) -> Sequence[AnyEvent]:
    """The creator's purchase, where the arguments (version, text, amount, limit) ask for one.

    Tokens that came out of the vault; where the user only kept a part of the supply instead, what its account gained,
    unless the transaction has more instructions of the program.
    """
    a, r = at.accounts, Reader(at.data, 10)
    r.text()
    asked = r.u64()
    if asked == 0:
        return ()
    sent = transfers_below(at, ctx)
    got = received(into(a[7], out_of(a[8], sent)), ctx)
    account = ctx.token(a[7])
    alone = sum(i.program == HEAVEN for i in ctx.transaction.instructions) == 1
    if not got and asked and alone and account is not None:
        got = max(0, account.post - account.pre)
    if not got:
        return ()
    into_vault = into(a[9], sent)
    paid = total(into_vault) + curve_lamports.sent(at, ctx, target=a[9])
    source = into_vault[0].move.source if into_vault else a[3]
    return trades(PLATFORM, Swap(a[10], a[3], source, a[7], a[6], a[5], paid, got), at, ctx, quotes=frozenset({a[6]}))


def _traded(at: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
    """Account order: pool 4, user 5, mints 6 and 7, user's accounts 8 and 9, vaults 10 and 11.

    All that a buyer's quote account gave below the instruction is the price, fees sent elsewhere included.
    """
    a = at.accounts
    if len(a) < 12:
        return None
    sent = transfers_below(at, ctx)
    quotes = frozenset({a[7]})
    if at.data[:8] == _BUY:
        got = received(into(a[8], out_of(a[10], sent)), ctx)
        paid = total(out_of(a[9], sent)) or curve_lamports.sent(at, ctx, source=a[5], target=a[11])
        swap = Swap(a[4], a[5], a[9], a[8], a[7], a[6], paid, got)
    else:
        given = total(out_of(a[8], sent))
        swap = Swap(a[4], a[5], a[8], a[9], a[6], a[7], given, received(into(a[9], sent), ctx))
    return trades(PLATFORM, swap, at, ctx, quotes=quotes) if swap.paid and swap.got else ()


def _creator_fees(at: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
    """Account order as in trades; the money comes out of the shared vault."""
    a = at.accounts
    if len(a) < 12:
        return None
    sent = transfers_below(at, ctx)
    sides = [Side(a[6], received(out_of(a[10], sent), ctx)), Side(a[7], received(out_of(a[11], sent), ctx))]
    ends = [one.move.target for one in (*out_of(a[10], sent), *out_of(a[11], sent))]
    owner = ctx.owner(ends[0]) if ends else a[5]
    return payouts(PLATFORM, "creator_fees", a[5] if ends and owner == ends[0] else owner, sides, at.path)


def _operator_fees(at: Instruction, ctx: Context) -> Sequence[AnyEvent]:
    """Claims by the protocol: no vault stands at a known place, so that each transfer below is a payment of its own."""
    found: list[AnyEvent] = []
    for one in transfers_below(at, ctx):
        mint = ctx.mint(one.move.source) or ctx.mint(one.move.target)
        if mint is not None:
            side = Side(mint, received([one], ctx))
            found.extend(payouts(PLATFORM, _OPERATOR_FEES[at.data[:8]], ctx.owner(one.move.target), [side], at.path))
    return found


def _receiver_set(at: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
    """Who gets the creator's fees: pool 0, new receiver 1. No mint is named: the pool stands in its place."""
    a = at.accounts
    if len(a) < 2:
        return None
    payer = ctx.transaction.fee_payer
    return (Authority(platform=PLATFORM, mint=a[0], wallet=payer, what="creator", account=a[0], to=a[1], path=at.path),)


def read(instruction: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
    """Events of one instruction; () where it did nothing, None where it is unknown."""
    tag = instruction.data[:8]
    if tag not in KNOWN:
        return None
    if not ctx.transaction.ok or tag in _SILENT:
        return ()
    if tag == _CREATE:
        return _created(instruction, ctx)
    if tag == _CREATOR_FEES:
        return _creator_fees(instruction, ctx)
    if tag == _RECEIVER:
        return _receiver_set(instruction, ctx)
    return _operator_fees(instruction, ctx) if tag in _OPERATOR_FEES else _traded(instruction, ctx)


PROGRAM: Final = ProgramDecoder(program=HEAVEN, name="Heaven", read=read, platform=PLATFORM, venue=True)
