"""PumpSwap: pools, trades, deposits and withdrawals. Layouts: pump-swap-sdk 1.20.0 interface."""

import math
import struct
from collections.abc import Sequence
from typing import Final

from reporter.model.ids import ASSOCIATED_TOKEN, SYSTEM, TOKEN_2022, Address, Raw
from reporter.simulator.accounts import MINT, mint_state, rent
from reporter.simulator.addresses import raw, text
from reporter.simulator.facts import Pooled
from reporter.simulator.programs import associated as associated_program
from reporter.simulator.programs import system
from reporter.simulator.programs.anchor import SELF_CALL, emit, event, instruction
from reporter.simulator.programs.minting import initialize_data
from reporter.simulator.programs.pumpswap import trade
from reporter.simulator.programs.pumpswap.pool import PUMPSWAP, Pool
from reporter.simulator.programs.vaults import amount_in, open_state, owner_of, program_of, send
from reporter.simulator.runtime import Execution, Failed

_CREATE: Final = instruction("create_pool")
_DEPOSIT: Final = instruction("deposit")
_WITHDRAW: Final = instruction("withdraw")
_MINIMUM: Final = 100  # shares nobody gets


def process(run: Execution, accounts: Sequence[Address], data: bytes) -> None:
    """Run one instruction."""
    code = data[:8]
    if code == SELF_CALL:
        run.burn(2170)
    elif code in trade.LOGS:
        trade.process(run, pool_at(run, accounts[0]), accounts, data)
    elif code == _CREATE:
        _create(run, accounts, data)
    elif code in {_DEPOSIT, _WITHDRAW}:
        _change(run, accounts, data, adds=code == _DEPOSIT)
    else:
        raise Failed.custom(101)


def pool_at(run: Execution, address: Address) -> Pool:
    """The pool whose account is `address`."""
    data = run.look(address).data
    bare = Pool.unpack(data, ("", ""))
    return Pool.unpack(data, (program_of(run, bare.base), program_of(run, bare.quote)))


def lp_supply(data: bytes) -> Raw:
    """Shares a pool counts, burned ones included: more than its mint's supply."""
    return int.from_bytes(data[203:211], "little")


def _create(run: Execution, a: Sequence[Address], data: bytes) -> None:
    index, base, quote = struct.unpack_from("<HQQ", data, 8)
    pool = Pool(a[2], a[3], a[4], text(data[26:58]), a[13], a[14], index)
    run.log("Instruction: CreatePool")
    run.burn(60_000)
    run.require_signer(a[2])
    if pool.address != a[0]:
        raise Failed("InvalidSeeds", "provided seeds do not result in a valid address")
    shares = math.isqrt(base * quote)
    open_state(run, a[2], a[0], pool.pack(shares), PUMPSWAP)
    run.invoke(SYSTEM, (a[2], a[5]), system.create_data(rent(MINT), MINT, TOKEN_2022), sign=(a[5],))
    run.invoke(TOKEN_2022, (a[5],), initialize_data(9, a[0]))
    for vault, mint, program in ((a[9], a[3], a[13]), (a[10], a[4], a[14])):
        run.invoke(ASSOCIATED_TOKEN, (a[2], vault, a[0], mint, SYSTEM, program), associated_program.CREATE)
    run.invoke(ASSOCIATED_TOKEN, (a[2], a[8], a[2], a[5], SYSTEM, TOKEN_2022), associated_program.IDEMPOTENT)
    send(run, a[3], (a[6], a[9], a[2]), base)
    send(run, a[4], (a[7], a[10], a[2]), quote)
    run.invoke(TOKEN_2022, (a[5], a[8], a[0]), struct.pack("<BQ", 7, shares - _MINIMUM), sign=(a[0],))
    decimals = [mint_state(run.look(mint)).decimals for mint in (a[3], a[4])]
    body = event("CreatePoolEvent") + struct.pack("<qH", run.time, index) + raw(a[2]) + raw(a[3]) + raw(a[4])
    body += struct.pack("<BBQQQQQQQB", *decimals, base, quote, base, quote, _MINIMUM, shares, shares - _MINIMUM, 255)
    body += b"".join(raw(key) for key in (a[0], a[5], a[6], a[7], pool.coin_creator))
    emit(run, PUMPSWAP, body + b"\0" + struct.pack("<QBB", 0, 0, 0), logged=True)
    run.facts.append(Pooled(a[0], a[2], base))


def _change(run: Execution, a: Sequence[Address], data: bytes, *, adds: bool) -> None:
    shares, first, second = struct.unpack_from("<QQQ", data, 8)
    run.log(f"Instruction: {'Deposit' if adds else 'Withdraw'}")
    run.burn(40_000)
    run.require_signer(a[2])
    reserves = (amount_in(run, a[9]), amount_in(run, a[10]))
    supply = lp_supply(run.look(a[0]).data)
    sides = [reserve * shares // supply + adds for reserve in reserves]
    refused = (sides[0] > first or sides[1] > second) if adds else (sides[0] < first or sides[1] < second)
    if refused or not shares:
        raise Failed.custom(6004)
    held = (amount_in(run, a[6]), amount_in(run, a[7]))
    _move_sides(run, a, (sides[0], sides[1]), adds=adds)
    tag, who = (7, a[0]) if adds else (8, a[2])
    order = (a[5], a[8], who) if adds else (a[8], a[5], who)
    run.invoke(TOKEN_2022, order, struct.pack("<BQ", tag, shares), sign=(a[0],) if adds else ())
    body = event("DepositEvent" if adds else "WithdrawEvent")
    body += struct.pack("<qQQQQQQQQQQ", run.time, shares, first, second, *held, *reserves, *sides, supply)
    emit(run, PUMPSWAP, body + b"".join(raw(key) for key in (a[0], a[2], a[6], a[7], a[8])), logged=True)
    pool = pool_at(run, a[0])
    run.account(a[0]).data = pool.pack(supply + shares if adds else supply - shares)
    run.facts.append(Pooled(a[0], owner_of(run, a[6]), sides[0] if adds else -sides[0]))


def _move_sides(run: Execution, a: Sequence[Address], sides: tuple[Raw, Raw], *, adds: bool) -> None:
    for mint, mine, vault, amount in ((a[3], a[6], a[9], sides[0]), (a[4], a[7], a[10], sides[1])):
        move, sign = ((mine, vault, a[2]), ()) if adds else ((vault, mine, a[0]), (a[0],))
        send(run, mint, move, amount, sign=sign)
