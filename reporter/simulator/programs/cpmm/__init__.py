"""Raydium CPMM: pools, swaps, deposits and withdrawals. Events are logged, not sent (raydium-cp-swap source).

Calls of a creation by permission as in recorded transaction 3EAWtyqZ, those of a swap as in 213kMyMK.
"""

import math
import struct
from collections.abc import Sequence
from typing import Final

from reporter.model.ids import ASSOCIATED_TOKEN, QUOTES, SPL_TOKEN, SYSTEM, Address, Mint, Raw
from reporter.simulator.accounts import MINT, mint_state, rent
from reporter.simulator.addresses import raw
from reporter.simulator.facts import Pooled, Traded
from reporter.simulator.programs import associated as associated_program
from reporter.simulator.programs import product, system
from reporter.simulator.programs.anchor import event, instruction
from reporter.simulator.programs.cpmm.pool import AUTHORITY, CPMM, CREATE_FEE, OBSERVATION, TRADE_PPM, CpmmPool
from reporter.simulator.programs.minting import initialize_data
from reporter.simulator.programs.vaults import amount_in, open_account, open_state, owner_of, send
from reporter.simulator.runtime import Execution, Failed

_SWAP: Final = instruction("swap_base_input")
_OPEN: Final = instruction("initialize")
_PERMITTED: Final = instruction("initialize_with_permission")
_DEPOSIT, _WITHDRAW = instruction("deposit"), instruction("withdraw")
_LOCKED: Final = 100  # shares nobody gets


def process(run: Execution, accounts: Sequence[Address], data: bytes) -> None:
    """Run one instruction."""
    code = data[:8]
    if code == _SWAP:
        _swap(run, accounts, data)
    elif code == _OPEN:
        run.log("Instruction: Initialize")
        creator, *rest = accounts
        _open(run, (creator, creator, *rest), data, fee_at=13)
    elif code == _PERMITTED:
        run.log("Instruction: InitializeWithPermission")
        _open(run, accounts, data, fee_at=13)
    elif code in {_DEPOSIT, _WITHDRAW}:
        _change(run, accounts, data, adds=code == _DEPOSIT)
    else:
        raise Failed.custom(101)


def _swap(run: Execution, a: Sequence[Address], data: bytes) -> None:
    amount, least = struct.unpack_from("<QQ", data, 8)
    run.log("Instruction: SwapBaseInput")
    run.burn(30_000)
    run.require_signer(a[0])
    inside, outside = amount_in(run, a[6]), amount_in(run, a[7])
    fee = product.part(amount, TRADE_PPM)
    out = product.given(amount - fee, inside, outside)
    if out < least or not out:
        raise Failed.custom(6005)
    body = event("SwapEvent") + raw(a[3]) + struct.pack("<QQQQQQB", inside, outside, amount, out, 0, 0, 1)
    run.logs.data(body + raw(a[10]) + raw(a[11]) + struct.pack("<QQB", fee, 0, 0))
    send(run, a[10], (a[4], a[6], a[0]), amount)
    send(run, a[11], (a[7], a[5], AUTHORITY), out, sign=(AUTHORITY,))
    if a[10] in QUOTES:
        run.facts.append(Traded("cpmm", a[3], a[11], owner_of(run, a[5]), "buy", out, a[10], amount))
    else:
        run.facts.append(Traded("cpmm", a[3], a[10], owner_of(run, a[4]), "sell", amount, a[11], out))


