"""What a program module offers: one record, put into the table of `reporter.decode.programs`."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from msgspec import Struct

from reporter.decode.context import Context
from reporter.model.events import AnyEvent
from reporter.model.transaction import Instruction

Read: TypeAlias = Callable[[Instruction, Context], Sequence[AnyEvent] | None]
"""Events of one instruction: () when it is known and says nothing about tokens, None when it is unknown and must be counted."""


class ProgramDecoder(Struct, frozen=True):
    """One program the reporter reads.

    `platform` is its code in the platform table, None for programs that are no venue. Token movements below an instruction
    of a venue belong to its trades and are no transfers of their own; `venue` marks those programs (known venues whose trades
    are inferred from balances included).
    """

    program: str
    name: str
    read: Read
    platform: str | None = None
    venue: bool = False
