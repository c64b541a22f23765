"""Meteora DAMM v2: pools made by migration, swaps, liquidity. SYNTHETIC: built from the cp-amm-sdk 1.5.0 interface; a constant
product over the whole price range, its fee taken in the quote and left in the vault."""

import struct
from collections.abc import Sequence
from typing import Final

from reporter.model.ids import Address, Raw
from reporter.simulator.accounts import token_state
from reporter.simulator.addresses import raw
from reporter.simulator.facts import Pooled, Traded
from reporter.simulator.programs import product
from reporter.simulator.programs.anchor import SELF_CALL, account, emit, event, instruction
from reporter.simulator.programs.damm.pool import AUTHORITY, DAMM, FEE_PPM, HIGHEST, LOWEST, DammPool
from reporter.simulator.programs.vaults import amount_in, open_account, open_state, owner_of, send
from reporter.simulator.runtime import Execution, Failed

CODE: Final = "unknown"  # a pool of this program makes no platform of a coin
_POSITION: Final = 408  # bytes
_SWAP: Final = instruction("swap2")
_OPEN: Final = instruction("initialize_pool")
_ADD, _REMOVE = instruction("add_liquidity"), instruction("remove_liquidity")


def process(run: Execution, accounts: Sequence[Address], data: bytes) -> None:
    """Run one instruction."""
    code = data[:8]
    if code == SELF_CALL:
        run.burn(1500)
    elif code == _SWAP:
        _swap(run, accounts, data)
    elif code == _OPEN:
        _open(run, accounts, data)
    elif code == _ADD:
        _change(run, accounts, data, adds=True)
    elif code == _REMOVE:
        _change(run, accounts[1:], data, adds=False)
    else:
        raise Failed.custom(101)


