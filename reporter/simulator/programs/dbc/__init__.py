"""Meteora's dynamic bonding curve: creation, swaps, completion, migration to DAMM v2. SYNTHETIC: built from the
dynamic-bonding-curve-sdk 1.5.12 interface. Fees are taken in the quote and stay in the vault."""

import struct
from collections.abc import Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from reporter.model.ids import SPL_TOKEN, SYSTEM, TOKEN_2022, Address, Raw
from reporter.simulator.accounts import rent, token_state
from reporter.simulator.addresses import raw
from reporter.simulator.facts import Graduated, Traded
from reporter.simulator.programs import minting, product, system
from reporter.simulator.programs.anchor import SELF_CALL, emit, event, instruction
from reporter.simulator.programs.damm import liquidity_of
from reporter.simulator.programs.damm.pool import AUTHORITY as DAMM_AUTHORITY
from reporter.simulator.programs.damm.pool import CONFIG, DAMM, DammPool
from reporter.simulator.programs.damm.pool import EVENT_AUTHORITY as DAMM_EVENTS
from reporter.simulator.programs.dbc.pool import AUTHORITY, DBC, DECIMALS, FEE_PPM, ON_SALE, SUPPLY, THRESHOLD, State
from reporter.simulator.programs.vaults import open_account, open_state, owner_of, send
from reporter.simulator.runtime import Execution, Failed

_SWAP: Final = instruction("swap2")
_OPEN: Final = {
    instruction("initialize_virtual_pool_with_spl_token"): (SPL_TOKEN, 10),
    instruction("initialize_virtual_pool_with_token2022"): (TOKEN_2022, 8),
}
_MIGRATE: Final = instruction("migration_damm_v2")
_SPARE: Final = 200_000_000  # lamports lent to the authority for a migration


class Swapped(Struct, frozen=True):
    """What a swap comes to."""

    paid: Raw
    fee: Raw
    out: Raw
    after: State


def process(run: Execution, accounts: Sequence[Address], data: bytes) -> None:
    """Run one instruction."""
    code = data[:8]
    if code == SELF_CALL:
        run.burn(1500)
    elif code == _SWAP:
        _swap(run, accounts, data)
    elif code in _OPEN:
        _open(run, accounts, data)
    elif code == _MIGRATE:
        _migrate(run, accounts)
    else:
        raise Failed.custom(101)


def bought(state: State, budget: Raw, time: int) -> Swapped:
    """A buy for `budget`, filled in part when the curve sells out."""
    base, quote = state.priced
    left = ON_SALE - (SUPPLY - state.base)
    fee = product.part(budget, FEE_PPM)
    out = product.given(budget - fee, quote, base)
    paid = budget
    ends = out >= left
    if ends:
        out = left
        paid = product.gross(product.wanted(left, quote, base), FEE_PPM)
        fee = product.part(paid, FEE_PPM)
    after = replace(
        state, base=state.base - out, quote=state.quote + paid - fee, fees=state.fees + fee, finished=time if ends else 0
    )
    return Swapped(paid, fee, out, after)


def _sold(state: State, tokens: Raw) -> Swapped:
    whole = product.given(tokens, *state.priced)
    fee = product.part(whole, FEE_PPM)
    after = replace(state, base=state.base + tokens, quote=state.quote - whole, fees=state.fees + fee)
    return Swapped(tokens, fee, whole - fee, after)


def _swap(run: Execution, a: Sequence[Address], data: bytes) -> None:
    amount, least = struct.unpack_from("<QQ", data, 8)
    run.log("Instruction: Swap2")
    run.burn(45_000)
    run.require_signer(a[9])
    state = State.unpack(run.look(a[2]).data)
    if state.finished:
        raise Failed.custom(6013)
    buys = token_state(run.look(a[4])).mint == a[7]
    done = bought(state, amount, run.time) if buys else _sold(state, amount)
    if done.out < least or done.out <= 0:
        raise Failed.custom(6003)
    if buys:
        send(run, a[8], (a[3], a[6], a[9]), done.paid)
        send(run, a[7], (a[5], a[4], AUTHORITY), done.out, sign=(AUTHORITY,))
        run.facts.append(Traded("meteora", a[2], a[7], owner_of(run, a[4]), "buy", done.out, a[8], done.paid))
    else:
        send(run, a[7], (a[3], a[5], a[9]), done.paid)
        send(run, a[8], (a[6], a[4], AUTHORITY), done.out, sign=(AUTHORITY,))
        run.facts.append(Traded("meteora", a[2], a[7], owner_of(run, a[3]), "sell", done.paid, a[8], done.out))
    run.account(a[2]).data = done.after.pack()
    _tell(run, a, (amount, least), done, buys=buys)


