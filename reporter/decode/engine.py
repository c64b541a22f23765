"""All instructions of a transaction through the table of programs: events, flows, and what nobody could read."""

from collections.abc import Sequence, Set
from operator import attrgetter
from typing import Final

from reporter.decode.context import Context
from reporter.decode.flows import flows
from reporter.decode.inferred import infer
from reporter.decode.programs import TABLE
from reporter.model.events import AnyEvent, Create, Decoded, Trade, Transfer, Unknown
from reporter.model.ids import QUOTES, Program
from reporter.model.transaction import Path, Transaction

_NOWHERE: Final[Path] = (-1,)
_PATH: Final = attrgetter("path")


def decode(transaction: Transaction) -> Decoded:
    """Everything read from one transaction. A failed one has no events and no flows: nothing of it happened but its fee."""
    context = Context(transaction)
    events, claimed, unknown = _walk(context)
    unread = tuple([Unknown(program, count) for program, count in unknown.items()]) if unknown else ()
    if transaction.error is not None:
        return Decoded((), (), unread)
    return Decoded(tuple(_with_inferred(context, _one_creation(events), claimed)), flows(context), unread)


def _walk(context: Context) -> tuple[list[AnyEvent], list[Path], dict[Program, int]]:
    """Events in execution order, the paths of decoded trades, and instructions nobody read, counted by program."""
    found: list[AnyEvent] = []
    claimed: list[Path] = []
    unknown: dict[Program, int] = {}
    venue, depth = _NOWHERE, 1
    find = TABLE.get
    for instruction in context.transaction.instructions:
        program = instruction.program
        decoder = find(program)
        if decoder is None:
            unknown[program] = unknown.get(program, 0) + 1
            continue
        tag = instruction.data[: decoder.tag]
        if tag in decoder.silent:
            continue
        path = instruction.path
        below = path[:depth] == venue
        if below and tag in decoder.transfers:
            continue
        events = decoder.read(instruction, context)
        if events is None:
            unknown[program] = unknown.get(program, 0) + 1
        elif events:
            if decoder.venue and any(isinstance(event, Trade) for event in events):
                claimed.append(path)
            found += [event for event in events if not isinstance(event, Transfer)] if below else events
        if decoder.venue and not below:
            venue, depth = path, len(path)
    return found, claimed, unknown


def _with_inferred(context: Context, events: list[AnyEvent], claimed: Sequence[Path]) -> list[AnyEvent]:
    """Events with the trades that only balances tell, and without the transfers those trades are made of."""
    if {token.mint for token in context.transaction.tokens if token.pre != token.post} <= QUOTES:
        return events
    inferred = infer(context, claimed, flows(context))
    if not inferred:
        return events
    # A router's own account may stand between pool and wallet: then the decoder has told the trade for the wallet behind it.
    told = {(type(event), event.wallet, event.mint, event.path[:1]) for event in events if isinstance(event, Trade)}
    inferred = [e for e in inferred if (type(e), e.wallet, e.mint, e.path[:1]) not in told]
    if not inferred:
        return events
    inside = {event.path for event in inferred}
    kept = [event for event in events if not isinstance(event, Transfer) or not _is_below(event.path, inside)]
    return sorted([*kept, *inferred], key=_PATH)


def _is_below(path: Path, roots: Set[Path]) -> bool:
    return any(path[:depth] in roots for depth in range(1, len(path) + 1))


def _one_creation(events: list[AnyEvent]) -> list[AnyEvent]:
    """A platform's creation and the token program's are one: the first says more."""
    told = {event.mint for event in events if isinstance(event, Create) and event.platform is not None}
    if not told:
        return events
    return [e for e in events if not isinstance(e, Create) or e.platform is not None or e.mint not in told]
