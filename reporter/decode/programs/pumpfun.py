"""pump.fun's bonding curve, and the fee and mayhem programs that go with it.

What happened is read from the events the program sends to itself: an inner instruction of the program, tag
e445a52e51cb9a1d, whose one account is the event authority that only the program can sign for. Logs are never read. An
instruction that did nothing (a migration already done, a failed transaction) has no event and gives none here. Events are
read below any instruction of the program, known or not, so that a new kind of buy is still a buy.
"""

from collections.abc import Sequence
from typing import Any, Final

from reporter.decode.addresses import PUMP, PUMP_FEES, PUMP_MAYHEM
from reporter.decode.context import Context
from reporter.decode.contract import ProgramDecoder, Read
from reporter.decode.programs import pumpfun_events as layout
from reporter.decode.programs import pumpfun_layouts as names
from reporter.decode.programs.anchor import SELF_CALL, event_tag
from reporter.decode.programs.pumpfun_payouts import payouts
from reporter.decode.programs.pumpfun_trades import PLATFORM, created, created_without_event, quote_of, traded, withdrawn
from reporter.decode.programs.self_calls import Telling, Told
from reporter.model.events import AnyEvent, Authority, Complete, Migrate
from reporter.model.transaction import Instruction


def _completed(event: layout.CompleteEvent, at: Instruction, _ctx: Context) -> Sequence[AnyEvent]:
    return (
        Complete(
            platform=PLATFORM,
            mint=event.mint,
            wallet=event.user,
            market=event.curve,
            quote_mint=quote_of(event.quote_mint),
            path=at.path,
        ),
    )


def _migrated(event: layout.MigrationEvent, at: Instruction, _ctx: Context) -> Sequence[AnyEvent]:
    return (
        Migrate(
            platform=PLATFORM,
            mint=event.mint,
            wallet=event.user,
            market=event.curve,
            pool=event.pool,
            to="pumpswap",
            quote_mint=quote_of(event.quote_mint),
            quote_amount=event.quote_amount,
            token_amount=event.token_amount,
            path=at.path,
        ),
    )


def _creator_set(event: layout.CreatorEvent, at: Instruction, _ctx: Context) -> Sequence[AnyEvent]:
    return (
        Authority(
            platform=PLATFORM,
            mint=event.mint,
            wallet=event.old,
            what="creator",
            account=event.curve,
            to=event.new,
            path=at.path,
        ),
    )


_CURVE_EVENTS: Final[dict[bytes, Telling[Any]]] = {
    event_tag("TradeEvent"): Telling(layout.trade, traded),
    event_tag("CreateEvent"): Telling(layout.create, created),
    event_tag("CompleteEvent"): Telling(layout.complete, _completed),
    event_tag("CompletePumpAmmMigrationEvent"): Telling(layout.migration, _migrated),
    event_tag("SetCreatorEvent"): Telling(layout.set_creator, _creator_set),
    event_tag("SetMetaplexCreatorEvent"): Telling(layout.set_metaplex_creator, _creator_set),
    event_tag("MigrateBondingCurveCreatorEvent"): Telling(layout.migrate_creator, _creator_set),
    event_tag("AdminSetCreatorEvent"): Telling(layout.admin_set_creator, _creator_set),
    event_tag("AdminCtoEvent"): Telling(layout.admin_set_creator, _creator_set),
    event_tag("CollectCreatorFeeEvent"): Telling(layout.collected_creator_fee, payouts("creator_fees")),
    event_tag("DistributeCreatorFeesEvent"): Telling(layout.distributed_creator_fees, payouts("creator_fees")),
    event_tag("DistributeFeeToHoldersEvent"): Telling(layout.distributed_to_holders, payouts("holder_rewards")),
    event_tag("ClaimCashbackEvent"): Telling(layout.claimed_cashback, payouts("cashback")),
    event_tag("ClaimTokenIncentivesEvent"): Telling(layout.claimed_incentive, payouts("incentives")),
}

_FEE_EVENTS: Final[dict[bytes, Telling[Any]]] = {
    event_tag("SocialFeePdaClaimed"): Telling(layout.claimed_social_fee, payouts("social_fees")),
}


_CURVE: Final = Told(PUMP, _CURVE_EVENTS, names.QUIET_EVENTS)


def _reader(told: Told, known: frozenset[bytes]) -> Read:
    """Events below any instruction of a program; `known` are the instructions that may well have none."""

    def read(instruction: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
        tag = instruction.data[:8]
        if tag == SELF_CALL:
            return told.carrier(instruction)
        found = told.below(instruction, ctx) if ctx.transaction.ok else None
        return found or (() if tag in known else None)

    return read


_read_told: Final = _reader(_CURVE, names.KNOWN)
_read_fees: Final = _reader(Told(PUMP_FEES, _FEE_EVENTS, names.FEES_QUIET_EVENTS), names.FEES_KNOWN)
_read_mayhem: Final = _reader(Told(PUMP_MAYHEM, {}, names.MAYHEM_EVENTS), names.MAYHEM_KNOWN)


def _read_curve(instruction: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
    tag = instruction.data[:8]
    if ctx.transaction.ok and tag != SELF_CALL:
        if tag == names.WITHDRAW:
            return withdrawn(instruction, ctx)
        if not ctx.children(instruction.path):
            made = created_without_event(instruction)
            if made is not None:
                return made
    return _read_told(instruction, ctx)


PROGRAMS: Final[tuple[ProgramDecoder, ...]] = (
    ProgramDecoder(program=PUMP, name="pump.fun bonding curve", read=_read_curve, platform=PLATFORM, venue=True),
    ProgramDecoder(
        program=PUMP_FEES,
        name="pump.fun fees",
        read=_read_fees,
    ),
    ProgramDecoder(
        program=PUMP_MAYHEM,
        name="pump.fun mayhem agent",
        read=_read_mayhem,
    ),
)
