"""Raydium LaunchLab, the launchpad behind LetsBonk, bonk.fun and other brands: platform code "bonk" for all of them.

Creations, trades and vesting are proven by the event the program sends to itself, migrations and fees by the transfers below
them: those emit nothing. Mints and accounts come from the instruction, as its events name neither mint nor user.

Amounts (reconciled with the balance changes of recorded trades): `amount_in` of a buy holds all fees, `amount_out` of a sale
is what is left after them. With a mint that keeps a transfer fee the event's token amounts are the vault's; the wallet gives
more and gets less, so the token amounts are taken from the wallet's own transfers (1DnjawZs, 3a51pehe).
"""

from collections.abc import Sequence
from typing import Final

from reporter.decode.addresses import LAUNCHLAB
from reporter.decode.borsh import Reader
from reporter.decode.context import Context
from reporter.decode.contract import ProgramDecoder
from reporter.decode.programs import launchlab_layouts as layout
from reporter.decode.programs.anchor import SELF_CALL
from reporter.decode.programs.pool_moves import account_at, into, out_of, received, total, trader, transfers_below
from reporter.decode.programs.self_calls import Telling, Told
from reporter.model.events import AnyEvent, Authority, Buy, Complete, Create, Migrate, Payout, Sell
from reporter.model.ids import TOKEN_PROGRAMS, Address, Mint, Raw, Wallet
from reporter.model.transaction import Instruction

PLATFORM: Final = "bonk"
_MINT_TO: Final = frozenset({7, 14})  # MintTo, MintToChecked (Solana docs, token program)


