"""migrate: the curve's last tokens and its SOL become a PumpSwap pool, whose shares are burned.

Accounts, amounts and the event: pump-sdk 2.0.0 interface and constants; no recording of 2026 shows one, so that the order of
the inner calls is this simulator's.
"""

import struct
from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from reporter.model.ids import ASSOCIATED_TOKEN, SPL_TOKEN, SYSTEM, TOKEN_2022, WRAPPED_SOL, Address, Wallet
from reporter.simulator.accounts import rent
from reporter.simulator.addresses import PUMP, RENT_SYSVAR, derived, raw
from reporter.simulator.facts import Graduated
from reporter.simulator.programs import associated as associated_program
from reporter.simulator.programs import system
from reporter.simulator.programs.anchor import event, instruction
from reporter.simulator.programs.pump import events
from reporter.simulator.programs.pump.coin import EVENT_AUTHORITY, GLOBAL, Coin
from reporter.simulator.programs.pump.curve import Curve
from reporter.simulator.programs.pumpswap.pool import EVENT_AUTHORITY as POOL_EVENTS
from reporter.simulator.programs.pumpswap.pool import GLOBAL as POOL_GLOBAL
from reporter.simulator.programs.pumpswap.pool import PUMPSWAP, Pool
from reporter.simulator.programs.token import CLOSE
from reporter.simulator.programs.vaults import amount_in, send
from reporter.simulator.runtime import Call, Execution, Failed, Meta

MIGRATE: Final = instruction("migrate")
MIGRATOR: Final = "39azUYFWPz3VHgKCf3VChUwbpURdCHRxjWVowf5jUJjg"
FEE: Final = 15_000_001  # lamports
_SPARE: Final = 100_000_000  # lamports lent to the pool authority for rent


def pool_authority(coin: Coin) -> Address:
    """Who makes the coin's own pool."""
    return derived(PUMP, b"pool-authority", raw(coin.mint))


def pool_of(coin: Coin) -> Pool:
    """The PumpSwap pool of a pump.fun coin."""
    return Pool(pool_authority(coin), coin.mint, WRAPPED_SOL, coin.creator, coin.token_program)


def migrate(coin: Coin, user: Wallet) -> Call:
    """The instruction, sent by anybody."""
    pool, authority = pool_of(coin), pool_authority(coin)
    names = (
        *((GLOBAL, False), (MIGRATOR, True), (coin.mint, False), (coin.curve, True), (coin.vault, True), (user, True)),
        *((SYSTEM, False), (coin.token_program, False), (PUMPSWAP, False), (pool.address, True), (authority, True)),
        *((coin.held_by(authority), True), (coin.wrapped(authority), True), (POOL_GLOBAL, False), (WRAPPED_SOL, False)),
        *((pool.lp_mint, True), (pool.shares_of(authority), True), (pool.base_vault, True), (pool.quote_vault, True)),
        *((TOKEN_2022, False), (ASSOCIATED_TOKEN, False), (POOL_EVENTS, False), (EVENT_AUTHORITY, False), (PUMP, False)),
        *((RENT_SYSVAR, False), (SPL_TOKEN, False)),
    )
    return Call(PUMP, tuple(Meta(key, key == user, writable) for key, writable in names), MIGRATE)


def process(run: Execution, a: Sequence[Address]) -> None:
    """Run it; a curve already migrated gives nothing and succeeds."""
    run.log("Instruction: Migrate")
    run.burn(70_000)
    curve = Curve.unpack(run.look(a[3]).data)
    if not curve.complete:
        raise Failed.custom(6006)
    if not curve.real_quote:
        run.log("Bonding curve already migrated")
        return
    coin = Coin(a[2], curve.creator, a[7])
    pool, authority, user = pool_of(coin), a[10], a[5]
    tokens, lamports = amount_in(run, a[4]), curve.real_quote - FEE
    run.invoke(SYSTEM, (user, authority), system.transfer_data(_SPARE))
    for account, mint, program in ((a[11], a[2], a[7]), (a[12], WRAPPED_SOL, SPL_TOKEN)):
        run.invoke(ASSOCIATED_TOKEN, (user, account, authority, mint, SYSTEM, program), associated_program.CREATE)
    send(run, a[2], (a[4], a[11], a[3]), tokens, sign=(a[3],))
    run.move(a[3], a[1], FEE)
    run.move(a[3], a[12], lamports)
    run.invoke(SPL_TOKEN, (a[12],), b"\x11")
    opened = pool.open(authority, tokens, lamports)
    run.invoke(PUMPSWAP, [meta.address for meta in opened.accounts], opened.data, sign=(authority,))
    shares = struct.pack("<BQ", 8, amount_in(run, a[16]))
    run.invoke(TOKEN_2022, (a[16], a[15], authority), shares, sign=(authority,))
    for account, program in ((a[11], a[7]), (a[12], SPL_TOKEN), (a[16], TOKEN_2022)):
        run.invoke(program, (account, user, authority), CLOSE, sign=(authority,))
    rest = run.look(authority).lamports - rent(0)
    run.invoke(SYSTEM, (authority, user), system.transfer_data(rest), sign=(authority,))
    run.account(a[3]).data = replace(curve, real_quote=0).pack()
    body = event("CompletePumpAmmMigrationEvent") + raw(user) + raw(a[2]) + struct.pack("<QQQ", tokens, lamports, FEE)
    events.emit(run, body + raw(a[3]) + struct.pack("<q", run.time) + raw(a[9]) + raw(SYSTEM))
    run.facts.append(Graduated(a[2], a[9], "pumpswap"))