def _open(run: Execution, a: Sequence[Address], data: bytes, *, fee_at: int) -> None:
    """Accounts in the order of initialize_with_permission: payer 0, creator 1, configuration 2, pool 4, vaults 11 and 12."""
    payer = a[0]
    amounts = struct.unpack_from("<QQ", data, 8)
    run.burn(90_000)
    run.require_signer(payer)
    pool = CpmmPool(a[1], a[5], a[6], run.look(a[5]).owner, run.look(a[6]).owner, a[2])
    if pool.address != a[4]:
        raise Failed("InvalidSeeds", "provided seeds do not result in a valid address")
    run.invoke(SYSTEM, (payer, a[7]), system.create_data(rent(MINT), MINT, SPL_TOKEN), sign=(a[7],))
    run.invoke(SPL_TOKEN, (a[7],), initialize_data(9, AUTHORITY))
    run.invoke(ASSOCIATED_TOKEN, (payer, a[10], payer, a[7], SYSTEM, SPL_TOKEN), associated_program.CREATE)
    open_state(run, payer, pool.observation, b"\0" * OBSERVATION, CPMM)
    for vault, mint in ((a[11], a[5]), (a[12], a[6])):
        open_account(run, payer, vault, mint, AUTHORITY)
    shares = math.isqrt(amounts[0] * amounts[1])
    open_state(run, payer, a[4], pool.pack(shares, _decimals(run, pool), run.time), CPMM)
    for mint, mine, vault, amount in zip((a[5], a[6]), (a[8], a[9]), (a[11], a[12]), amounts, strict=True):
        send(run, mint, (mine, vault, payer), amount)
    run.invoke(SPL_TOKEN, (a[7], a[10], AUTHORITY), struct.pack("<BQ", 7, shares - _LOCKED), sign=(AUTHORITY,))
    run.invoke(SYSTEM, (payer, a[fee_at]), system.transfer_data(CREATE_FEE))
    run.invoke(SPL_TOKEN, (a[fee_at],), b"\x11")
    source, amount = (a[9], amounts[1]) if a[5] in QUOTES else (a[8], amounts[0])
    run.facts.append(Pooled(a[4], owner_of(run, source), amount))


def _change(run: Execution, a: Sequence[Address], data: bytes, *, adds: bool) -> None:
    shares, first, second = struct.unpack_from("<QQQ", data, 8)
    run.log(f"Instruction: {'Deposit' if adds else 'Withdraw'}")
    run.burn(40_000)
    run.require_signer(a[0])
    pool = CpmmPool.unpack(run.look(a[2]).data)
    supply = int.from_bytes(run.look(a[2]).data[333:341], "little")
    before = (amount_in(run, a[6]), amount_in(run, a[7]))
    sides = [reserve * shares // supply + adds for reserve in before]
    if (sides[0] > first or sides[1] > second) if adds else (sides[0] < first or sides[1] < second):
        raise Failed.custom(6005)
    body = event("LpChangeEvent") + raw(a[2])
    run.logs.data(body + struct.pack("<QQQQQQQB", supply, *before, *sides, 0, 0, 0 if adds else 1))
    for mint, mine, vault, amount in zip((a[10], a[11]), (a[4], a[5]), (a[6], a[7]), sides, strict=True):
        move, sign = ((mine, vault, a[0]), ()) if adds else ((vault, mine, AUTHORITY), (AUTHORITY,))
        send(run, mint, move, amount, sign=sign)
    if adds:
        run.invoke(SPL_TOKEN, (a[12], a[3], AUTHORITY), struct.pack("<BQ", 7, shares), sign=(AUTHORITY,))
    else:
        run.invoke(SPL_TOKEN, (a[3], a[12], a[0]), struct.pack("<BQ", 8, shares))
    run.account(a[2]).data = pool.pack(supply + shares if adds else supply - shares, _decimals(run, pool), run.time)
    run.facts.append(Pooled(a[2], a[0], _token_side(pool, sides) if adds else -_token_side(pool, sides)))


def _decimals(run: Execution, pool: CpmmPool) -> tuple[int, int]:
    def of(mint: Mint) -> int:
        return mint_state(run.look(mint)).decimals

    return of(pool.token_0), of(pool.token_1)


def _token_side(pool: CpmmPool, sides: Sequence[Raw]) -> Raw:
    return sides[1] if pool.token_0 in QUOTES else sides[0]
