"""Boop: a curve with SOL in a vault of its own, graduating to Raydium CPMM or Meteora DAMM v2. Trades carry "unknown".

Amounts come from the transfers below an instruction, for sales also from the vault's balance; events in the log are not read.
The token's account and the SOL can go to another wallet than the buyer: the trade is of the wallet whose tokens changed.
Account order: third party's decoder (2026-04-30), seeds: boop interface 0.1.0; unconfirmed on bytes.
"""

from collections.abc import Sequence
from typing import Final

from solders.pubkey import Pubkey

from reporter.decode.addresses import derive
from reporter.decode.borsh import Reader
from reporter.decode.context import Context
from reporter.decode.contract import ProgramDecoder
from reporter.decode.programs import curve_lamports
from reporter.decode.programs.anchor import instruction_tag
from reporter.decode.programs.pool_moves import out_of, total, transfers_below
from reporter.decode.programs.pool_trades import CurveAccounts, curve_trade
from reporter.model.events import AnyEvent, Authority, Complete, Create, Migrate
from reporter.model.ids import WRAPPED_SOL, Address, Mint, Wallet
from reporter.model.transaction import Instruction

BOOP: Final = "boop8hVGQGqehUK2iVEMEnMrL5RbjywRzHKBmBE7ry4"
PLATFORM: Final = "unknown"

_CREATE: Final = frozenset({instruction_tag("create_token"), instruction_tag("create_token_fallback")})
_DEPLOY: Final = frozenset({instruction_tag("deploy_bonding_curve"), instruction_tag("deploy_bonding_curve_fallback")})
_BUY: Final = instruction_tag("buy_token")
_SELL: Final = instruction_tag("sell_token")
_GRADUATE: Final = instruction_tag("graduate")
_POOLS: Final[dict[bytes, tuple[str, int, tuple[int, int], int, int]]] = {  # to; places of pool, mints, curve, operator
    instruction_tag("create_raydium_pool"): ("cpmm", 3, (4, 5), 8, 16),
    instruction_tag("create_raydium_random_pool"): ("cpmm", 3, (4, 5), 8, 16),
    instruction_tag("create_meteora_pool"): ("meteora_damm_v2", 5, (9, 10), 13, 0),
}
_SILENT: Final = frozenset(
    instruction_tag(name)
    for name in (
        *("add_operators", "cancel_authority_transfer", "close_bonding_curve_vault", "collect_meteora_trading_fees"),
        *("collect_trading_fees", "complete_authority_transfer", "deposit_into_raydium", "initialize"),
        *("initiate_authority_transfer", "lock_raydium_liquidity", "remove_operators", "split_trading_fees"),
        *("swap_sol_for_tokens_on_raydium", "swap_tokens_for_sol_on_raydium", "toggle_paused", "update_config"),
    )
)
KNOWN: Final = _CREATE | _DEPLOY | frozenset(_POOLS) | _SILENT | {_BUY, _SELL, _GRADUATE}


def bonding_curve(mint: Mint) -> Address:
    """The curve of a token, which no creation names. Raises ValueError on text that is no address."""
    return derive(BOOP, b"bonding_curve", bytes(Pubkey.from_string(mint)))


def _named_creator(mint: Mint, ctx: Context) -> Wallet | None:
    """The creator, an argument of the curve's deployment, where that is in the same transaction."""
    for i in ctx.transaction.instructions:
        if i.program == BOOP and i.data[:8] in _DEPLOY and i.accounts[:1] == (mint,):
            return Reader(i.data, 8).address()
    return None


