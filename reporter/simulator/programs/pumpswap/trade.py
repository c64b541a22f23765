"""PumpSwap's buys and sells: payments, calls and events in the order of recorded transaction 3KBJWV5M (buy_exact_quote_in).

Of sells no recording of this version exists: their payments mirror the buys, their event is SellEvent of the interface.
"""

import struct
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from reporter.model.ids import SYSTEM, Address, Raw
from reporter.simulator.accounts import borsh_text, mint_state, rent
from reporter.simulator.addresses import PUMP_FEES, raw
from reporter.simulator.facts import Traded
from reporter.simulator.programs import product, pump_fees, system
from reporter.simulator.programs.anchor import emit, event, instruction
from reporter.simulator.programs.pumpswap.pool import (
    BUYBACK_BPS,
    CREATOR_BPS,
    FEE_CONFIG,
    LP_BPS,
    PROTOCOL_BPS,
    PUMPSWAP,
    Pool,
)
from reporter.simulator.programs.vaults import amount_in, owner_of, send
from reporter.simulator.runtime import Execution, Failed

BUY: Final = instruction("buy")
BUY_EXACT: Final = instruction("buy_exact_quote_in")
SELL: Final = instruction("sell")
LOGS: Final = {BUY: "Buy", BUY_EXACT: "BuyExactQuoteIn", SELL: "Sell"}
_SIZE: Final = 137
_ALL: Final = 10_000
_BUY_EVENT, _SELL_EVENT = event("BuyEvent"), event("SellEvent")


class Fees(Struct, frozen=True):
    """Fees of one trade on its quote amount; the buyback is part of the protocol's."""

    lp: Raw
    protocol: Raw
    creator: Raw

    @property
    def buyback(self) -> Raw:
        """What buys PUMP back."""
        return self.protocol * BUYBACK_BPS // _ALL

    @property
    def total(self) -> Raw:
        """All three."""
        return self.lp + self.protocol + self.creator


class Scene(Struct, frozen=True):
    """The accounts of a trade, the pool and its reserves before it."""

    pool: Pool
    accounts: Sequence[Address]
    base: Raw
    quote: Raw


def fees(quote: Raw) -> Fees:
    """The fees of a trade of `quote`."""
    return Fees(*(product.part(quote, bps, _ALL) for bps in (LP_BPS, PROTOCOL_BPS, CREATOR_BPS)))


def process(run: Execution, pool: Pool, accounts: Sequence[Address], data: bytes) -> None:
    """Run one trade."""
    code = data[:8]
    run.log(f"Instruction: {LOGS[code]}")
    run.burn(45_000)
    run.require_signer(accounts[1])
    scene = Scene(pool, accounts, amount_in(run, accounts[7]), amount_in(run, accounts[8]))
    first, second = struct.unpack_from("<QQ", data, 8)
    if code == SELL:
        _sell(run, scene, first, second)
    else:
        _buy(run, scene, (first, second), exact_in=code == BUY_EXACT)


def tokens_for(base: Raw, quote: Raw, budget: Raw) -> tuple[Raw, Raw]:
    """Tokens out and quote without fees for a whole budget: one lamport less counts, as on pump.fun's curve (3KBJWV5M)."""
    net = budget * _ALL // (_ALL + LP_BPS + PROTOCOL_BPS + CREATOR_BPS)
    net -= max(net + fees(net).total - budget, 0)
    return product.given(net - 1, quote, base), net


