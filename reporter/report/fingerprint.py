"""The one number that names the whole input of a report: a Merkle root over everything the analysis reads.

Construction (RFC 6962 §2.1, SHA-256):

* leaf hash = SHA-256(0x00 ‖ data), node hash = SHA-256(0x01 ‖ left ‖ right); a list of n > 1 splits at the largest power of
  two below n. The two prefixes keep a node from passing for a leaf.
* leaves, in this order: parameters, rules, labels, background, then one for each answer in ascending order of
  (method, params).
* data of the first four: the field's name, 0x00, its JSON with sorted keys and no spaces.
* data of an answer: "answer", 0x00, JSON array [method, params, refused], 0x00, the untouched body. JSON text holds no
  0x00, so where the head ends is never in doubt.

Provenance (labels of the sources, program version) is left out: it names who fetched and with what, not what was found,
so two people who recorded the same answers get the same number. The file hash of the pack covers it.
"""

import hashlib
from collections.abc import Iterable
from typing import Any, Final

import msgspec

from reporter.model.ids import Address
from reporter.model.labels import Label
from reporter.model.pack import Pack
from reporter.model.questions import Answer

_LEAF: Final = b"\x00"
_NODE: Final = b"\x01"
_json: Final = msgspec.json.Encoder(order="sorted")


def pack_sha256(pack: Pack) -> str:
    """The Merkle root of a pack in lower-case hex; see the module for the exact construction."""
    parts = (
        ("parameters", pack.parameters),
        ("rules", pack.rules),
        ("labels", pack.labels),
        ("background", pack.background),
    )
    leaves = [_leaf(name.encode() + b"\x00" + _json.encode(value)) for name, value in parts]
    leaves.extend(_leaf(_answer(answer)) for answer in sorted(pack.answers, key=lambda a: a.question))
    return root(leaves).hex()


def labels_sha256(rows: Iterable[Label]) -> str:
    """The hash that names a set of labels: SHA-256 over its rows as JSON, one a line, sorted by address."""
    digest = hashlib.sha256()
    for row in sorted(rows, key=_address):
        digest.update(_json.encode(row) + b"\n")
    return digest.hexdigest()


def root(leaves: list[bytes]) -> bytes:
    """The RFC 6962 tree hash of a list of leaf hashes; of an empty list, the hash of nothing."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    return hashlib.sha256(_NODE + root(leaves[:split]) + root(leaves[split:])).digest()


def _leaf(data: bytes) -> bytes:
    return hashlib.sha256(_LEAF + data).digest()


def _answer(answer: Answer) -> bytes:
    head: list[Any] = [answer.question.method, answer.question.params, answer.refused]
    return b"answer\x00" + _json.encode(head) + b"\x00" + answer.body


def _address(row: Label) -> Address:
    return row.address
