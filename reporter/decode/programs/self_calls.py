"""Events a program sends to itself (Anchor's emit_cpi): an inner instruction with tag, event tag and fields.

The one account is the event authority, which only the program can sign for; any other program can put the same bytes into
its own instruction data, and is not believed.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Generic, TypeAlias, TypeVar

from reporter.decode.addresses import event_authority
from reporter.decode.context import Context
from reporter.decode.programs.anchor import SELF_CALL
from reporter.model.events import AnyEvent
from reporter.model.ids import Program
from reporter.model.transaction import Instruction

_T = TypeVar("_T")
Build: TypeAlias = Callable[[_T, Instruction, Context], Sequence[AnyEvent] | None]
"""What the reporter makes of an event; None where the instruction around it does not tell what the event is about."""


class Telling(Generic[_T]):
    """A kind of event: its layout, and what is made of it. One parse serves the instruction and its carrier."""

    def __init__(self, parse: Callable[[bytes], _T | None], build: Build[_T]) -> None:
        self._parse = lru_cache(maxsize=64)(parse)
        self._build = build

    def readable(self, data: bytes) -> bool:
        """True when the data holds at least the first version of the event."""
        return self._parse(data) is not None

    def events(self, data: bytes, at: Instruction, ctx: Context) -> Sequence[AnyEvent] | None:
        """What happened; nothing where the data is too short, which is counted with the carrier."""
        event = self._parse(data)
        return () if event is None else self._build(event, at, ctx)


class Told:
    """All kinds of events of one program. `quiet` ones are known and say nothing about tokens or wallets."""

    def __init__(self, program: Program, telling: Mapping[bytes, Telling[Any]], quiet: frozenset[bytes]) -> None:
        self._program = program
        self._authority = event_authority(program)
        self._telling = telling
        self._quiet = quiet

    def below(self, at: Instruction, ctx: Context) -> list[AnyEvent] | None:
        """The events emitted by one instruction; None when one of them cannot be placed."""
        found: list[AnyEvent] = []
        for child in ctx.children(at.path):
            if child.program != self._program or child.data[:8] != SELF_CALL or child.accounts[:1] != (self._authority,):
                continue
            telling = self._telling.get(child.data[8:16])
            events = telling.events(child.data[16:], at, ctx) if telling is not None else ()
            if events is None:
                return None
            found.extend(events)
        return found

    def carrier(self, instruction: Instruction) -> Sequence[AnyEvent] | None:
        """Events are told with the instruction that emitted them; here those that cannot be read are counted."""
        if instruction.accounts[:1] != (self._authority,):
            return None
        tag = instruction.data[8:16]
        telling = self._telling.get(tag)
        if telling is not None:
            return () if telling.readable(instruction.data[16:]) else None
        return () if tag in self._quiet else None
