"""From pump.fun's trade and creation events to the reporter's: amounts with all fees, creator and payer apart.

Amounts were reconciled with the balance changes of every recorded trade:
* 2025-05 and later: a buyer pays amount + fee + creator fee + cashback, a seller gets amount minus the same. `buyback_fee` is a
  part of `fee`, `holder_rewards` repeats the creator fee under its new destination; neither is added.
* before: the event tells no fee. A buyer's fee is a System transfer below the instruction; a seller's is taken from the
  curve's lamports without any instruction, and only the fee recipient's balance shows it.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from reporter.decode.addresses import PUMP, bonding_curve
from reporter.decode.borsh import Reader
from reporter.decode.context import Context
from reporter.decode.programs import pumpfun_layouts as names
from reporter.decode.programs.anchor import SELF_CALL, event_tag
from reporter.decode.programs.pumpfun_events import CreateEvent, TradeEvent, trade
from reporter.model.events import AnyEvent, Buy, Create, Migrate, Sell
from reporter.model.ids import SYSTEM, TOKEN_PROGRAMS, WRAPPED_SOL, Address, Lamports, Mint, Raw
from reporter.model.transaction import Instruction

PLATFORM: Final = "pumpfun"
_TRANSFER: Final = b"\x02\0\0\0"  # System program
_MINT_TO: Final = frozenset({7, 14})  # MintTo, MintToChecked (Solana docs, token program)
_TRADE: Final = event_tag("TradeEvent")


def quote_of(mint: Mint | None) -> Mint:
    """The quote as the reporter names it: events write the System program, or nothing, for SOL."""
    return WRAPPED_SOL if mint is None or mint == SYSTEM else mint


def account_at(instruction: Instruction, index: int) -> Address | None:
    """The account at `index`, None where the instruction has none."""
    return instruction.accounts[index] if 0 <= index < len(instruction.accounts) else None


def traded(event: TradeEvent, at: Instruction, ctx: Context) -> Sequence[AnyEvent]:
    """A buy or a sale by the event's user, whoever signed or routed."""
    amount = event.sol_amount if event.quote_amount is None else event.quote_amount
    if event.fee is None:
        fees = _fee_of_old_buy(at, ctx) if event.is_buy else _fee_of_old_sale(at, ctx, event)
    else:
        fees = event.fee + (event.creator_fee or 0) + (event.cashback or 0)
    kind = Buy if event.is_buy else Sell
    paid = amount + (fees or 0) if event.is_buy else max(0, amount - (fees or 0))
    places = names.PLACES.get(at.data[:8])
    market = account_at(at, places.curve) if places is not None else None
    return (
        kind(
            platform=PLATFORM,
            mint=event.mint,
            wallet=event.user,
            quote_mint=quote_of(event.quote_mint),
            quote_amount=paid,
            token_amount=event.token_amount,
            market=market or bonding_curve(event.mint),
            fees=fees,
            path=at.path,
        ),
    )


def _transfers(instructions: Iterable[Instruction]) -> Iterable[tuple[Address, Address, Lamports]]:
    """Plain System transfers: from, to, lamports."""
    for i in instructions:
        if i.program == SYSTEM and i.data[:4] == _TRANSFER and len(i.data) >= 12 and len(i.accounts) >= 2:
            yield i.accounts[0], i.accounts[1], int.from_bytes(i.data[4:12], "little")


def _fee_of_old_buy(at: Instruction, ctx: Context) -> Lamports | None:
    """What a buyer paid to the fee recipient below the buy; None where calls were not recorded."""
    recipient = account_at(at, 1)
    sums = [lamports for _, to, lamports in _transfers(ctx.children(at.path)) if to == recipient]
    return sum(sums) if sums else None


