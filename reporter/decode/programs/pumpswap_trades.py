"""From PumpSwap's trade events to the reporter's: which mint of the pool is the token, whose trade it was, all fees in.

A pool's base is the token. Anyone can make a pool the other way round, with SOL or a stable coin as base: then the quote is the
token, a purchase of the base is a sale of the token, and the fees, taken in the token, are not told. Where both are known
quotes no launched token was traded.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from reporter.decode.context import Context
from reporter.decode.programs import pumpswap_layouts as names
from reporter.decode.programs.pool_moves import Sent, into, out_of, received, total, trader, transfers_below
from reporter.decode.programs.pumpswap_events import TradeEvent
from reporter.model.events import AnyEvent, Buy, Sell
from reporter.model.ids import QUOTES, Address, Mint, TokenAccount
from reporter.model.transaction import Instruction

PLATFORM: Final = "pumpswap"
_FIRST_HOP: Final = 16  # multi_hop_swap: then base mint, quote mint, pool and its two accounts for each hop


class Pool(NamedTuple):
    """A pool as an instruction names it."""

    base: Mint
    quote: Mint
    base_vault: TokenAccount
    quote_vault: TokenAccount


def pool_of(address: Address, at: Instruction, ctx: Context, base_amount: int) -> Pool | None:
    """The mints and vaults of the pool an event names, None where the instruction does not tell.

    Of an instruction of a new kind the pool's own token accounts tell: the base is the one that changed by `base_amount`.
    """
    a = at.accounts
    if at.data[:8] in names.TRADES:
        return Pool(a[3], a[4], a[7], a[8]) if len(a) > 8 and a[0] == address else None
    if at.data[:8] == names.MULTI_HOP:
        hops = [Pool(a[n - 2], a[n - 1], a[n + 1], a[n + 2]) for n in range(_FIRST_HOP + 2, len(a) - 2, 5) if a[n] == address]
        return hops[0] if hops else None
    held = [token for token in ctx.transaction.tokens if token.owner == address]
    moved = [token for token in held if abs(token.post - token.pre) == base_amount]
    if len(held) != 2 or len(moved) != 1:
        return None
    (base,) = moved
    quote = held[0] if held[1] == base else held[1]
    return Pool(base.mint, quote.mint, base.account, quote.account)


def traded(event: TradeEvent, at: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
    """A trade by the owner whose tokens changed. One that a route only passed through its own account is nobody's."""
    pool = pool_of(event.pool, at, ctx, event.base)
    if pool is None:
        return None
    if pool.base in QUOTES and pool.quote in QUOTES:
        return ()
    sent = transfers_below(at, ctx)
    trade = _inverted(event, pool, sent, ctx) if pool.base in QUOTES else _plain(event, pool, sent, ctx)
    account, bought, quote_amount, token_amount, fees = trade
    mint, quote = (pool.quote, pool.base) if pool.base in QUOTES else (pool.base, pool.quote)
    wallet = trader(account, event.user, ctx, mint=mint, gained=bought)
    if wallet is None:
        return ()
    kind = Buy if bought else Sell
    return (
        kind(
            platform=PLATFORM,
            mint=mint,
            wallet=wallet,
            quote_mint=quote,
            quote_amount=quote_amount,
            token_amount=token_amount,
            market=event.pool,
            fees=fees,
            path=at.path,
        ),
    )


class _Trade(NamedTuple):
    account: TokenAccount  # the token account on the other side of the pool
    bought: bool
    quote_amount: int
    token_amount: int
    fees: int | None


def _plain(event: TradeEvent, pool: Pool, sent: Sequence[Sent], ctx: Context) -> _Trade:
    tokens = out_of(pool.base_vault, sent) if event.is_buy else into(pool.base_vault, sent)
    account = event.user_base
    if tokens:
        account = tokens[0].move.target if event.is_buy else tokens[0].move.source
    amount = received(tokens, ctx) if event.is_buy else total(tokens)
    return _Trade(
        account,
        bought=event.is_buy,
        quote_amount=event.gross if event.is_buy else event.net,
        token_amount=amount or event.base,
        fees=event.gross - event.net,
    )


def _inverted(event: TradeEvent, pool: Pool, sent: Sequence[Sent], ctx: Context) -> _Trade:
    amount = event.gross
    if not event.is_buy:
        amount = received(into(event.user_quote, out_of(pool.quote_vault, sent)), ctx) or event.net
    return _Trade(event.user_quote, bought=not event.is_buy, quote_amount=event.base, token_amount=amount, fees=None)
