"""The memo programs: text of anybody's choosing, hostile by default and never read for meaning."""

from typing import Final

from reporter.decode.context import Context
from reporter.decode.contract import ProgramDecoder
from reporter.model.events import AnyEvent
from reporter.model.transaction import Instruction


def read(_: Instruction, __: Context) -> tuple[AnyEvent, ...]:
    """Nothing that concerns tokens."""
    return ()


PROGRAMS: Final = tuple(
    ProgramDecoder(program=program, name="Memo", read=read)
    for program in ("Memo1UhkJRfHyvLMcVucJwxXeuD728EqVDDwQDxFMNo", "MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr")
)
