"""Trades from balance changes alone, for venues without a decoder.

Each top-level instruction of a venue, a router or a program nobody knows is looked at by itself. What moved below it is summed
per owner and asset. Wrapped and plain SOL are one asset; the token accounts of a wallet are the wallet, so rent and wrapping
cancel; rent for other accounts is left out. An owner bought a token when it gained the token and lost SOL or a stable coin
there, and sold when it was the other way round, and somebody on the other side of the token got something for it. Anything
else is a transfer and none of our business. Tips and payments outside the instruction do not count.

The pool is never taken for a trader:
* a signer ranks above an owner with a key, and that above an address off the curve, which only a program can sign for;
* the trader ranks above the other side. Two signers who swap with each other are both traders; two program addresses, or two
  non-signers with keys, cannot be told apart and give nothing;
* the other side lost the token and gained something else, or the reverse: it holds both sides of a market. In a route through
  several pools it is the pool next to the token.

What decoded trades moved is left out before anything is summed, so that a route through a known and an unknown venue is
counted once for each. Programs that move lamports without an instruction show in the balances only: such remainders belong to
the trade when no other instruction can have caused them.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from msgspec import Struct

from reporter.decode.addresses import is_on_curve
from reporter.decode.context import Context
from reporter.decode.flows import SOL, UNEXPLAINED, flows
from reporter.decode.programs import TABLE
from reporter.model.events import AnyEvent, Buy, Flow, Sell
from reporter.model.ids import QUOTES, WRAPPED_SOL, Mint, Program, Raw, Wallet
from reporter.model.transaction import Instruction, Path

Nets: TypeAlias = Mapping[Wallet, Mapping[str, Raw]]

_STABLE: Final = tuple(sorted(QUOTES - {WRAPPED_SOL}))
_MONEY: Final = QUOTES | {SOL}
_RENT: Final = "create_account"
_UNKNOWN: Final = "unknown"


class _Scene(Struct, frozen=True, gc=False):
    """One top-level instruction with what moved below it. `everything` are the flows of the entire transaction."""

    context: Context
    root: Instruction
    moved: Sequence[Flow]
    nets: Nets
    everything: Sequence[Flow]


def infer(context: Context, claimed: Sequence[Path], moved: Sequence[Flow] | None = None) -> list[AnyEvent]:
    """Buys and sales that no decoder told, in execution order. `claimed` are the paths of the decoded trades.

    `moved` are the transaction's flows where the caller has them already.
    `path` is the top-level instruction's, `market` the owner of the pool's token account where there is just one. `fees` are
    not known. `quote_amount` is None where one payment bought several tokens and the pools do not tell how it was split.
    """
    transaction = context.transaction
    if not transaction.ok or {token.mint for token in transaction.tokens} <= QUOTES:
        return []
    roots = [i for i in transaction.instructions if len(i.path) == 1 and _may_trade(i.program) and i.path not in claimed]
    if not roots:
        return []
    # Tokens made, burned or withheld were exchanged with nobody.
    told = flows(context) if moved is None else moved
    everything = [flow for flow in told if flow.asset == SOL or (flow.source and flow.target)]
    alone = len(roots) == 1 and not claimed
    free = _unclaimed(everything, claimed)
    if {flow.asset for flow in free} <= _MONEY:
        return []
    found: list[AnyEvent] = []
    for root in roots:
        below = [flow for flow in free if _belongs(flow, root.path, alone=alone)]
        if below:
            found.extend(_trades(_Scene(context, root, below, _nets(below), everything)))
    return found


def _may_trade(program: Program) -> bool:
    """True for venues, routers and unknown programs; the chain's own programs and known non-venues never trade."""
    decoder = TABLE.get(program)
    return decoder is None or decoder.venue


def _unclaimed(moved: Sequence[Flow], claimed: Sequence[Path]) -> Sequence[Flow]:
    """The flows that no decoded trade stands for."""
    for path in claimed:
        depth = len(path)
        moved = [flow for flow in moved if flow.path[:depth] != path]
    return moved


def _belongs(flow: Flow, root: Path, *, alone: bool) -> bool:
    if flow.how == UNEXPLAINED:
        return alone
    return flow.how != _RENT and flow.path[:1] == root


def _nets(moved: Sequence[Flow]) -> Nets:
    nets: dict[Wallet, dict[str, Raw]] = defaultdict(lambda: defaultdict(int))
    for flow in moved:
        if flow.source is not None:
            nets[flow.source][flow.asset] -= flow.amount
        if flow.target is not None:
            nets[flow.target][flow.asset] += flow.amount
    return nets