def _swap(run: Execution, a: Sequence[Address], data: bytes) -> None:
    amount, least = struct.unpack_from("<QQ", data, 8)
    run.log("Instruction: Swap2")
    run.burn(40_000)
    run.require_signer(a[8])
    pool, liquidity = DammPool.unpack(run.look(a[1]).data)
    base, quote = amount_in(run, a[4]), amount_in(run, a[5])
    buys = token_state(run.look(a[3])).mint == pool.token_a
    fee, out = _priced(amount, base, quote, buys=buys)
    if out < least or out <= 0:
        raise Failed.custom(6001)
    coin, money = (a[3], a[2]) if buys else (a[2], a[3])
    if buys:
        send(run, a[7], (money, a[5], a[8]), amount)
        send(run, a[6], (a[4], coin, AUTHORITY), out, sign=(AUTHORITY,))
    else:
        send(run, a[6], (coin, a[4], a[8]), amount)
        send(run, a[7], (a[5], money, AUTHORITY), out, sign=(AUTHORITY,))
    reserves = (amount_in(run, a[4]), amount_in(run, a[5]))
    run.account(a[1]).data = pool.pack(reserves, liquidity)
    body = event("EvtSwap2") + raw(a[1]) + struct.pack("<BBBQQB", int(buys), 1, 0, amount, least, 0)
    body += struct.pack("<QQQQ", amount, amount - fee if buys else amount, 0, out)
    body += product.root_price(reserves[1], reserves[0]).to_bytes(16, "little")
    body += struct.pack("<QQQQ", fee - fee // 5, fee // 5, 0, 0)
    body += struct.pack("<QQQQQQ", amount, out, out, run.time, *reserves)
    emit(run, DAMM, body)
    who = owner_of(run, coin)
    if buys:
        run.facts.append(Traded(CODE, a[1], a[6], who, "buy", out, a[7], amount))
    else:
        run.facts.append(Traded(CODE, a[1], a[6], who, "sell", amount, a[7], out))


def _priced(amount: Raw, base: Raw, quote: Raw, *, buys: bool) -> tuple[Raw, Raw]:
    """Fee in quote, and what comes out after it."""
    if buys:
        fee = product.part(amount, FEE_PPM)
        return fee, product.given(amount - fee, quote, base)
    whole = product.given(amount, base, quote)
    fee = product.part(whole, FEE_PPM)
    return fee, whole - fee


def amounts_of(liquidity: int, price: int) -> tuple[Raw, Raw]:
    """Both sides of `liquidity` over the whole range at a square-root price (Q64.64), rounded up."""
    first = -(-liquidity * (HIGHEST - price) // (price * HIGHEST))
    return first, -(-liquidity * (price - LOWEST) >> 128)


def liquidity_of(amounts: tuple[Raw, Raw], price: int) -> int:
    """The most liquidity that both amounts pay for."""
    return min((amounts[0] - 1) * price * HIGHEST // (HIGHEST - price), ((amounts[1] - 1) << 128) // (price - LOWEST))


def _open(run: Execution, a: Sequence[Address], data: bytes) -> None:
    """initialize_pool. No certificate is made of the position."""
    run.log("Instruction: InitializePool")
    run.burn(60_000)
    creator, payer = a[0], a[3]
    pool = DammPool(creator, a[8], a[9], a[14], a[15])
    if pool.address != a[6]:
        raise Failed("InvalidSeeds", "provided seeds do not result in a valid address")
    liquidity, price = int.from_bytes(data[8:24], "little"), int.from_bytes(data[24:40], "little")
    amounts = amounts_of(liquidity, price)
    open_state(run, payer, a[6], pool.pack(amounts, liquidity), DAMM)
    open_state(run, payer, a[7], b"\0" * _POSITION, DAMM)
    for vault, mint, mine, amount in zip(a[10:12], a[8:10], a[12:14], amounts, strict=True):
        open_account(run, payer, vault, mint, AUTHORITY)
        send(run, mint, (mine, vault, payer), amount)
    body = event("EvtInitializePool") + b"".join(raw(key) for key in (a[6], a[8], a[9], creator, payer))
    body += b"\0" * 32 + b"\0" * 27 + b"\0\0\0\0"  # alpha vault, base fee, compounding, padding, no dynamic fee
    body += LOWEST.to_bytes(16, "little") + HIGHEST.to_bytes(16, "little") + b"\x01\x01"
    body += liquidity.to_bytes(16, "little") + price.to_bytes(16, "little")
    emit(run, DAMM, body + struct.pack("<QBBQQQQB", run.time, 0, 0, *amounts, *amounts, 0))
    run.facts.append(Pooled(a[6], creator, amounts[0]))


def _change(run: Execution, a: Sequence[Address], data: bytes, *, adds: bool) -> None:
    delta = int.from_bytes(data[8:24], "little")
    first, second = struct.unpack_from("<QQ", data, 24)
    run.log("Instruction: AddLiquidity" if adds else "Instruction: RemoveLiquidity")
    run.burn(40_000)
    run.require_signer(a[9])
    pool, liquidity = DammPool.unpack(run.look(a[0]).data)
    reserves = (amount_in(run, a[4]), amount_in(run, a[5]))
    sides = [reserve * delta // liquidity + adds for reserve in reserves]
    if (sides[0] > first or sides[1] > second) if adds else (sides[0] < first or sides[1] < second):
        raise Failed.custom(6001)
    _keep_position(run, a, delta if adds else -delta)
    for mint, mine, vault, amount in zip(a[6:8], a[2:4], a[4:6], sides, strict=True):
        move, sign = ((mine, vault, a[9]), ()) if adds else ((vault, mine, AUTHORITY), (AUTHORITY,))
        send(run, mint, move, amount, sign=sign)
    after = (amount_in(run, a[4]), amount_in(run, a[5]))
    run.account(a[0]).data = pool.pack(after, liquidity + delta if adds else liquidity - delta)
    body = event("EvtLiquidityChange") + raw(a[0]) + raw(a[1]) + raw(a[9]) + struct.pack("<QQQQQQ", *sides, *sides, *after)
    emit(run, DAMM, body + delta.to_bytes(16, "little") + struct.pack("<QQB", first, second, 0 if adds else 1))
    run.facts.append(Pooled(a[0], a[9], sides[0] if adds else -sides[0]))


def _keep_position(run: Execution, a: Sequence[Address], change: int) -> None:
    """Keep the position's liquidity. It is opened where it is missing, which the real program leaves to create_position."""
    if not run.look(a[1]).lamports:
        open_state(run, a[9], a[1], b"\0" * _POSITION, DAMM)
    held = int.from_bytes(run.look(a[1]).data[72:88], "little") + change
    if held < 0:
        raise Failed.custom(6003)
    run.account(a[1]).data = (account("Position") + raw(a[0]) + raw(a[9]) + held.to_bytes(16, "little")).ljust(_POSITION, b"\0")
