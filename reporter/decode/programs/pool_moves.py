"""What moved between the vaults of a pool and those who used it, and whose it was.

Amounts come from the transfers below an instruction, which every program makes and no log can cut off. A mint with a transfer
fee delivers less than was sent: the fee is only seen in the balance of the account that received it.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from reporter.decode.addresses import is_on_curve
from reporter.decode.context import Context
from reporter.decode.contract import Move
from reporter.decode.programs.token_moves import moves
from reporter.model.events import Liquidity
from reporter.model.ids import QUOTES, TOKEN_2022, TOKEN_PROGRAMS, Address, Mint, Raw, TokenAccount, Wallet
from reporter.model.transaction import Instruction, Path

_TRANSFER = "token_transfer"
_SUPPLY = frozenset({7, 8, 14, 15})  # mint and burn, which change a balance too


class Side(NamedTuple):
    """One mint of a pool and how much of it moved."""

    mint: Mint
    amount: Raw


class Sent(NamedTuple):
    """One token transfer with its place."""

    path: Path
    move: Move


def account_at(instruction: Instruction, index: int) -> Address | None:
    """The account at `index`, None where the instruction has none."""
    return instruction.accounts[index] if 0 <= index < len(instruction.accounts) else None


def transfers_below(at: Instruction, ctx: Context) -> list[Sent]:
    """Token transfers made by an instruction, at any depth, in execution order."""
    path, depth = at.path, len(at.path)
    return [sent for sent in _all_transfers(ctx) if sent.path[:depth] == path and len(sent.path) > depth]


def into(vault: TokenAccount | None, sent: Sequence[Sent]) -> list[Sent]:
    """Those transfers that ended in an account."""
    return [one for one in sent if one.move.target == vault]


def out_of(vault: TokenAccount | None, sent: Sequence[Sent]) -> list[Sent]:
    """Those transfers that left an account."""
    return [one for one in sent if one.move.source == vault]


def total(sent: Sequence[Sent]) -> Raw:
    """What the senders gave."""
    return sum(one.move.amount for one in sent)


def received(sent: Sequence[Sent], ctx: Context) -> Raw:
    """What arrived: the transfers without the fees their mint withheld."""
    return sum(one.move.amount - _withheld(one, ctx) for one in sent)


def trader(account: TokenAccount, named: Wallet, ctx: Context, *, mint: Mint, gained: bool) -> Wallet | None:
    """Whose purchase (`gained`) or sale of a mint it was that went through `account`; None where it was nobody's.

    The account's owner, where it signed or its balance changed so. An owner that ends as it began passed the tokens on: then
    the one wallet at the other end of that transfer. A program's address between two hops of a route is nobody. `named` is
    whom the instruction names, for accounts whose owner the transaction does not tell.
    """
    owner = ctx.owner(account)
    if owner == account:
        return named
    signers = ctx.transaction.signers
    if owner in signers:
        return owner
    changes = _changes(mint, ctx)
    sign = 1 if gained else -1
    if changes.get(owner, 0) * sign > 0:
        return owner
    ends = {_other_end(one.move, owner, ctx, gained=gained) for one in _all_transfers(ctx) if _holds(one.move, mint, ctx)}
    wallets = [o for o, change in changes.items() if o in ends and change * sign > 0 and (o in signers or is_on_curve(o))]
    signed = [wallet for wallet in wallets if wallet in signers]
    if len(signed or wallets) == 1:
        return (signed or wallets)[0]
    return owner if wallets or is_on_curve(owner) else None


def liquidity(
    platform: str, market: Address, wallet: Wallet | None, sides: tuple[Side, Side], path: Path, *, declared: bool
) -> list[Liquidity]:
    """Both sides put into a pool (negative: taken out), told for each mint that is a token.

    A known quote is no token. Of two others the first is the token where the pool declares it (`declared`), else each is one.
    """
    first, second = sides
    pairs = [(first, second), (second, first)]
    known = [pair for pair in pairs if pair[0].mint not in QUOTES]
    return [
        Liquidity(
            platform=platform,
            mint=token.mint,
            wallet=wallet,
            quote_mint=quote.mint,
            quote_amount=quote.amount,
            token_amount=token.amount,
            market=market,
            path=path,
        )
        for token, quote in (known[:1] if declared else known)
    ]


@lru_cache(maxsize=1)
def _all_transfers(ctx: Context) -> tuple[Sent, ...]:
    """Kept for the transaction at hand: every swap of a route asks for them, some several times."""
    called = [i for i in ctx.transaction.instructions if i.program in TOKEN_PROGRAMS]
    return tuple([Sent(i.path, move) for i in called for move in moves(i, ctx) if move.how == _TRANSFER and move.amount >= 0])


def _holds(move: Move, mint: Mint, ctx: Context) -> bool:
    return mint in {move.mint, ctx.mint(move.source)}


def _other_end(move: Move, owner: Wallet, ctx: Context, *, gained: bool) -> Wallet | None:
    source, target = ctx.owner(move.source), ctx.owner(move.target)
    if gained:
        return target if source == owner else None
    return source if target == owner else None


def _changes(mint: Mint, ctx: Context) -> dict[Wallet, Raw]:
    changes: dict[Wallet, Raw] = {}
    for token in ctx.transaction.tokens:
        if token.mint == mint:
            changes[token.owner_pre] = changes.get(token.owner_pre, 0) - token.pre
            changes[token.owner] = changes.get(token.owner, 0) + token.post
    return changes


def _withheld(sent: Sent, ctx: Context) -> Raw:
    """The part of one transfer its mint kept as a fee: what the receiving balance lacks, shared among transfers by size."""
    account = sent.move.target
    token = ctx.token(account)
    if token is None or token.program != TOKEN_2022 or token.post - token.pre == sent.move.amount:
        return 0
    if _supply_changed(account, ctx):
        return 0
    everything = _all_transfers(ctx)
    inbound = into(account, everything)
    lost = total(inbound) - total(out_of(account, everything)) - (token.post - token.pre)
    whole = total(inbound)
    if not 0 < lost <= whole:
        return 0
    before = total([one for one in inbound if one.path < sent.path])
    return lost * (before + sent.move.amount) // whole - lost * before // whole


def _supply_changed(account: TokenAccount, ctx: Context) -> bool:
    return any(
        i.program in TOKEN_PROGRAMS and i.data[:1] and i.data[0] in _SUPPLY and account in i.accounts[:2]
        for i in ctx.transaction.instructions
    )
