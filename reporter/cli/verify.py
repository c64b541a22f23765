"""`reporter verify`: the report of an evidence pack, derived again, and a given report held against it."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import msgspec

from reporter.cli.document import document
from reporter.cli.output import emit
from reporter.errors import InputError
from reporter.ledger.pack import read_pack
from reporter.report.analyse import analyse, check_version

SHOWN: Final = 5  # differing places named before the rest is only counted
LONGEST_KEY: Final = 40


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
    places = list(differences(theirs, msgspec.json.decode(derived)))
    if not places:
        raise InputError("the report given says the same as the pack, but is written differently (spaces, order or escapes)")
    more = f" and {len(places) - SHOWN} more places" if len(places) > SHOWN else ""
    raise InputError(f"the report given differs from what the pack gives at {', '.join(places[:SHOWN])}{more}")


def differences(theirs: Any, ours: Any, place: str = "") -> Iterator[str]:
    """JSON pointers (RFC 6901) of the values in which two documents differ; values themselves are not repeated."""
    if isinstance(theirs, dict) and isinstance(ours, dict):
        for key in sorted(theirs.keys() | ours.keys()):
            inside = f"{place}/{_pointer(key)}"
            if key in theirs and key in ours:
                yield from differences(theirs[key], ours[key], inside)
            else:
                yield inside
    elif isinstance(theirs, list) and isinstance(ours, list) and len(theirs) == len(ours):
        for index, (a, b) in enumerate(zip(theirs, ours, strict=True)):
            yield from differences(a, b, f"{place}/{index}")
    elif type(theirs) is not type(ours) or theirs != ours:
        yield place or "/"


def _pointer(key: str) -> str:
    short = key if len(key) <= LONGEST_KEY else key[:LONGEST_KEY] + "…"
    return short.replace("~", "~0").replace("/", "~1")
