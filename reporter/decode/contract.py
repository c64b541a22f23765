"""What a program module offers: one record, put into the table of `reporter.decode.programs`."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias

from msgspec import Struct

from reporter.decode.context import Context
from reporter.model.events import AnyEvent
from reporter.model.ids import Address, Mint, Raw
from reporter.model.transaction import Instruction

Read: TypeAlias = Callable[[Instruction, Context], Sequence[AnyEvent] | None]
"""Events of one instruction: () when it is known and says nothing about tokens, None when it is unknown and must be counted."""

ALL: Final = -1  # amount of a move: everything the source account holds at that moment
SURPLUS: Final = -2  # amount of a move: what the source account holds above its final balance


class Move(Struct, frozen=True, gc=False):
    """What one instruction of a transaction that took effect moved between two accounts (not yet owners).

    `mint` is None for lamports. `source` is "" for tokens that are made, `target` for tokens that are burned. `amount` is in
    base units, or ALL or SURPLUS where the instruction leaves it to the balances. `handover` marks an account that changes its
    owner with everything in it: `target` is the new owner.
    """

    source: Address
    target: Address
    amount: Raw
    how: str
    mint: Mint | None = None
    handover: bool = False


Moves: TypeAlias = Callable[[Instruction, Context], Sequence[Move]]


class ProgramDecoder(Struct, frozen=True):
    """One program the reporter reads.

    `platform` is its code in the platform table, None for programs that are no venue. Token movements below an instruction
    of a venue belong to its trades and are no transfers of their own; `venue` marks those programs (known venues whose trades
    are inferred from balances included).

    The first `tag` bytes of an instruction's data name its kind. Most instructions of a transaction need no look beyond them:
    those of `silent` kinds are known and have no events, whatever their accounts; the only event of those in `transfers` can
    be a Transfer, so that below a venue they need not be read; those that move anything themselves are keys of `moving`.
    """

    program: str
    name: str
    read: Read
    platform: str | None = None
    venue: bool = False
    tag: int = 1
    silent: frozenset[bytes] = frozenset()
    transfers: frozenset[bytes] = frozenset()
    moving: Mapping[bytes, Moves] = {}

    def moves(self, instruction: Instruction, context: Context) -> Sequence[Move]:
        """What one instruction itself moved."""
        read = self.moving.get(instruction.data[: self.tag])
        return () if read is None else read(instruction, context)
