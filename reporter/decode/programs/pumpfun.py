"""pump.fun's bonding curve, and the fee and mayhem programs that go with it.

What happened is read from the events the program sends to itself: an inner instruction of the program, tag
e445a52e51cb9a1d, whose one account is the event authority that only the program can sign for. Logs are never read. An
instruction that did nothing (a migration already done, a failed transaction) has no event and gives none here. Events are
read below any instruction of the program, known or not, so that a new kind of buy is still a buy.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, Final, Generic, TypeAlias, TypeVar

from reporter.decode.addresses import PUMP, PUMP_EVENTS, PUMP_FEES, PUMP_FEES_EVENTS, PUMP_MAYHEM, PUMP_MAYHEM_EVENTS
from reporter.decode.context import Context
from reporter.decode.contract import ProgramDecoder
from reporter.decode.programs import pumpfun_events as layout
from reporter.decode.programs import pumpfun_layouts as names
from reporter.decode.programs.pumpfun_payouts import payouts
from reporter.decode.programs.pumpfun_trades import PLATFORM, created, created_without_event, quote_of, traded, withdrawn
from reporter.model.events import AnyEvent, Authority, Complete, Migrate
from reporter.model.ids import Address
from reporter.model.transaction import Instruction

_T = TypeVar("_T")
_Build: TypeAlias = Callable[[_T, Instruction, Context], Sequence[AnyEvent]]


class _Telling(Generic[_T]):
    """A kind of event: its layout, and what the reporter makes of it. One parse serves the instruction and its carrier."""

    def __init__(self, parse: Callable[[bytes], _T | None], build: _Build[_T]) -> None:
        self._parse = lru_cache(maxsize=64)(parse)
        self._build = build

    def readable(self, data: bytes) -> bool:
        """True when the data holds at least the first version of the event."""
        return self._parse(data) is not None

    def events(self, data: bytes, at: Instruction, ctx: Context) -> Sequence[AnyEvent]:
        """What happened; nothing where the data is too short."""
        event = self._parse(data)
        return () if event is None else self._build(event, at, ctx)


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


_CURVE_EVENTS: Final[dict[bytes, _Telling[Any]]] = {
    names.event_tag("TradeEvent"): _Telling(layout.trade, traded),
    names.event_tag("CreateEvent"): _Telling(layout.create, created),
    names.event_tag("CompleteEvent"): _Telling(layout.complete, _completed),
    names.event_tag("CompletePumpAmmMigrationEvent"): _Telling(layout.migration, _migrated),
    names.event_tag("SetCreatorEvent"): _Telling(layout.set_creator, _creator_set),
    names.event_tag("SetMetaplexCreatorEvent"): _Telling(layout.set_metaplex_creator, _creator_set),
    names.event_tag("MigrateBondingCurveCreatorEvent"): _Telling(layout.migrate_creator, _creator_set),
    names.event_tag("AdminSetCreatorEvent"): _Telling(layout.admin_set_creator, _creator_set),
    names.event_tag("AdminCtoEvent"): _Telling(layout.admin_set_creator, _creator_set),
    names.event_tag("CollectCreatorFeeEvent"): _Telling(layout.collected_creator_fee, payouts("creator_fees")),
    names.event_tag("DistributeCreatorFeesEvent"): _Telling(layout.distributed_creator_fees, payouts("creator_fees")),
    names.event_tag("DistributeFeeToHoldersEvent"): _Telling(layout.distributed_to_holders, payouts("holder_rewards")),
    names.event_tag("ClaimCashbackEvent"): _Telling(layout.claimed_cashback, payouts("cashback")),
    names.event_tag("ClaimTokenIncentivesEvent"): _Telling(layout.claimed_incentive, payouts("incentives")),
}

_FEE_EVENTS: Final[dict[bytes, _Telling[Any]]] = {
    names.event_tag("SocialFeePdaClaimed"): _Telling(layout.claimed_social_fee, payouts("social_fees")),
}


class _Family:
    """One program of the family: its event authority, what it can be asked, what it tells."""

    def __init__(
        self, authority: Address, known: frozenset[bytes], telling: dict[bytes, _Telling[Any]], quiet: frozenset[bytes]
    ) -> None:
        self._authority = authority
        self._known = known
        self._telling = telling
        self._quiet = quiet

    def read(self, instruction: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
        """Events of one instruction, found among the calls it made itself."""
        tag = instruction.data[:8]
        if tag == names.SELF_CALL:
            return self._carrier(instruction)
        found: list[AnyEvent] = []
        understood = tag in self._known
        for child in ctx.children(instruction.path) if ctx.transaction.ok else ():
            telling = self._telling.get(child.data[8:16]) if self._carries(child, instruction) else None
            if telling is not None:
                found.extend(telling.events(child.data[16:], instruction, ctx))
        return found if understood or found else None

    def _carries(self, child: Instruction, parent: Instruction) -> bool:
        return (
            child.program == parent.program and child.data[:8] == names.SELF_CALL and child.accounts[:1] == (self._authority,)
        )

    def _carrier(self, instruction: Instruction) -> Sequence[AnyEvent] | None:
        """Events are told with the instruction that emitted them; here those that cannot be read are counted."""
        if instruction.accounts[:1] != (self._authority,):
            return None
        tag = instruction.data[8:16]
        telling = self._telling.get(tag)
        if telling is not None:
            return () if telling.readable(instruction.data[16:]) else None
        return () if tag in self._quiet else None


_CURVE: Final = _Family(PUMP_EVENTS, names.KNOWN, _CURVE_EVENTS, names.QUIET_EVENTS)
_FEES: Final = _Family(PUMP_FEES_EVENTS, names.FEES_KNOWN, _FEE_EVENTS, names.FEES_QUIET_EVENTS)
_MAYHEM: Final = _Family(PUMP_MAYHEM_EVENTS, names.MAYHEM_KNOWN, {}, names.MAYHEM_EVENTS)


def _read_curve(instruction: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
    tag = instruction.data[:8]
    if ctx.transaction.ok and tag != names.SELF_CALL:
        if tag == names.WITHDRAW:
            return withdrawn(instruction, ctx)
        if not ctx.children(instruction.path):
            made = created_without_event(instruction)
            if made is not None:
                return made
    return _CURVE.read(instruction, ctx)


PROGRAMS: Final[tuple[ProgramDecoder, ...]] = (
    ProgramDecoder(program=PUMP, name="pump.fun bonding curve", read=_read_curve, platform=PLATFORM, venue=True),
    ProgramDecoder(program=PUMP_FEES, name="pump.fun fees", read=_FEES.read),
    ProgramDecoder(program=PUMP_MAYHEM, name="pump.fun mayhem agent", read=_MAYHEM.read),
)
