"""From what moved through a pool without a declared quote to trades and payouts of its tokens.

A swap of a token and a known quote (SOL, stable coins) is one trade, a swap of two tokens a sale of the one and a purchase of
the other, a swap of two quotes none: no launched token was traded.
"""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from msgspec import Struct

from reporter.decode.context import Context
from reporter.decode.programs.pool_moves import Side, into, out_of, received, total, trader, transfers_below
from reporter.model.events import AnyEvent, Buy, Payout, Sell
from reporter.model.ids import QUOTES, WRAPPED_SOL, Address, Mint, Raw, TokenAccount, Wallet
from reporter.model.transaction import Instruction, Path


class Swap(Struct, frozen=True, gc=False):
    """One exchange with a pool, seen from the user: `source` gave `paid`, `target` got `got`.

    `named` is whom the instruction names as owner. An amount of 0 on the quote's side means that it is not known. Fees are part
    of that side's amount; None where the pool does not tell.
    """

    market: Address
    named: Wallet
    source: TokenAccount
    target: TokenAccount
    mint_in: Mint
    mint_out: Mint
    paid: Raw
    got: Raw
    fees_in: Raw | None = None
    fees_out: Raw | None = None


def holder(account: TokenAccount, named: Wallet, ctx: Context, *, mint: Mint, gained: bool) -> Wallet | None:
    """Whose trade went through `account`, None where a router's account stood between the pool and the wallet.

    What a router passes on moves outside the swap. Told here too, such a trade would be counted twice: the balances tell it
    whole, with what the router kept.
    """
    wallet = trader(account, named, ctx, mint=mint, gained=gained)
    return wallet if ctx.owner(account) in {account, wallet} else None


def trades(platform: str, swap: Swap, at: Instruction, ctx: Context, *, quotes: frozenset[Mint] = QUOTES) -> list[AnyEvent]:
    """The trades of one swap. `quotes` are the mints that are no token here; a pool that declares its quote gives that one."""
    found: list[AnyEvent] = []
    if swap.mint_in not in quotes:
        wallet = holder(swap.source, swap.named, ctx, mint=swap.mint_in, gained=False)
        if wallet is not None:
            found.append(
                Sell(
                    platform=platform,
                    mint=swap.mint_in,
                    wallet=wallet,
                    quote_mint=swap.mint_out,
                    quote_amount=swap.got or None,
                    token_amount=swap.paid,
                    market=swap.market,
                    fees=swap.fees_out,
                    path=at.path,
                )
            )
    if swap.mint_out not in quotes:
        wallet = holder(swap.target, swap.named, ctx, mint=swap.mint_out, gained=True)
        if wallet is not None:
            found.append(
                Buy(
                    platform=platform,
                    mint=swap.mint_out,
                    wallet=wallet,
                    quote_mint=swap.mint_in,
                    quote_amount=swap.paid or None,
                    token_amount=swap.got,
                    market=swap.market,
                    fees=swap.fees_in,
                    path=at.path,
                )
            )
    return found


def payouts(platform: str, what: str, wallet: Wallet, sides: Sequence[Side], path: Path) -> list[AnyEvent]:
    """One payout for each side with an amount: a token as tokens, a known quote as quote for the pool's one token."""
    tokens = {side.mint for side in sides if side.mint not in QUOTES}
    found: list[AnyEvent] = []
    for side in sides:
        if not side.amount:
            continue
        as_token = side.mint not in QUOTES
        found.append(
            Payout(
                platform=platform,
                mint=side.mint if as_token or len(tokens) != 1 else min(tokens),
                wallet=wallet,
                quote_mint=None if as_token else side.mint,
                quote_amount=None if as_token else side.amount,
                token_amount=side.amount if as_token else None,
                what=what,
                path=path,
            )
        )
    return found


class CurveAccounts(Struct, frozen=True, gc=False):
    """Where the accounts of a curve's buy and sell instructions stand."""

    mint: int
    market: int
    vault: int
    user: int


Quote: TypeAlias = Callable[[Instruction, Context], tuple[Raw | None, Raw | None]]
"""The quote amount of a trade and the fees in it, as far as the transaction tells."""


def curve_trade(
    platform: str, at: Instruction, ctx: Context, places: CurveAccounts, *, bought: bool, quote: Quote
) -> Sequence[AnyEvent] | None:
    """A trade with a curve that sells for SOL and keeps its tokens in `vault`; None where accounts are missing.

    Amounts of tokens are those of the transfers between vault and user.
    """
    a = at.accounts
    if len(a) <= max(places.mint, places.market, places.vault, places.user):
        return None
    mint, vault, moved = a[places.mint], a[places.vault], transfers_below(at, ctx)
    tokens = out_of(vault, moved) if bought else into(vault, moved)
    if not tokens:
        return ()
    side = tokens[0].move.target if bought else tokens[0].move.source
    wallet = holder(side, a[places.user], ctx, mint=mint, gained=bought)
    if wallet is None:
        return ()
    amount, fees = quote(at, ctx)
    kind = Buy if bought else Sell
    return (
        kind(
            platform=platform,
            mint=mint,
            wallet=wallet,
            quote_mint=WRAPPED_SOL,
            quote_amount=amount,
            token_amount=received(tokens, ctx) if bought else total(tokens),
            market=a[places.market],
            fees=fees,
            path=at.path,
        ),
    )
