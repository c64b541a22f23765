"""Buys and sells on the curve: every instruction version reduced to the same arithmetic, each with its own payments."""

import struct
from collections.abc import Sequence
from types import MappingProxyType
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from reporter.model.ids import SYSTEM, WRAPPED_SOL, Address, Lamports, Mint, Program, Raw, TokenAccount, Wallet
from reporter.simulator.accounts import rent
from reporter.simulator.addresses import PUMP, PUMP_FEES, raw
from reporter.simulator.facts import Side, Traded
from reporter.simulator.programs import pump_fees, system
from reporter.simulator.programs.pump import curve as arithmetic
from reporter.simulator.programs.pump import events
from reporter.simulator.programs.pump.coin import FEE_CONFIG
from reporter.simulator.programs.pump.curve import Curve, Fees
from reporter.simulator.programs.pump.shape import SHAPES, Shape
from reporter.simulator.programs.token import checked_data
from reporter.simulator.runtime import Execution, Failed

_VOLUME_SIZE: Final = 137
_VOLUME: Final = bytes.fromhex("56ff700e66359afa")
_REASONS: Final = MappingProxyType(
    {
        6002: ("TooMuchSolRequired", "slippage: Too much SOL required to buy the given amount of tokens."),
        6003: ("TooLittleSolReceived", "slippage: Too little SOL received to sell the given amount of tokens."),
        6005: ("BondingCurveComplete", "The bonding curve has completed and liquidity migrated to raydium."),
        6020: ("BuyZeroAmount", "Buy zero amount"),
        6022: ("SellZeroAmount", "Sell zero amount"),
        6042: ("BuySlippageBelowMinTokensOut", "Slippage: Would buy less tokens than expected min_tokens_out"),
    }
)


class Parties(Struct, frozen=True):
    """The accounts of one trade by what they do, read off the positions of its instruction version."""

    mint: Mint
    program: Program
    curve: Address
    vault: TokenAccount
    user: Wallet
    tokens: TokenAccount
    buyback: Address
    fee_recipient: Address | None  # None in buy_v3: the fee stays in the curve's account
    creator_vault: Address | None
    volume: Address | None


def process(run: Execution, accounts: Sequence[Address], data: bytes) -> None:
    """Run one buy or sell of any version."""
    shape = SHAPES[data[:8]]
    run.log(f"Instruction: {shape.log}")
    run.burn(shape.units)
    first, second = struct.unpack_from("<QQ", data, 8)
    who = _parties(shape, accounts)
    run.require_signer(who.user)
    before = Curve.unpack(run.look(who.curve).data)
    if before.complete:
        raise _refused(run, 6005)
    if shape.is_buy:
        _buy(run, shape, who, before, (first, second))
    else:
        _sell(run, shape, who, before, (first, second))


def _parties(shape: Shape, accounts: Sequence[Address]) -> Parties:
    at = shape.places
    return Parties(
        accounts[at["mint"]],
        accounts[at["program"]],
        accounts[at["curve"]],
        accounts[at["vault"]],
        accounts[at["user"]],
        accounts[at["tokens"]],
        accounts[at["buyback"]],
        *(accounts[at[name]] if name in at else None for name in ("fee_recipient", "creator_vault", "volume")),
    )


def _refused(run: Execution, number: int) -> Failed:
    name, message = _REASONS[number]
    run.log(
        f"AnchorError thrown in programs/pump/src/lib.rs. Error Code: {name}. Error Number: {number}. Error Message: {message}."
    )
    return Failed.custom(number)


def _buy(run: Execution, shape: Shape, who: Parties, before: Curve, arguments: tuple[int, int]) -> None:
    tokens, quote = _bought(run, shape, before, arguments)
    fees = arithmetic.fees(quote)
    if not shape.exact_in and quote + fees.total > arguments[1]:
        raise _refused(run, 6002)
    if who.volume is not None and not run.look(who.volume).lamports:
        size = system.create_data(rent(_VOLUME_SIZE), _VOLUME_SIZE, PUMP)
        run.invoke(SYSTEM, (who.user, who.volume), size, sign=(who.volume,))
        run.account(who.volume).data = (_VOLUME + raw(who.user)).ljust(_VOLUME_SIZE, b"\0")
    after = before.bought(tokens, quote)
    if who.fee_recipient is not None:
        _ask_fees(run, before)
    move = (who.vault, who.mint, who.tokens, who.curve)
    run.invoke(who.program, move, checked_data(tokens, arithmetic.DECIMALS), sign=(who.curve,))
    if who.fee_recipient is None:
        after = replace(after, accrued=after.accrued + fees.creator)
        _pay(run, who.user, who.curve, quote + fees.total)
        run.move(who.curve, who.buyback, fees.buyback)
    else:
        _pay_all(run, shape, who, quote, fees)
    _settle(run, shape, who, after, (tokens, quote, fees))
    if after.complete:
        events.emit(run, events.completed(who.mint, who.curve, who.user, run.time))


