"""Raydium LaunchLab: creation, trades on the curve, migration to CPMM.

Order of events and payments: recorded transactions 1DnjawZs (sell_exact_in), 3a51pehe (buy_exact_in) and 3EAWtyqZ
(migrate_to_cpswap). Of creations no recording exists: their calls follow the interface.
"""

import struct
from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from reporter.model.ids import ASSOCIATED_TOKEN, SPL_TOKEN, SYSTEM, TOKEN_2022, Address, Raw
from reporter.simulator.accounts import rent
from reporter.simulator.addresses import raw
from reporter.simulator.facts import Graduated, Traded
from reporter.simulator.programs import associated as associated_program
from reporter.simulator.programs import minting, product, system
from reporter.simulator.programs.anchor import SELF_CALL, emit, event, instruction
from reporter.simulator.programs.cpmm.pool import CPMM, CpmmPool
from reporter.simulator.programs.launchlab import pool as layout
from reporter.simulator.programs.launchlab.pool import (
    AUTHORITY,
    LAUNCHLAB,
    LOCK_AUTHORITY,
    LOCKER,
    ON_SALE,
    PLATFORM_PPM,
    PROTOCOL_PPM,
    SUPPLY,
    VIRTUAL_BASE,
    Curve,
    State,
)
from reporter.simulator.programs.token import CLOSE
from reporter.simulator.programs.vaults import amount_in, open_account, open_state, owner_of, send
from reporter.simulator.runtime import Execution, Failed

_BUY, _SELL = instruction("buy_exact_in"), instruction("sell_exact_in")
_OPEN: Final = {instruction("initialize_v2"): SPL_TOKEN, instruction("initialize_with_token_2022"): TOKEN_2022}
_MIGRATE: Final = instruction("migrate_to_cpswap")
_LOCK: Final = bytes.fromhex("d89d1d4e26331f1a")
_SPARE: Final = 1_000_000_000  # lamports lent to the authority for a migration


def process(run: Execution, accounts: Sequence[Address], data: bytes) -> None:
    """Run one instruction."""
    code = data[:8]
    if code == SELF_CALL:
        run.burn(1500)
    elif code == _BUY:
        _buy(run, accounts, data)
    elif code == _SELL:
        _sell(run, accounts, data)
    elif code in _OPEN:
        _open(run, accounts, data)
    elif code == _MIGRATE:
        _migrate(run, accounts)
    else:
        raise Failed.custom(101)


def lock(run: Execution, accounts: Sequence[Address], data: bytes) -> None:
    """Raydium's locker: takes a pool's shares for good. Its certificate of the position is left out."""
    run.log("Instruction: LockCpLiquidity")
    run.burn(60_000)
    payer, owner, shares, mint, vault = accounts[:5]
    run.invoke(ASSOCIATED_TOKEN, (payer, vault, LOCK_AUTHORITY, mint, SYSTEM, SPL_TOKEN), associated_program.CREATE)
    send(run, mint, (shares, vault, owner), struct.unpack_from("<Q", data, 8)[0])


def buy(state: State, amount: Raw) -> tuple[Raw, Raw, bool]:
    """Tokens out, quote really taken, and whether the curve is sold out, for a budget of `amount`."""
    base, quote = state.reserves
    left = ON_SALE - state.real_base
    net = amount - sum(fees(amount))
    tokens = product.given(net, quote, base)
    if tokens < left:
        return tokens, amount, False
    return left, product.gross(product.wanted(left, quote, base), PROTOCOL_PPM + PLATFORM_PPM), True


def fees(amount: Raw) -> tuple[Raw, Raw]:
    """Protocol and platform fee: together rounded up, the platform's share of it down (all three recorded trades)."""
    both = product.part(amount, PROTOCOL_PPM + PLATFORM_PPM)
    platform = both * PLATFORM_PPM // (PROTOCOL_PPM + PLATFORM_PPM)
    return both - platform, platform


def _selling(run: Execution, a: Sequence[Address], data: bytes, name: str) -> tuple[State, Raw, Raw]:
    run.log(f"Instruction: {name}")
    run.burn(40_000)
    run.require_signer(a[0])
    state = State.unpack(run.look(a[4]).data)
    if state.status:
        raise Failed.custom(6012)
    amount, least = struct.unpack_from("<QQ", data, 8)
    return state, amount, least


def _buy(run: Execution, a: Sequence[Address], data: bytes) -> None:
    state, budget, least = _selling(run, a, data, "BuyExactIn")
    tokens, amount, ends = buy(state, budget)
    if tokens < least or not tokens:
        raise Failed.custom(6003)
    protocol, platform = fees(amount)
    after = replace(
        state,
        real_base=state.real_base + tokens,
        real_quote=state.real_quote + amount - protocol - platform,
        protocol_fee=state.protocol_fee + protocol,
        status=int(ends),
    )
    _tell(run, a, (state, after), (amount, tokens, protocol, platform), sells=False)
    send(run, a[10], (a[6], a[8], a[0]), amount)
    send(run, a[9], (a[7], a[5], AUTHORITY), tokens, sign=(AUTHORITY,))
    send(run, a[10], (a[8], a[16], AUTHORITY), platform, sign=(AUTHORITY,))
    run.facts.append(Traded("bonk", a[4], a[9], owner_of(run, a[5]), "buy", tokens, a[10], amount))


