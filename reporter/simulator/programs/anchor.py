"""What programs built with Anchor have in common: eight-byte names by hash, and events sent to oneself (Anchor docs)."""

import hashlib
from functools import lru_cache
from typing import Final

from reporter.model.ids import Address, Program
from reporter.simulator.addresses import derived
from reporter.simulator.runtime import Execution

SELF_CALL: Final = bytes.fromhex("e445a52e51cb9a1d")
_EVENT_UNITS: Final = 4000


@lru_cache(maxsize=256)
def instruction(name: str) -> bytes:
    """First bytes of an instruction's data."""
    return hashlib.sha256(f"global:{name}".encode()).digest()[:8]


@lru_cache(maxsize=256)
def event(name: str) -> bytes:
    """First bytes of an event."""
    return hashlib.sha256(f"event:{name}".encode()).digest()[:8]


@lru_cache(maxsize=256)
def account(name: str) -> bytes:
    """First bytes of an account's data."""
    return hashlib.sha256(f"account:{name}".encode()).digest()[:8]


def event_authority(program: Program) -> Address:
    """The account that signs a program's calls to itself."""
    return derived(program, b"__event_authority")


def emit(run: Execution, program: Program, body: bytes, *, logged: bool = False) -> None:
    """Send an event to the program itself; PumpSwap logs it too."""
    if logged:
        run.logs.data(body)
    run.burn(_EVENT_UNITS)
    authority = event_authority(program)
    run.invoke(program, (authority,), SELF_CALL + body, sign=(authority,))
