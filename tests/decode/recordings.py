"""Recorded mainnet transactions for the tests of this room: those carried in the repository, and the shared ones."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import zstandard

from reporter.decode import read_block, read_recorded
from reporter.model.transaction import Transaction
from tests.recorded import CARRIED, shared_folder

SLOT = 326_027_759
CARRIED_FILES = sorted(CARRIED.glob("*.json.zst"))


def recording(signature: str) -> dict[str, Any]:
    """The recording whose signature starts so: the carried one, else the shared one (skips where that folder is absent)."""
    carried = [file for file in CARRIED_FILES if file.name.startswith(signature)]
    file = carried[0] if carried else next((shared_folder() / "transactions").glob(f"{signature}*.json"))
    return load(file)


def load(file: Path) -> dict[str, Any]:
    raw = file.read_bytes()
    value: dict[str, Any] = msgspec.json.decode(zstandard.decompress(raw) if file.suffix == ".zst" else raw)
    return value


@cache
def transaction(signature: str) -> Transaction:
    """A recorded transaction, read."""
    return read_recorded(recording(signature))


def block_bytes() -> bytes:
    """The recorded block as the endpoint sent it."""
    return (shared_folder() / "blocks" / f"block_{SLOT}.json").read_bytes()


def everything() -> Iterator[Transaction]:
    """All recorded transactions and the whole block."""
    for file in sorted((shared_folder() / "transactions").glob("*.json")):
        yield read_recorded(load(file))
    yield from read_block(block_bytes(), SLOT)