def _trades(scene: _Scene) -> list[AnyEvent]:
    found: list[AnyEvent] = []
    for wallet, changes in scene.nets.items():
        tokens = [mint for mint, change in changes.items() if change and mint != SOL and mint not in QUOTES]
        if not tokens or not _rank(scene, wallet):
            continue
        for mint in tokens:
            trade = _trade(scene, wallet, mint, alone=len(tokens) == 1)
            if trade is not None:
                found.append(trade)
    return found


def _trade(scene: _Scene, wallet: Wallet, mint: Mint, *, alone: bool) -> AnyEvent | None:
    change = scene.nets[wallet][mint]
    quote = _quote(scene, wallet, bought=change > 0)
    if quote is None:
        return None
    others = _others(scene, wallet, mint) or _apart(scene, wallet, mint, quote)
    if not others:
        return None
    paid: Raw | None = abs(scene.nets[wallet][quote])
    if not alone:
        paid = abs(scene.nets[others[0]].get(quote, 0)) or None if len(others) == 1 else None
    kind = Buy if change > 0 else Sell
    return kind(
        platform=_platform(scene, mint),
        mint=mint,
        wallet=wallet,
        quote_mint=WRAPPED_SOL if quote == SOL else quote,
        quote_amount=paid,
        token_amount=abs(_received(scene, wallet, mint)),
        market=others[0] if len(others) == 1 else None,
        path=scene.root.path,
    )


def _rank(scene: _Scene, owner: Wallet) -> int:
    """2 for a signer, 1 for an owner that has a key, 0 for an address only a program can sign for."""
    if owner in scene.context.transaction.signers:
        return 2
    return int(is_on_curve(owner))


def _others(scene: _Scene, wallet: Wallet, mint: Mint) -> list[Wallet]:
    """Who stood on the other side of the token and got something for it."""
    change, rank = scene.nets[wallet][mint], _rank(scene, wallet)
    found = []
    for owner, changes in scene.nets.items():
        other = changes.get(mint, 0)
        if owner == wallet or other * change >= 0:
            continue
        if not any(asset != mint and moved * other < 0 for asset, moved in changes.items()):
            continue
        if rank == 2 or _rank(scene, owner) < rank:
            found.append(owner)
    return found


def _apart(scene: _Scene, wallet: Wallet, mint: Mint, quote: str) -> list[Wallet]:
    """The token's side of a market whose two vaults have different owners (Heaven keeps the quote of all pools in one).

    Both have to be addresses only a program can sign for, and each has to move against the wallet.
    """
    token, paid = scene.nets[wallet][mint], scene.nets[wallet][quote]
    keyless = [owner for owner in scene.nets if owner != wallet and _rank(scene, owner) == 0]
    if _rank(scene, wallet) == 0 or not any(scene.nets[owner].get(quote, 0) * paid < 0 for owner in keyless):
        return []
    return [owner for owner in keyless if scene.nets[owner].get(mint, 0) * token < 0]


def _quote(scene: _Scene, wallet: Wallet, *, bought: bool) -> str | None:
    """What the wallet paid with or was paid in. A stable coin goes before SOL, which also pays tips and terminals."""
    changes = scene.nets[wallet]
    for asset in (*_STABLE, SOL):
        change = changes.get(asset, 0)
        if change and (change < 0) == bought:
            return asset
    return None


def _received(scene: _Scene, wallet: Wallet, mint: Mint) -> Raw:
    """The change of the wallet's token balance, which a transfer fee makes smaller than the transfer.

    Where the wallet moved the token elsewhere in the transaction too, the sum of the transfers here.
    """
    change = scene.nets[wallet][mint]
    touching = [flow for flow in scene.everything if flow.asset == mint and wallet in (flow.source, flow.target)]
    if sum(flow.amount if flow.target == wallet else -flow.amount for flow in touching) != change:
        return change
    balance = sum(
        (token.post if token.owner == wallet else 0) - (token.pre if token.owner_pre == wallet else 0)
        for token in scene.context.transaction.tokens
        if token.mint == mint
    )
    return balance if balance * change > 0 else change


def _platform(scene: _Scene, mint: Mint) -> str:
    """The platform whose instruction moved the token, "unknown" where none of the known ones did."""
    paths = [flow.path for flow in scene.moved if flow.asset == mint]
    for instruction in scene.context.transaction.instructions:
        decoder = TABLE.get(instruction.program)
        if decoder is None or decoder.platform is None:
            continue
        if any(path[: len(instruction.path)] == instruction.path for path in paths):
            return decoder.platform
    return _UNKNOWN
