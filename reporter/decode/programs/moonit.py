"""Moonit, the first Moonshot: a curve that keeps SOL in its own account. Trades carry the code "unknown".

Amounts come from the transfers below an instruction and, for what a curve pays out, from the balances; the event in the log is
not read. A buyer's System transfers go to the curve and to two fee accounts: all of them are the price. Account order: third
party's decoder (2026-04-30); buys checked on recorded transaction 5vZHJxz4, the rest unconfirmed on bytes.
"""

from collections.abc import Sequence
from typing import Final

from reporter.decode.borsh import Reader
from reporter.decode.context import Context
from reporter.decode.contract import ProgramDecoder
from reporter.decode.programs import curve_lamports
from reporter.decode.programs.anchor import instruction_tag
from reporter.decode.programs.pool_moves import out_of, total, transfers_below
from reporter.decode.programs.pool_trades import CurveAccounts, curve_trade
from reporter.model.events import AnyEvent, Create, Migrate
from reporter.model.ids import WRAPPED_SOL
from reporter.model.transaction import Instruction

MOONIT: Final = "MoonCVVNZFSYkqNXP6bxHLPL6QQJiMagDL3qcqUQTrG"
PLATFORM: Final = "unknown"

_CREATE: Final = instruction_tag("token_mint")
_BUY: Final = instruction_tag("buy")
_SELL: Final = instruction_tag("sell")
_MIGRATE: Final = instruction_tag("migrate_funds")
_SILENT: Final = frozenset({instruction_tag("config_init"), instruction_tag("config_update")})
KNOWN: Final = _SILENT | {_CREATE, _BUY, _SELL, _MIGRATE}


def _created(at: Instruction) -> Sequence[AnyEvent] | None:
    """Account order: sender 0, curve 2, mint 3, token program 7; three texts, three small numbers, the supply."""
    a, r = at.accounts, Reader(at.data, 8)
    name, symbol, uri = r.text(), r.text(), r.text()
    r.skip(2)  # decimals, currency
    supply = r.u64()
    if len(a) < 8 or name is None or symbol is None or uri is None:
        return None
    return (
        Create(
            platform=PLATFORM,
            mint=a[3],
            wallet=a[0],
            quote_mint=WRAPPED_SOL,
            creator=a[0],
            market=a[2],
            name=name,
            symbol=symbol,
            uri=uri,
            supply=supply,
            token_program=a[7],
            path=at.path,
        ),
    )


_PLACES: Final = CurveAccounts(mint=6, market=2, vault=3, user=0)


def _traded(at: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
    """Account order: sender 0, its token account 1, curve 2, the curve's token account 3, fee accounts 4 and 5, mint 6."""
    if len(at.accounts) < 7:
        return None
    bought = at.data[:8] == _BUY
    return curve_trade(PLATFORM, at, ctx, _PLACES, bought=bought, quote=_paid if bought else _released)


def _paid(at: Instruction, ctx: Context) -> tuple[int, int]:
    """What the buyer sent in all, and how much of it went to the fee accounts."""
    a = at.accounts
    fees = sum(curve_lamports.sent(at, ctx, source=a[0], target=account) for account in {a[4], a[5]})
    return curve_lamports.sent(at, ctx, source=a[0], target=a[2]) + fees, fees


def _released(at: Instruction, ctx: Context) -> tuple[int | None, int | None]:
    """What left the curve without the fees, and the fees; unknown where the transaction trades the curve more than once."""
    a = at.accounts
    gross = -curve_lamports.gained(a[2], ctx)
    fees = sum(curve_lamports.gained(account, ctx) for account in {a[4], a[5]})
    if not curve_lamports.alone(at, ctx, 2) or gross <= 0 or not 0 <= fees <= gross:
        return None, None
    return gross - fees, fees


def _migrated(at: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
    """The operator takes a sold-out curve's tokens and SOL to make a pool elsewhere, in a transaction of its own.

    Account order: operator 0, curve 2, its token account 3, mint 5.
    """
    a = at.accounts
    if len(a) < 6:
        return None
    moved = total(out_of(a[3], transfers_below(at, ctx)))
    if not moved:
        return ()
    sol = -curve_lamports.gained(a[2], ctx)
    return (
        Migrate(
            platform=PLATFORM,
            mint=a[5],
            wallet=a[0],
            market=a[2],
            pool=None,
            to=None,
            quote_mint=WRAPPED_SOL,
            quote_amount=sol if sol > 0 else None,
            token_amount=moved,
            path=at.path,
        ),
    )


def read(instruction: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
    """Events of one instruction; () where it did nothing, None where it is unknown."""
    tag = instruction.data[:8]
    if tag not in KNOWN:
        return None
    if not ctx.transaction.ok or tag in _SILENT:
        return ()
    if tag == _CREATE:
        return _created(instruction)
    return _migrated(instruction, ctx) if tag == _MIGRATE else _traded(instruction, ctx)


PROGRAM: Final = ProgramDecoder(program=MOONIT, name="Moonit", read=read, venue=True)