def _created(at: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
    """Account order: mint 2, payer 3, token program 6; the arguments are a number and three texts."""
    a, r = at.accounts, Reader(at.data, 16)
    name, symbol, uri = r.text(), r.text(), r.text()
    if len(a) < 7 or name is None or symbol is None or uri is None:
        return None
    return (
        Create(
            platform=PLATFORM,
            mint=a[2],
            wallet=a[3],
            quote_mint=WRAPPED_SOL,
            creator=_named_creator(a[2], ctx) or a[3],
            market=bonding_curve(a[2]),
            name=name,
            symbol=symbol,
            uri=uri,
            token_program=a[6],
            path=at.path,
        ),
    )


def _curve_made(at: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
    """The creator of a token made in an earlier transaction; of one made in this one the creation tells it."""
    a, creator = at.accounts, Reader(at.data, 8).address()
    if len(a) < 7 or creator is None:
        return None
    if any(i.program == BOOP and i.data[:8] in _CREATE and i.accounts[2:3] == a[:1] for i in ctx.transaction.instructions):
        return ()
    return (Authority(platform=PLATFORM, mint=a[0], wallet=a[6], what="creator", account=a[2], to=creator, path=at.path),)


_PLACES: Final = CurveAccounts(mint=0, market=1, vault=3, user=6)


def _traded(at: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
    """Account order: mint 0, curve 1, fee vault 2, token vault 3, SOL vault 4, user's token account 5, user 6."""
    if len(at.accounts) < 8:
        return None
    bought = at.data[:8] == _BUY
    return curve_trade(PLATFORM, at, ctx, _PLACES, bought=bought, quote=_paid if bought else _released)


def _paid(at: Instruction, ctx: Context) -> tuple[int | None, int | None]:
    """What the buyer sent to the vaults in all, and the part that came to the fee vault."""
    a = at.accounts
    to_fees = curve_lamports.sent(at, ctx, target=a[2])
    whole = curve_lamports.sent(at, ctx, source=a[6], target=a[4]) + curve_lamports.sent(at, ctx, source=a[6], target=a[2])
    return (whole, to_fees) if whole else (None, None)


def _released(at: Instruction, ctx: Context) -> tuple[int | None, int | None]:
    """What the recipient (account 7) got and what the fee vault got, by transfers, else by the balances of a lone trade."""
    a = at.accounts
    got = curve_lamports.sent(at, ctx, source=a[4], target=a[7])
    if got:
        return got, curve_lamports.sent(at, ctx, source=a[4], target=a[2])
    gross, fees = -curve_lamports.gained(a[4], ctx), curve_lamports.gained(a[2], ctx)
    if not curve_lamports.alone(at, ctx, 1) or gross <= 0 or not 0 <= fees <= gross:
        return None, None
    return gross - fees, fees


def _graduated(at: Instruction) -> Sequence[AnyEvent] | None:
    """The curve is closed; its pool is made by another instruction. Account order: mint 0, curve 7, operator 10."""
    a = at.accounts
    if len(a) < 11:
        return None
    return (Complete(platform=PLATFORM, mint=a[0], wallet=a[10], market=a[7], quote_mint=WRAPPED_SOL, path=at.path),)


def _pooled(at: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
    """Tokens that left the curve's vault (behind the curve, the SOL's behind that) are the proof."""
    to, pool, mints, curve, operator = _POOLS[at.data[:8]]
    a = at.accounts
    if len(a) <= max(curve + 2, operator, *mints):
        return None
    moved = transfers_below(at, ctx)
    tokens = total(out_of(a[curve + 1], moved))
    mint = next((a[place] for place in mints if a[place] != WRAPPED_SOL), None)
    if mint is None or not tokens:
        return ()
    return (
        Migrate(
            platform=PLATFORM,
            mint=mint,
            wallet=a[operator],
            market=a[curve],
            pool=a[pool],
            to=to,
            quote_mint=WRAPPED_SOL,
            quote_amount=total(out_of(a[curve + 2], moved)) or None,
            token_amount=tokens,
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
    if tag == _GRADUATE:
        return _graduated(instruction)
    if tag in _CREATE:
        return _created(instruction, ctx)
    if tag in _DEPLOY:
        return _curve_made(instruction, ctx)
    return _pooled(instruction, ctx) if tag in _POOLS else _traded(instruction, ctx)


PROGRAM: Final = ProgramDecoder(program=BOOP, name="Boop", read=read, venue=True)
