"""A serialised transaction into its parts: legacy, version 0 and version 1.

Layouts: Solana docs (transaction structure, versioned transactions), SIMD-0385 for version 1, checked against recorded
transactions of all three.
"""

from collections.abc import Callable
from functools import cache
from struct import Struct as Layout
from typing import Final, TypeAlias

from msgspec import Struct
from solders.signature import Signature

from reporter.decode.wire_base58 import address
from reporter.errors import DecodeError

_SIGNATURE: Final = 64
_KEY: Final = 32
_LONG: Final = 0x80  # of a compact-u16: another byte follows
_VERSION_0: Final = 0x80
_VERSION_1: Final = 0x81
_V1_HEADER: Final = Layout("<BBB I 32s BB".replace(" ", ""))
_V1_INSTRUCTION: Final = Layout("<BBH")


Compiled: TypeAlias = tuple[int, bytes, bytes]  # place of the program, places of the accounts, data


class Parts(Struct, frozen=True, gc=False):
    """What a serialised transaction holds, addresses in base58."""

    version: str | int
    signature: str
    keys: list[str]
    signed: int
    blockhash: str
    instructions: list[Compiled]
    lookup_tables: tuple[str, ...]


def read_bytes(raw: bytes) -> Parts:
    """The parts of a serialised transaction. Raises DecodeError when it is cut short or of a newer version."""
    try:
        if raw[0] == _VERSION_1:
            return _version_1(raw)
        return _legacy_or_0(raw)
    except (IndexError, ValueError):
        raise DecodeError("a serialised transaction is cut short") from None


def _length(raw: bytes, at: int) -> tuple[int, int]:
    """A compact-u16 and the place after it."""
    first = raw[at]
    if first < _LONG:
        return first, at + 1
    second = raw[at + 1]
    if second < _LONG:
        return first & 0x7F | second << 7, at + 2
    return first & 0x7F | (second & 0x7F) << 7 | raw[at + 2] << 14, at + 3


def _take(raw: bytes, at: int, size: int) -> bytes:
    part = raw[at : at + size]
    if len(part) != size:
        raise ValueError(size)
    return part


@cache
def _unpack_keys(count: int) -> Callable[[bytes, int], tuple[bytes, ...]]:
    return Layout(f"{_KEY}s" * count).unpack_from


def _keys(raw: bytes, at: int, count: int) -> list[str]:
    if at + count * _KEY > len(raw):
        raise ValueError(count)
    return list(map(address, _unpack_keys(count)(raw, at)))


def _signature(raw: bytes, at: int) -> str:
    return str(Signature.from_bytes(_take(raw, at, _SIGNATURE)))


def _legacy_or_0(raw: bytes) -> Parts:
    signatures, at = _length(raw, 0)
    signature = _signature(raw, at)
    at += signatures * _SIGNATURE
    version: str | int = "legacy"
    if raw[at] >= _VERSION_0:
        if raw[at] != _VERSION_0:
            raise DecodeError("a transaction version newer than this reader")
        version = 0
        at += 1
    signed = raw[at]
    count, at = _length(raw, at + 3)
    keys = _keys(raw, at, count)
    at += count * _KEY
    blockhash = address(_take(raw, at, _KEY))
    instructions, at = _instructions(raw, at + _KEY)
    tables = _lookup_tables(raw, at) if version == 0 else ()
    return Parts(version, signature, keys, signed, blockhash, instructions, tables)


def _instructions(raw: bytes, at: int) -> tuple[list[Compiled], int]:
    count, at = _length(raw, at)
    instructions = []
    for _ in range(count):
        program, size, start = raw[at], raw[at + 1], at + 2
        if size >= _LONG:
            size, start = _length(raw, at + 1)
        end = start + size
        length, begin = raw[end], end + 1
        if length >= _LONG:
            length, begin = _length(raw, end)
        at = begin + length
        instructions.append((program, raw[start:end], raw[begin:at]))
    if at > len(raw):
        raise ValueError(at)
    return instructions, at


def _lookup_tables(raw: bytes, at: int) -> tuple[str, ...]:
    count, at = _length(raw, at)
    tables = []
    for _ in range(count):
        tables.append(address(_take(raw, at, _KEY)))
        size, at = _length(raw, at + _KEY)
        size, at = _length(raw, at + size)
        at += size
    return tuple(tables)


def _version_1(raw: bytes) -> Parts:
    """Version, header, config mask, lifetime, counts, addresses, config words, instruction headers, payloads, signatures."""
    signed, _, _, mask, lifetime, count, addresses = _V1_HEADER.unpack(_take(raw, 1, _V1_HEADER.size))
    at = 1 + _V1_HEADER.size
    keys = _keys(raw, at, addresses)
    at += addresses * _KEY + 4 * mask.bit_count()
    headers = list(_V1_INSTRUCTION.iter_unpack(_take(raw, at, count * _V1_INSTRUCTION.size)))
    at += count * _V1_INSTRUCTION.size
    instructions = []
    for program, accounts, size in headers:
        payload = _take(raw, at, accounts + size)
        instructions.append((program, payload[:accounts], payload[accounts:]))
        at += accounts + size
    return Parts(1, _signature(raw, at), keys, signed, address(lifetime), instructions, ())