def _traded(event: layout.TradeEvent, at: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
    """Account order of all four trades: payer 0, curve 4, user's accounts 5 and 6, vaults 7 and 8, mints 9 and 10."""
    if len(at.accounts) < 11 or at.accounts[4] != event.pool:
        return None
    sent = transfers_below(at, ctx)
    tokens = out_of(at.accounts[7], sent) if event.is_buy else into(at.accounts[7], sent)
    account = at.accounts[5]
    if tokens:
        account = tokens[0].move.target if event.is_buy else tokens[0].move.source
    mint = at.accounts[9]
    wallet = trader(account, at.accounts[0], ctx, mint=mint, gained=event.is_buy)
    if event.is_buy:
        amount = received(tokens, ctx) or event.amount_out
        quote = total(into(at.accounts[8], sent)) or event.amount_in
    else:
        amount = total(tokens) or event.amount_in
        quote = received(into(at.accounts[6], out_of(at.accounts[8], sent)), ctx) or event.amount_out
    found: list[AnyEvent] = []
    if wallet is not None:
        kind = Buy if event.is_buy else Sell
        found.append(
            kind(
                platform=PLATFORM,
                mint=mint,
                wallet=wallet,
                quote_mint=at.accounts[10],
                quote_amount=quote,
                token_amount=amount,
                market=event.pool,
                fees=event.fees,
                path=at.path,
            )
        )
    if event.is_buy and event.sold_out:
        found.append(_completed(event, at, wallet))
    return found


def _completed(event: layout.TradeEvent, at: Instruction, wallet: Wallet | None) -> Complete:
    return Complete(
        platform=PLATFORM,
        mint=at.accounts[9],
        wallet=wallet or at.accounts[0],
        market=event.pool,
        quote_mint=at.accounts[10],
        path=at.path,
    )


def _created(event: layout.CreateEvent, at: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
    if len(at.accounts) < 12 or at.accounts[5] != event.pool:
        return None
    return (_creation(at, event.asked, event.creator, _minted(at, ctx)),)


def _created_without_event(at: Instruction) -> Sequence[AnyEvent] | None:
    """A creation from its arguments, for answers that hold no inner instructions."""
    asked = layout.parameters(Reader(at.data, 8))
    if asked is None or len(at.accounts) < 12:
        return None
    return (_creation(at, asked, at.accounts[1], 0),)


def _creation(at: Instruction, asked: layout.Parameters, creator: Wallet, minted: Raw) -> Create:
    """Account order: payer 0, creator 1, curve 5, mints 6 and 7; the base's token program behind the metadata, if any."""
    return Create(
        platform=PLATFORM,
        mint=at.accounts[6],
        wallet=at.accounts[0],
        quote_mint=at.accounts[7],
        creator=creator,
        market=at.accounts[5],
        name=asked.name,
        symbol=asked.symbol,
        uri=asked.uri,
        supply=minted or asked.supply,
        token_program=at.accounts[11 if at.data[:8] in layout.WITH_METAPLEX else 10],
        path=at.path,
    )


def _minted(at: Instruction, ctx: Context) -> Raw:
    """What the creation minted."""
    return sum(
        int.from_bytes(i.data[1:9], "little")
        for i in ctx.below(at.path)
        if i.program in TOKEN_PROGRAMS and len(i.data) >= 9 and i.data[0] in _MINT_TO and i.accounts[:1] == at.accounts[6:7]
    )


def _granted(event: layout.VestingEvent, at: Instruction, ctx: Context) -> Sequence[AnyEvent]:
    """A right to tokens that stay in the vault. The instruction names no mint: it is known beside the creation only."""
    mint = _mint_of(event.pool, ctx)
    if mint is None:
        return ()
    return (
        Authority(
            platform=PLATFORM,
            mint=mint,
            wallet=account_at(at, 0),
            token_amount=event.amount,
            what="vesting",
            account=account_at(at, 3),
            to=event.beneficiary,
            path=at.path,
        ),
    )


def _mint_of(pool: Address, ctx: Context) -> Mint | None:
    for i in ctx.transaction.instructions:
        if i.program == LAUNCHLAB and i.data[:8] in layout.INITIALIZE and i.accounts[5:6] == (pool,) and len(i.accounts) > 6:
            return i.accounts[6]
    return None


def _claimed(event: layout.VestingEvent, at: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
    """Tokens that leave the vault without a trade."""
    vault, account, mint = account_at(at, 4), account_at(at, 5), account_at(at, 6)
    if vault is None or account is None or mint is None:
        return None
    amount = received(into(account, out_of(vault, transfers_below(at, ctx))), ctx) or event.amount
    return (Payout(platform=PLATFORM, mint=mint, wallet=event.beneficiary, token_amount=amount, what="vesting", path=at.path),)


def _migrated(at: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
    """Tokens that left the vault are the proof: a curve already migrated gives nothing."""
    places = layout.MIGRATIONS[at.data[:8]]
    if len(at.accounts) <= max(places.base_vault, places.quote_vault):
        return None
    sent = transfers_below(at, ctx)
    moved = total(out_of(at.accounts[places.base_vault], sent))
    if not moved:
        return ()
    return (
        Migrate(
            platform=PLATFORM,
            mint=at.accounts[1],
            wallet=at.accounts[0],
            market=at.accounts[places.curve],
            pool=at.accounts[places.pool],
            to=places.to,
            quote_mint=at.accounts[2],
            quote_amount=total(out_of(at.accounts[places.quote_vault], sent)) or None,
            token_amount=moved,
            path=at.path,
        ),
    )


def _paid(at: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
    """Fees of all tokens of a wallet or platform: no mint is named, so that `mint` is the asset paid."""
    places = layout.CLAIMS[at.data[:8]]
    if len(at.accounts) <= max(places.vault, places.recipient, places.quote):
        return None
    recipient, quote = at.accounts[places.recipient], at.accounts[places.quote]
    amount = received(into(recipient, out_of(at.accounts[places.vault], transfers_below(at, ctx))), ctx)
    if not amount:
        return ()
    owner = ctx.owner(recipient)
    wallet = at.accounts[0] if owner == recipient else owner
    return (
        Payout(
            platform=PLATFORM,
            mint=quote,
            wallet=wallet,
            quote_mint=quote,
            quote_amount=amount,
            what=places.what,
            path=at.path,
        ),
    )


_TOLD: Final = Told(
    LAUNCHLAB,
    {
        layout.TRADE_EVENT: Telling(layout.trade, _traded),
        layout.CREATE_EVENT: Telling(layout.create, _created),
        layout.VESTED_EVENT: Telling(layout.vesting, _claimed),
        layout.VESTING_EVENT: Telling(layout.vesting, _granted),
    },
    quiet=frozenset(),
)


def read(instruction: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
    """Events of one instruction; () where it did nothing, None where it is unknown."""
    tag = instruction.data[:8]
    if tag == SELF_CALL:
        return _TOLD.carrier(instruction)
    if not ctx.transaction.ok:
        return () if tag in layout.KNOWN else None
    if tag in layout.MIGRATIONS:
        return _migrated(instruction, ctx)
    if tag in layout.CLAIMS:
        return _paid(instruction, ctx)
    if tag in layout.INITIALIZE and not ctx.children(instruction.path):
        return _created_without_event(instruction)
    told = _TOLD.below(instruction, ctx)
    return told if told or tag in layout.KNOWN else None


PROGRAM: Final = ProgramDecoder(program=LAUNCHLAB, name="Raydium LaunchLab", read=read, platform=PLATFORM, venue=True)
