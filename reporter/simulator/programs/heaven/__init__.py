"""Heaven: a pool from the first block on, whose creation holds the creator's buy; all pools share one vault of wrapped SOL.
SYNTHETIC: built from a third party's derived layouts. Events are logged."""

import struct
from collections.abc import Sequence
from typing import Final

from reporter.model.ids import ASSOCIATED_TOKEN, SPL_TOKEN, SYSTEM, WRAPPED_SOL, Address, Raw
from reporter.simulator.addresses import raw
from reporter.simulator.facts import Traded
from reporter.simulator.programs import associated as associated_program
from reporter.simulator.programs import minting, product, system
from reporter.simulator.programs.anchor import event, instruction
from reporter.simulator.programs.heaven.pool import CONFIG, FEE_PPM, HEAVEN, SUPPLY, VIRTUAL_QUOTE, HeavenPool
from reporter.simulator.programs.vaults import open_state, owner_of, send
from reporter.simulator.runtime import Execution, Failed

_BUY, _SELL = instruction("buy"), instruction("sell")
_OPEN: Final = instruction("create_standard_liquidity_pool")


def process(run: Execution, accounts: Sequence[Address], data: bytes) -> None:
    """Run one instruction."""
    code = data[:8]
    if code == _BUY:
        _buy(run, accounts, data)
    elif code == _SELL:
        _sell(run, accounts, data)
    elif code == _OPEN:
        _open(run, accounts, data)
    else:
        raise Failed.custom(101)


def bought(reserves: tuple[Raw, Raw], budget: Raw) -> Raw:
    """Tokens for a whole budget."""
    return product.given(budget - product.part(budget, FEE_PPM), reserves[1], reserves[0])


def _buy(run: Execution, a: Sequence[Address], data: bytes) -> None:
    budget, least = struct.unpack_from("<QQ", data, 8)
    run.log("Instruction: Buy")
    run.burn(40_000)
    run.require_signer(a[5])
    pool, reserves, slot = HeavenPool.unpack(run.look(a[4]).data)
    tokens = bought(reserves, budget)
    if tokens < least or not tokens:
        raise Failed.custom(6002)
    send(run, WRAPPED_SOL, (a[9], a[11], a[5]), budget)
    send(run, a[6], (a[10], a[8], a[4]), tokens, sign=(a[4],))
    fee = product.part(budget, FEE_PPM)
    _settle(run, pool, (reserves[0] - tokens, reserves[1] + budget - fee), slot, fee)
    run.facts.append(Traded("heaven", a[4], a[6], owner_of(run, a[8]), "buy", tokens, WRAPPED_SOL, budget))


def _sell(run: Execution, a: Sequence[Address], data: bytes) -> None:
    tokens, least = struct.unpack_from("<QQ", data, 8)
    run.log("Instruction: Sell")
    run.burn(40_000)
    run.require_signer(a[5])
    pool, reserves, slot = HeavenPool.unpack(run.look(a[4]).data)
    whole = product.given(tokens, *reserves)
    fee = product.part(whole, FEE_PPM)
    if whole - fee < least or whole <= fee:
        raise Failed.custom(6002)
    send(run, a[6], (a[8], a[10], a[5]), tokens)
    send(run, WRAPPED_SOL, (a[11], a[9], CONFIG), whole - fee, sign=(CONFIG,))
    _settle(run, pool, (reserves[0] + tokens, reserves[1] - whole), slot, fee)
    run.facts.append(Traded("heaven", a[4], a[6], owner_of(run, a[8]), "sell", tokens, WRAPPED_SOL, whole - fee))


def _settle(run: Execution, pool: HeavenPool, reserves: tuple[Raw, Raw], slot: int, fee: Raw) -> None:
    run.account(pool.address).data = pool.pack(reserves, slot)
    run.logs.data(event("TradeEvent") + struct.pack("<QQQQ", *reserves, fee // 2, fee))


def _open(run: Execution, a: Sequence[Address], data: bytes) -> None:
    """The mint exists and may still be minted by the user; the first purchase is paid in plain SOL, wrapped in the vault."""
    (length,) = struct.unpack_from("<I", data, 10)
    first, most = struct.unpack_from("<QQ", data, 14 + length)
    user, payer, mint = a[3], a[4], a[5]
    run.log("Instruction: CreateStandardLiquidityPool")
    run.burn(90_000)
    run.require_signer(user)
    pool = HeavenPool(mint, user, a[12])
    reserves = (SUPPLY, VIRTUAL_QUOTE)
    open_state(run, payer, a[10], pool.pack(reserves, run.slot), HEAVEN)
    run.invoke(ASSOCIATED_TOKEN, (payer, a[8], a[10], mint, SYSTEM, a[12]), associated_program.CREATE)
    run.invoke(ASSOCIATED_TOKEN, (payer, a[7], user, mint, SYSTEM, a[12]), associated_program.IDEMPOTENT)
    minting.issue(run, mint, a[8], user, SUPPLY)
    body = event("CreateStandardLiquidityPoolEvent") + b"".join(raw(key) for key in (a[10], payer, user, mint))
    run.logs.data(body + struct.pack("<HQQ", 1, *reserves))
    if not first:
        return
    cost = product.gross(product.wanted(first, reserves[1], reserves[0]), FEE_PPM)
    if cost > most:
        raise Failed.custom(6002)
    run.invoke(SYSTEM, (payer, a[9]), system.transfer_data(cost))
    run.invoke(SPL_TOKEN, (a[9],), b"\x11")
    send(run, mint, (a[8], a[7], a[10]), first, sign=(a[10],))
    fee = product.part(cost, FEE_PPM)
    _settle(run, pool, (reserves[0] - first, reserves[1] + cost - fee), run.slot, fee)
    run.facts.append(Traded("heaven", a[10], mint, user, "buy", first, WRAPPED_SOL, cost))
