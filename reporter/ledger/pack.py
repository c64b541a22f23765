"""Evidence packs: everything behind a report in one file that anyone can open with any ZIP tool.

Layout of format "launch-evidence-pack/1":

* manifest.json    format, parameters, provenance, ids of rules and background, hash of the labels, count, Merkle root
* rules.json, labels.json, background.json
* index.json       for each answer: n, method, params, refused, sha256 and size of its body
* answers/000001.json …   bodies as the ledger sent them, byte for byte, in ascending order of (method, params)

The ZIP comment is "sha256:" and the hex SHA-256 of every byte before the comment (the field with its length included), so
that one changed, missing or added byte anywhere is found. Reading is in `pack_read`, writing in `pack_write`.
"""

from reporter.ledger.answers import MemoryAnswers, PackSource
from reporter.ledger.pack_read import read_pack
from reporter.ledger.pack_write import write_pack

__all__ = ["MemoryAnswers", "PackSource", "read_pack", "write_pack"]
