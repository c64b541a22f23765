"""Where a pack file departs from what was written: every byte of the format is known, so that one altered byte has a place.

A pack is a ZIP whose entries follow each other without gaps, in known order and with known headers, then the list of
entries, the end record and the seal. Reading it from the front needs neither the list nor the headers, since a deflate
stream ends by itself.
"""

import hashlib
import struct
import zlib
from collections.abc import Iterator
from typing import Final

import msgspec
from msgspec import Struct

from reporter.ledger.pack_format import FIXED, INDEX, MANIFEST, SEAL_LENGTH, SEAL_PREFIX, Entry, answer_name

# PKWARE APPNOTE 6.3.10: 4.3.7 local header, 4.3.12 central directory header, 4.3.16 end record.
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CENTRAL: Final = struct.Struct("<4sBB5H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
_VERSION, _UNIX, _DEFLATED, _MIDNIGHT, _FIRST_DAY = 20, 3, 8, 0, 33  # 1980-01-01 00:00:00 in DOS form
_MODE: Final = 0o100644 << 16
_CHUNK: Final = 1 << 16


class _Part(Struct, frozen=True):
    """One entry as found: where its header and its data begin and end, and what it unpacks to (None: it does not)."""

    name: str
    start: int
    data: int
    end: int
    body: bytes | None

    @property
    def place(self) -> str:
        return f"{self.name}, bytes {self.start:,} to {self.end - 1:,} of the file"


def looks_written(content: bytes) -> bool:
    """True when the first entry or the seal can be recognised."""
    return content[_LOCAL.size :].startswith(MANIFEST.encode()) or content[-SEAL_LENGTH:].startswith(SEAL_PREFIX)


def locate(content: bytes, most: int) -> str:
    """The first place where `content` is not what it was, in words; `most` bounds the bytes unpacked."""
    parts: list[_Part] = []
    for part in _parts(content, most):
        if part.body is None or content[part.start : part.data] != _header(part):
            return part.place
        parts.append(part)
    # Bits of a stream that say nothing can change too. Where every stream differs, another zlib wrote the pack.
    recoded = [part for part in parts if _deflate(part.body or b"") != content[part.data : part.end]]
    return recoded[0].place if 0 < len(recoded) < len(parts) else _tail(content, parts)


def _parts(content: bytes, most: int) -> Iterator[_Part]:
    """The entries in the order of the format, up to the first that does not unpack to what it should."""
    names, start = list(FIXED), 0
    known: dict[str, Entry] = {}
    while names:
        part = _part(content, names.pop(0), start, most)
        wanted = known.get(part.name)
        if part.body is not None and wanted is not None and hashlib.sha256(part.body).hexdigest() != wanted.sha256:
            part = msgspec.structs.replace(part, body=None)
        yield part
        if part.name == INDEX and part.body is not None:
            known = {answer_name(entry.n): entry for entry in _index(part.body)}
            names = list(known)
        start, most = part.end, most - len(part.body or b"")


def _index(body: bytes) -> list[Entry]:
    try:
        return msgspec.json.decode(body, type=list[Entry])
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return []


def _part(content: bytes, name: str, start: int, most: int) -> _Part:
    data = start + _LOCAL.size + len(name)
    stream, found, at = zlib.decompressobj(-15), bytearray(), data
    try:
        while not stream.eof and at < len(content) and len(found) <= most:
            found += stream.decompress(content[at : at + _CHUNK], most + 1)
            at += _CHUNK
            while stream.unconsumed_tail and len(found) <= most:
                found += stream.decompress(stream.unconsumed_tail, most + 1)
    except zlib.error:
        pass
    if stream.eof:
        return _Part(name, start, data, min(at, len(content)) - len(stream.unused_data), bytes(found))
    following = [place for mark in (b"PK\x03\x04", b"PK\x01\x02") if (place := content.find(mark, data)) > 0]
    return _Part(name, start, data, min(following, default=len(content)), None)


def _header(part: _Part) -> bytes:
    return _LOCAL.pack(b"PK\x03\x04", _VERSION, 0, _DEFLATED, _MIDNIGHT, _FIRST_DAY, *_sizes(part), len(part.name), 0) + (
        part.name.encode()
    )


def _sizes(part: _Part) -> tuple[int, int, int]:
    body = part.body or b""
    return zlib.crc32(body), part.end - part.data, len(body)


def _deflate(body: bytes) -> bytes:
    made = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -15)
    return made.compress(body) + made.flush()


def _tail(content: bytes, parts: list[_Part]) -> str:
    """What follows the entries: their list, the end record, the seal."""
    begin = parts[-1].end if parts else 0
    listed = b"".join(_listed(part) for part in parts)
    end = _END.pack(b"PK\x05\x06", 0, 0, len(parts), len(parts), len(listed), begin, SEAL_LENGTH)
    sealed = begin + len(listed) + len(end)
    digest = hashlib.sha256(content[:sealed]).hexdigest()
    whole = content[:begin] + listed + end + SEAL_PREFIX + digest.encode()
    differing = next((at for at in range(begin, min(len(whole), len(content))) if whole[at] != content[at]), None)
    if differing is None:
        more = len(content) - len(whole)
        return f"{more:,} bytes more than it was written with" if more > 0 else f"it is cut off after byte {len(content):,}"
    if differing < begin + len(listed):
        return f"its list of entries, byte {differing:,} of the file"
    where = "its end record" if differing < sealed else "the seal at its end"
    return f"{where}, byte {differing:,} of the file"


def _listed(part: _Part) -> bytes:
    head = (b"PK\x01\x02", _VERSION, _UNIX, _VERSION, 0, _DEFLATED, _MIDNIGHT, _FIRST_DAY)
    return _CENTRAL.pack(*head, *_sizes(part), len(part.name), 0, 0, 0, 0, _MODE, part.start) + part.name.encode()