def _buy(run: Execution, scene: Scene, arguments: tuple[Raw, Raw], *, exact_in: bool) -> None:
    a = scene.accounts
    if exact_in:
        tokens, net = tokens_for(scene.base, scene.quote, arguments[0])
        least, most = arguments[1], arguments[0]
    else:
        tokens, net = arguments[0], product.wanted(arguments[0], scene.quote, scene.base)
        least, most = 0, arguments[1]
    cost = fees(net)
    if net + cost.total > most or tokens < least or not tokens:
        raise Failed.custom(6004)
    if not run.look(a[20]).lamports:
        run.invoke(SYSTEM, (a[1], a[20]), system.create_data(rent(_SIZE), _SIZE, PUMPSWAP), sign=(a[20],))
        run.account(a[20]).data = (bytes.fromhex("56ff700e66359afa") + raw(a[1])).ljust(_SIZE, b"\0")
    run.invoke(PUMP_FEES, (FEE_CONFIG, PUMPSWAP), pump_fees.question(_worth(run, scene)))
    before = (_held(run, a[5]), _held(run, a[6]))
    # The two ends of the cost change places in the event of an exact input: recorded 3KBJWV5M against 42HczUe3.
    ends = (net + cost.total, net) if exact_in else (net, net + cost.total)
    send(run, a[3], (a[7], a[5], a[0]), tokens, sign=(a[0],))
    send(run, a[4], (a[6], a[8], a[1]), net + cost.lp)
    _pay_fees(run, a, cost, (a[6], a[1]), buyback=25)
    body = _BUY_EVENT + struct.pack("<qQQQQQQQ", run.time, tokens, most, *before, scene.base, scene.quote, ends[0])
    body += struct.pack("<QQQQQQ", LP_BPS, cost.lp, PROTOCOL_BPS, cost.protocol, net + cost.lp, ends[1])
    body += _who(scene, cost) + struct.pack("<BQQQqQ", 0, 0, 0, 0, 0, least)
    body += borsh_text("buy_exact_quote_in" if exact_in else "buy") + _tail(run, scene, cost)
    emit(run, PUMPSWAP, body, logged=True)
    _note(run, scene, tokens, net + cost.total, buys=True)


def _sell(run: Execution, scene: Scene, tokens: Raw, least: Raw) -> None:
    a = scene.accounts
    net = product.given(tokens, scene.base, scene.quote)
    cost = fees(net)
    out = net - cost.total
    if out < least or out <= 0 or not tokens:
        raise Failed.custom(6004)
    run.invoke(PUMP_FEES, (FEE_CONFIG, PUMPSWAP), pump_fees.question(_worth(run, scene)))
    before = (_held(run, a[5]), _held(run, a[6]))
    send(run, a[3], (a[5], a[7], a[1]), tokens)
    send(run, a[4], (a[8], a[6], a[0]), out, sign=(a[0],))
    _pay_fees(run, a, cost, (a[8], a[0]), buyback=23)
    body = _SELL_EVENT + struct.pack("<qQQQQQQQ", run.time, tokens, least, *before, scene.base, scene.quote, net)
    body += struct.pack("<QQQQQQ", LP_BPS, cost.lp, PROTOCOL_BPS, cost.protocol, net - cost.lp, out)
    body += _who(scene, cost) + _tail(run, scene, cost)
    emit(run, PUMPSWAP, body, logged=True)
    _note(run, scene, tokens, out, buys=False)


def _held(run: Execution, account: Address) -> Raw:
    return amount_in(run, account)


def _pay_fees(run: Execution, a: Sequence[Address], cost: Fees, source: tuple[Address, Address], *, buyback: int) -> None:
    """Protocol, creator and buyback part; `source` is the paying account and its owner, `buyback` where its account stands."""
    sign = (source[1],) if source[1] == a[0] else ()
    for target, amount in ((a[10], cost.protocol - cost.buyback), (a[17], cost.creator), (a[buyback], cost.buyback)):
        if amount:
            send(run, a[4], (source[0], target, source[1]), amount, sign=sign)


def _who(scene: Scene, cost: Fees) -> bytes:
    a = scene.accounts
    keys = b"".join(raw(key) for key in (a[0], a[1], a[5], a[6], a[9], a[10], scene.pool.coin_creator))
    return keys + struct.pack("<QQ", CREATOR_BPS, cost.creator)


def _tail(run: Execution, scene: Scene, cost: Fees) -> bytes:
    """Cashback, buyback, virtual reserves, boost, supply, holder rewards: the end of both events in 2026-10."""
    supply = mint_state(run.look(scene.pool.base)).supply
    body = struct.pack("<QQQQ", 0, 0, BUYBACK_BPS, cost.buyback) + b"\0" * 16
    return body + struct.pack("<BQQQQ", 0, supply, 0, 0, 0)


def _worth(run: Execution, scene: Scene) -> Raw:
    return mint_state(run.look(scene.pool.base)).supply * scene.quote // max(scene.base, 1)


def _note(run: Execution, scene: Scene, tokens: Raw, quote: Raw, *, buys: bool) -> None:
    a = scene.accounts
    who = owner_of(run, a[5])
    run.facts.append(Traded("pumpswap", a[0], a[3], who, "buy" if buys else "sell", tokens, a[4], quote))