def _sell(run: Execution, a: Sequence[Address], data: bytes) -> None:
    state, tokens, least = _selling(run, a, data, "SellExactIn")
    base, quote = state.reserves
    whole = product.given(tokens, base, quote)
    protocol, platform = fees(whole)
    out = whole - protocol - platform
    if out < least or out <= 0:
        raise Failed.custom(6003)
    after = replace(
        state,
        real_base=state.real_base - tokens,
        real_quote=state.real_quote - whole,
        protocol_fee=state.protocol_fee + protocol,
    )
    _tell(run, a, (state, after), (tokens, out, protocol, platform), sells=True)
    send(run, a[9], (a[5], a[7], a[0]), tokens)
    send(run, a[10], (a[8], a[6], AUTHORITY), out, sign=(AUTHORITY,))
    send(run, a[10], (a[8], a[16], AUTHORITY), platform, sign=(AUTHORITY,))
    run.facts.append(Traded("bonk", a[4], a[9], owner_of(run, a[5]), "sell", tokens, a[10], out))


def _tell(
    run: Execution, a: Sequence[Address], states: tuple[State, State], moved: tuple[Raw, Raw, Raw, Raw], *, sells: bool
) -> None:
    """TradeEvent of 147 bytes: amounts in and out, then protocol, platform, creator and referrer fee."""
    before, after = states
    run.account(a[4]).data = after.pack()
    body = event("TradeEvent") + raw(a[4])
    body += struct.pack("<QQQ", ON_SALE, VIRTUAL_BASE, layout.terms(before.quote).virtual_quote)
    body += struct.pack("<QQQQ", before.real_base, before.real_quote, after.real_base, after.real_quote)
    body += struct.pack("<QQQQQQBBB", *moved, 0, 0, sells, after.status, 1)
    emit(run, LAUNCHLAB, body)


def _open(run: Execution, a: Sequence[Address], data: bytes) -> None:
    payer, creator, mint, quote = a[0], a[1], a[6], a[7]
    program = _OPEN[data[:8]]
    run.log("Instruction: InitializeV2" if program == SPL_TOKEN else "Instruction: InitializeWithToken2022")
    run.burn(90_000)
    texts = _texts(data)
    minting.make(run, payer, mint, AUTHORITY, (program, layout.DECIMALS, texts, creator))
    curve = Curve(mint, quote, program, run.look(quote).owner)
    flags = int(program == TOKEN_2022) | 2 * int(curve.quote_program == TOKEN_2022)
    open_state(run, payer, a[5], State(mint, quote, creator, flags).pack(), LAUNCHLAB)
    open_account(run, payer, a[8], mint, AUTHORITY)
    open_account(run, payer, a[9], quote, AUTHORITY)
    minting.issue(run, mint, a[8], AUTHORITY, SUPPLY)
    body = event("PoolCreateEvent") + raw(a[5]) + raw(creator) + raw(a[2]) + curve.parameters(texts) + b"\0"
    emit(run, LAUNCHLAB, body)


def _texts(data: bytes) -> tuple[str, str, str]:
    parts: list[str] = []
    at = 9
    for _ in range(3):
        (size,) = struct.unpack_from("<I", data, at)
        parts.append(data[at + 4 : at + 4 + size].decode())
        at += 4 + size
    return parts[0], parts[1], parts[2]


def _migrate(run: Execution, a: Sequence[Address]) -> None:
    """All unsold tokens and the quote raised go to a CPMM pool; its shares are locked; protocol fees stay in the vault."""
    run.log("Instruction: MigrateToCpswap")
    run.burn(60_000)
    state = State.unpack(run.look(a[17]).data)
    if state.status != 1:
        raise Failed.custom(6010)
    pool = CpmmPool.of(state.creator, (a[1], run.look(a[1]).owner), (a[2], run.look(a[2]).owner))
    run.invoke(SYSTEM, (a[0], AUTHORITY), system.transfer_data(_SPARE))
    amounts = {a[1]: SUPPLY - state.real_base, a[2]: state.real_quote}
    vaults = {a[1]: a[19], a[2]: a[20]}
    accounts = (
        *(AUTHORITY, state.creator, a[10], a[6], pool.address, pool.token_0, pool.token_1, pool.lp_mint),
        *(vaults[pool.token_0], vaults[pool.token_1], a[21], pool.vault(pool.token_0), pool.vault(pool.token_1), a[11], a[12]),
        *(layout.PLATFORM, SPL_TOKEN, pool.program_0, pool.program_1, ASSOCIATED_TOKEN, SYSTEM),
    )
    data = instruction("initialize_with_permission")
    data += struct.pack("<QQQB", amounts[pool.token_0], amounts[pool.token_1], 0, 1)
    run.invoke(CPMM, accounts, data, sign=(AUTHORITY,))
    shares = amount_in(run, a[21])
    lock_data = _LOCK + struct.pack("<QB", shares, 1)
    run.invoke(LOCKER, (a[0], AUTHORITY, a[21], pool.lp_mint, a[15]), lock_data, sign=(AUTHORITY,))
    run.invoke(SPL_TOKEN, (a[21], a[0], AUTHORITY), CLOSE, sign=(AUTHORITY,))
    run.account(a[17]).data = replace(state, status=2).pack()
    rest = run.look(AUTHORITY).lamports - rent(0)
    run.invoke(SYSTEM, (AUTHORITY, a[0]), system.transfer_data(rest), sign=(AUTHORITY,))
    run.facts.append(Graduated(a[1], pool.address, "cpmm"))
