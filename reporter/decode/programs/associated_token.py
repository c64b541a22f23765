"""The associated token account program. What it does happens in the System and token instructions it calls.

Tags: Solana docs; creation without data is the oldest form.
"""

from typing import Final

from reporter.decode.context import Context
from reporter.decode.contract import ProgramDecoder
from reporter.model.events import AnyEvent
from reporter.model.ids import ASSOCIATED_TOKEN
from reporter.model.transaction import Instruction

_KNOWN: Final = frozenset({b"", b"\0", b"\1", b"\2"})  # create, create, create idempotent, recover nested
_FEWEST_ACCOUNTS: Final = 6


def read(instruction: Instruction, _: Context) -> tuple[AnyEvent, ...] | None:
    """Nothing of its own."""
    return () if instruction.data in _KNOWN and len(instruction.accounts) >= _FEWEST_ACCOUNTS else None


PROGRAM: Final = ProgramDecoder(program=ASSOCIATED_TOKEN, name="Associated Token Account", read=read)
