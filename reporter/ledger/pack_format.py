"""The layout of an evidence pack file; `reporter.ledger.pack` describes it."""

import hashlib
from pathlib import Path
from typing import Final

from msgspec import Struct

from reporter.model.pack import Parameters, Provenance

FAMILY: Final = "launch-evidence-pack/"
FORMAT: Final = FAMILY + "1"
MANIFEST: Final = "manifest.json"
RULES: Final = "rules.json"
LABELS: Final = "labels.json"
BACKGROUND: Final = "background.json"
INDEX: Final = "index.json"
FIXED: Final = (MANIFEST, RULES, LABELS, BACKGROUND, INDEX)

SEAL_PREFIX: Final = b"sha256:"
SEAL_LENGTH: Final = len(SEAL_PREFIX) + 64
_CHUNK: Final = 1 << 20


class Manifest(Struct, frozen=True, forbid_unknown_fields=True):
    """What the pack says about itself; every line of it is checked when the pack is read."""

    format: str
    parameters: Parameters
    provenance: Provenance
    rules: str  # id of the rule set
    labels: str  # sha256 of the labels
    background: str  # id of the background rates
    count: int  # answers
    merkle_root: str  # hex, see reporter.report.fingerprint


class Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """One line of the index: answer `n` (from 1) and what its file must be."""

    n: int
    method: str
    params: str
    refused: bool
    sha256: str
    size: int  # bytes


def answer_name(n: int) -> str:
    """The file that holds answer `n`."""
    return f"answers/{n:06d}.json"


def seal(path: Path) -> bytes:
    """The ZIP comment this file should end with: the hash of every byte before the last SEAL_LENGTH ones."""
    digest = hashlib.sha256()
    left = path.stat().st_size - SEAL_LENGTH
    with path.open("rb") as file:
        while left > 0 and (chunk := file.read(min(left, _CHUNK))):
            digest.update(chunk)
            left -= len(chunk)
    return SEAL_PREFIX + digest.hexdigest().encode()