def _tell(run: Execution, a: Sequence[Address], asked: tuple[Raw, Raw], done: Swapped, *, buys: bool) -> None:
    """EvtSwap and EvtSwap2, which tell the same swap, and EvtCurveComplete where it was the last."""
    base, quote = done.after.priced
    price = product.root_price(quote, base).to_bytes(16, "little")
    net = done.paid - done.fee if buys else done.paid
    protocol = done.fee // 5
    head = raw(a[2]) + raw(a[1]) + struct.pack("<BB", int(buys), 0)
    first = event("EvtSwap") + head + struct.pack("<QQQQ", *asked, net, done.out) + price
    emit(run, DBC, first + struct.pack("<QQQQQ", done.fee - protocol, protocol, 0, done.paid, run.time))
    second = (
        event("EvtSwap2") + head + struct.pack("<QQBQQQQ", *asked, 1, done.paid, net, asked[0] - done.paid, done.out) + price
    )
    second += struct.pack("<QQQQQQ", done.fee - protocol, protocol, 0, done.after.quote, THRESHOLD, run.time)
    emit(run, DBC, second)
    if done.after.finished:
        emit(
            run, DBC, event("EvtCurveComplete") + raw(a[2]) + raw(a[1]) + struct.pack("<QQ", done.after.base, done.after.quote)
        )


def _open(run: Execution, a: Sequence[Address], data: bytes) -> None:
    program, payer_at = _OPEN[data[:8]]
    payer, creator, mint, quote = a[payer_at], a[2], a[3], a[4]
    run.log(
        "Instruction: InitializeVirtualPoolWithSplToken"
        if program == SPL_TOKEN
        else "Instruction: InitializeVirtualPoolWithToken2022"
    )
    run.burn(80_000)
    run.require_signer(creator)
    minting.make(run, payer, mint, AUTHORITY, (program, DECIMALS, _texts(data), creator))
    kind = int(program == TOKEN_2022)
    open_state(run, payer, a[5], State(a[0], creator, mint, (a[6], a[7]), kind=kind).pack(), DBC)
    open_account(run, payer, a[6], mint, AUTHORITY)
    open_account(run, payer, a[7], quote, AUTHORITY)
    minting.issue(run, mint, a[6], AUTHORITY, SUPPLY)
    body = event("EvtInitializePool") + b"".join(raw(key) for key in (a[5], a[0], creator, mint))
    emit(run, DBC, body + struct.pack("<BQ", kind, run.time))


def _texts(data: bytes) -> tuple[str, str, str]:
    parts: list[str] = []
    at = 8
    for _ in range(3):
        (size,) = struct.unpack_from("<I", data, at)
        parts.append(data[at + 4 : at + 4 + size].decode())
        at += 4 + size
    return parts[0], parts[1], parts[2]


def _migrate(run: Execution, a: Sequence[Address]) -> None:
    """Unsold tokens and the quote raised go to a DAMM v2 pool; fees and rounding stay. No event of this program tells it."""
    run.log("Instruction: MigrationDammV2")
    run.burn(60_000)
    state = State.unpack(run.look(a[0]).data)
    if not state.finished or state.migrated:
        raise Failed.custom(6018)
    pool = DammPool(AUTHORITY, a[13], a[14], a[20], a[21])
    run.invoke(SYSTEM, (a[19], AUTHORITY), system.transfer_data(_SPARE))
    accounts = (
        *(AUTHORITY, a[5], a[6], AUTHORITY, CONFIG, DAMM_AUTHORITY, pool.address, a[7], a[13], a[14], a[15], a[16]),
        *(a[17], a[18], a[20], a[21], TOKEN_2022, SYSTEM, DAMM_EVENTS, DAMM),
    )
    price = product.root_price(state.quote, state.base)
    liquidity = liquidity_of((state.base, state.quote), price)
    data = instruction("initialize_pool") + liquidity.to_bytes(16, "little") + price.to_bytes(16, "little") + b"\0"
    run.invoke(DAMM, accounts, data, sign=(AUTHORITY,))
    run.account(a[0]).data = replace(state, migrated=True).pack()
    run.invoke(SYSTEM, (AUTHORITY, a[19]), system.transfer_data(run.look(AUTHORITY).lamports - rent(0)), sign=(AUTHORITY,))
    run.facts.append(Graduated(a[13], pool.address, "meteora_damm_v2"))
