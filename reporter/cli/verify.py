"""`reporter verify`: the report of an evidence pack, derived again, and a given report held against it."""

import hashlib
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec import Struct

from reporter.cli.document import document
from reporter.cli.output import emit
from reporter.errors import InputError
from reporter.ledger.pack import read_pack
from reporter.report.analyse import analyse, check_version
from reporter.report.plain import plain

SHOWN: Final = 5  # differing places named before the rest is only counted
LONGEST_KEY: Final = 40
LONGEST_VALUE: Final = 60
ABSENT: Final = object()


def run(pack: Path, report: Path | None) -> int:
    """Print one line: the pack's root hash and the report's hash. Raises PackError, PackVersionError, InputError."""
    evidence = read_pack(pack)
    check_version(evidence)
    derived = analyse(evidence)
    content = document(derived, "json")
    if report is not None:
        _compare(report.read_bytes(), content)
    emit(f"ok pack {derived.snapshot.pack_sha256} report {hashlib.sha256(content).hexdigest()}\n".encode())
    return 0


def _compare(given: bytes, derived: bytes) -> None:
    if given == derived:
        return
    try:
        theirs = msgspec.json.decode(given)
    except msgspec.DecodeError:
        raise InputError("the report given is no JSON document; the pack itself is sound") from None
    changes = list(differences(theirs, msgspec.json.decode(derived)))
    if not changes:
        raise InputError("the report given says the same as the pack, but is written differently (spaces, order or escapes)")
    told = ", ".join(f"{change.place} (was {_shown(change.was)}, is {_shown(change.now)})" for change in changes[:SHOWN])
    more = f" and {len(changes) - SHOWN} more places" if len(changes) > SHOWN else ""
    raise InputError(f"the report given differs from what the pack gives at {told}{more}")


class Change(Struct, frozen=True):
    """One value in which two documents differ: its JSON pointer (RFC 6901), what the given one says, what the pack says."""

    place: str
    was: Any
    now: Any


def differences(theirs: Any, ours: Any, place: str = "") -> Iterator[Change]:
    """The innermost values in which two documents differ; lists of unequal length as far as they differ by place."""
    if isinstance(theirs, dict) and isinstance(ours, dict):
        for key in sorted(theirs.keys() | ours.keys()):
            yield from differences(theirs.get(key, ABSENT), ours.get(key, ABSENT), f"{place}/{_pointer(key)}")
    elif isinstance(theirs, list) and isinstance(ours, list):
        for index, (a, b) in enumerate(zip_longest(theirs, ours, fillvalue=ABSENT)):
            yield from differences(a, b, f"{place}/{index}")
    elif type(theirs) is not type(ours) or theirs != ours:
        yield Change(place or "/", theirs, ours)


def _shown(value: Any) -> str:
    """A value in few letters. The report given may come from anybody: nothing of it reaches the terminal raw."""
    return "absent" if value is ABSENT else plain(msgspec.json.encode(value).decode(), LONGEST_VALUE)


def _pointer(key: str) -> str:
    short = key if len(key) <= LONGEST_KEY else key[:LONGEST_KEY] + "…"
    return plain(short, LONGEST_KEY + 1).replace("~", "~0").replace("/", "~1")
