"""The compute budget program: limits and prices of the transaction, no value moved. Tags 0 to 4: Solana docs."""

from typing import Final

from reporter.decode.context import Context
from reporter.decode.contract import ProgramDecoder
from reporter.model.events import AnyEvent
from reporter.model.transaction import Instruction

_KNOWN: Final = frozenset(bytes([tag]) for tag in range(5))


def read(instruction: Instruction, _: Context) -> tuple[AnyEvent, ...] | None:
    """Nothing that concerns tokens."""
    return () if instruction.data[:1] in _KNOWN else None


PROGRAM: Final = ProgramDecoder(
    program="ComputeBudget111111111111111111111111111111", name="Compute Budget", read=read, silent=_KNOWN
)