def _fee_of_old_sale(at: Instruction, ctx: Context, event: TradeEvent) -> Lamports | None:
    """The fee recipient's unexplained gain, shared among the sales it stands for by their size; None where it did not gain."""
    recipient = account_at(at, 1)
    gain = sum(change.post - change.pre for change in ctx.transaction.sol if change.account == recipient)
    for source, to, lamports in _transfers(ctx.transaction.instructions):
        gain += (lamports if source == recipient else 0) - (lamports if to == recipient else 0)
    sales = list(_old_sales(ctx, recipient))
    total = sum(sale.sol_amount for sale in sales)
    if not 0 < gain <= total:
        return None
    if sales[-1] == event:
        return gain - sum(gain * sale.sol_amount // total for sale in sales[:-1])
    return gain * event.sol_amount // total


def _old_sales(ctx: Context, recipient: Address | None) -> Iterable[TradeEvent]:
    """Sales without a reported fee that paid this recipient."""
    for i in ctx.transaction.instructions:
        if i.program != PUMP or i.data[:8] == SELF_CALL or account_at(i, 1) != recipient:
            continue
        for child in ctx.children(i.path):
            if child.program == PUMP and child.data[:16] == SELF_CALL + _TRADE:
                event = trade(child.data[16:])
                if event is not None and not event.is_buy and event.fee is None:
                    yield event


def created(event: CreateEvent, at: Instruction, ctx: Context) -> Sequence[AnyEvent]:
    """The new token. The creator is the one the instruction names.

    The event's own creator is a program address where the fees go to the holders (recorded 2ydaZvMn), and absent in 2024.
    """
    places = names.PLACES.get(at.data[:8])
    token_program = event.token_program or (account_at(at, places.token_program) if places is not None else None)
    _, _, _, named = _arguments(at) if places is not None else (None, None, None, None)
    return (
        Create(
            platform=PLATFORM,
            mint=event.mint,
            wallet=event.user,
            quote_mint=quote_of(event.quote_mint),
            creator=named or event.creator or event.user,
            market=event.curve,
            name=event.name,
            symbol=event.symbol,
            uri=event.uri,
            supply=_minted(event.mint, at, ctx) or event.supply,
            token_program=token_program,
            mayhem=event.mayhem,
            path=at.path,
        ),
    )


def _arguments(at: Instruction) -> tuple[str | None, str | None, str | None, Address | None]:
    """Name, symbol, URI and named creator of a creation; what follows them is told by the event only."""
    r = Reader(at.data, 8)
    return r.text(), r.text(), r.text(), r.address()


def _minted(mint: Mint, at: Instruction, ctx: Context) -> Raw:
    """What the creation minted. A mayhem token gets twice the supply that its event tells (recorded 3x3nv3Ri)."""
    return sum(
        int.from_bytes(i.data[1:9], "little")
        for i in ctx.below(at.path)
        if i.program in TOKEN_PROGRAMS and len(i.data) >= 9 and i.data[0] in _MINT_TO and i.accounts[:1] == (mint,)
    )


def created_without_event(at: Instruction) -> Sequence[AnyEvent] | None:
    """A creation from its arguments, for answers that hold no inner instructions. None when it is no creation."""
    if at.data[:8] not in {names.CREATE, names.CREATE_V2}:
        return None
    places = names.PLACES[at.data[:8]]
    name, symbol, uri, creator = _arguments(at)
    mint, user = account_at(at, places.mint), account_at(at, places.user)
    if name is None or symbol is None or uri is None or mint is None or user is None:
        return None
    return (
        Create(
            platform=PLATFORM,
            mint=mint,
            wallet=user,
            quote_mint=WRAPPED_SOL,
            creator=creator or user,
            market=account_at(at, places.curve),
            name=name,
            symbol=symbol,
            uri=uri,
            token_program=account_at(at, places.token_program),
            path=at.path,
        ),
    )


def withdrawn(at: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
    """Until 2025-05 the operator took a sold-out curve's tokens and SOL away and made the Raydium pool in another transaction.

    There was no event: tokens that left the curve below the instruction are the proof. Pool and venue are not known here.
    """
    places = names.PLACES[names.WITHDRAW]
    mint, curve = account_at(at, places.mint), account_at(at, places.curve)
    vault, receiver = account_at(at, 4), account_at(at, 5)
    if mint is None or curve is None or vault is None or receiver is None:
        return None
    moved = sum(
        int.from_bytes(i.data[1:9], "little")
        for i in ctx.children(at.path)
        if i.program in TOKEN_PROGRAMS and i.data[:1] in {b"\x03", b"\x0c"} and len(i.data) >= 9 and vault in i.accounts[:1]
    )
    if not moved:
        return ()
    sol = sum(change.pre - change.post for change in ctx.transaction.sol if change.account == curve)
    return (
        Migrate(
            platform=PLATFORM,
            mint=mint,
            wallet=account_at(at, places.user),
            market=curve,
            pool=None,
            to=None,
            quote_mint=WRAPPED_SOL,
            quote_amount=sol if sol > 0 else None,
            token_amount=moved,
            path=at.path,
        ),
    )