def _bought(run: Execution, shape: Shape, before: Curve, arguments: tuple[int, int]) -> tuple[Raw, Lamports]:
    if arguments[0] == 0:
        raise _refused(run, 6020)
    if not shape.exact_in:
        tokens = min(arguments[0], before.real_tokens)
        return tokens, arithmetic.cost(before, tokens)
    quote = arithmetic.spendable(arguments[0])
    tokens = arithmetic.tokens_for(before, quote)
    if tokens > before.real_tokens:
        tokens = before.real_tokens
        quote = arithmetic.cost(before, tokens)
    if tokens < arguments[1]:
        raise _refused(run, 6042)
    return tokens, quote


def _pay_all(run: Execution, shape: Shape, who: Parties, quote: Lamports, fees: Fees) -> None:
    assert who.creator_vault is not None
    assert who.fee_recipient is not None
    if not run.look(who.creator_vault).lamports:
        _pay(run, who.user, who.creator_vault, rent(0))
    _pay(run, who.user, who.creator_vault, fees.creator)
    _pay(run, who.user, who.curve, quote)
    last = [(who.fee_recipient, fees.protocol - fees.buyback), (who.buyback, fees.buyback)]
    for target, lamports in reversed(last) if shape.buyback_first else last:
        _pay(run, who.user, target, lamports)


def _sell(run: Execution, shape: Shape, who: Parties, before: Curve, arguments: tuple[int, int]) -> None:
    tokens, least = arguments
    if tokens == 0:
        raise _refused(run, 6022)
    assert who.creator_vault is not None
    assert who.fee_recipient is not None
    quote = arithmetic.proceeds(before, tokens)
    fees = arithmetic.fees(quote)
    if quote - fees.total < least:
        raise _refused(run, 6003)
    _ask_fees(run, before)
    move = (who.tokens, who.mint, who.vault, who.user)
    run.invoke(who.program, move, checked_data(tokens, arithmetic.DECIMALS))
    # The curve owns its lamports: payouts are no system transfers and show in balances only.
    run.move(who.curve, who.user, quote - fees.total)
    run.move(who.curve, who.fee_recipient, fees.protocol - fees.buyback)
    run.move(who.curve, who.buyback, fees.buyback)
    if not run.look(who.creator_vault).lamports:
        _pay(run, who.user, who.creator_vault, rent(0))
    run.move(who.curve, who.creator_vault, fees.creator)
    _settle(run, shape, who, before.sold(tokens, quote), (tokens, quote, fees))


def _ask_fees(run: Execution, before: Curve) -> None:
    run.invoke(PUMP_FEES, (FEE_CONFIG, PUMP), pump_fees.question(before.market_cap))


def _pay(run: Execution, source: Wallet, target: Address, lamports: Lamports) -> None:
    run.invoke(SYSTEM, (source, target), system.transfer_data(lamports))


def _settle(run: Execution, shape: Shape, who: Parties, after: Curve, moved: tuple[Raw, Lamports, Fees]) -> None:
    run.account(who.curve).data = after.pack()
    tokens, quote, fees = moved
    recipient = who.fee_recipient or SYSTEM
    trade = events.Trade(who.mint, who.user, tokens, quote, shape.is_buy, fees, recipient, shape.event, after)
    events.emit(run, events.traded(trade, run.time))
    paid = quote + fees.total if shape.is_buy else quote - fees.total
    side: Side = "buy" if shape.is_buy else "sell"
    run.facts.append(Traded("pumpfun", who.curve, who.mint, who.user, side, tokens, WRAPPED_SOL, paid))
