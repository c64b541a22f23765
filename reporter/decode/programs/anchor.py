"""How Anchor programs name things on the wire: the first eight bytes of a hash of the name (Anchor documentation)."""

import hashlib
from typing import Final

SELF_CALL: Final = bytes.fromhex("e445a52e51cb9a1d")  # tag of an event carried in the program's call to itself


def instruction_tag(name: str) -> bytes:
    """The eight bytes an instruction's data starts with."""
    return hashlib.sha256(f"global:{name}".encode()).digest()[:8]


def event_tag(name: str) -> bytes:
    """The eight bytes an event starts with."""
    return hashlib.sha256(f"event:{name}".encode()).digest()[:8]
