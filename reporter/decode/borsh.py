"""Borsh, read field by field, stopping quietly at the end of the data.

Programs append fields to their events and accounts over the years. A layout written for the newest version then reads every
older one: a field the bytes do not reach is None ("not reported", never zero), and bytes after the last known field are left
alone. Both are visible afterwards: `torn` when the data ended inside a field, `rest` for what was not read.

Format: borsh.io, little-endian, no padding; strings and vectors carry a u32 count.
"""

import struct
from collections.abc import Callable
from typing import Final, TypeVar

from reporter.model import base58
from reporter.model.ids import Address

T = TypeVar("T")

_U16: Final = struct.Struct("<H")
_U32: Final = struct.Struct("<I")
_U64: Final = struct.Struct("<Q")
_I64: Final = struct.Struct("<q")


class Reader:
    """Reads one value after another from `data`, starting at `at`. Never raises on short or hostile data.

    Once a value is missing every later one is missing too, so that nothing is read from the middle of another field.
    """

    __slots__ = ("_data", "_ended", "at", "torn")

    def __init__(self, data: bytes, at: int = 0) -> None:
        self._data = data
        self._ended = False
        self.at = at
        self.torn = False
        """True when the data ended inside a field, not between two."""

    @property
    def rest(self) -> int:
        """Bytes not read yet."""
        return max(0, len(self._data) - self.at)

    def _advance(self, size: int) -> int | None:
        """The offset of the next `size` bytes, or None when they are not there."""
        start = self.at
        if self._ended or start + size > len(self._data):
            self.torn = self.torn or (not self._ended and start < len(self._data))
            self._ended = True
            return None
        self.at = start + size
        return start

    def _number(self, form: struct.Struct) -> int | None:
        start = self._advance(form.size)
        if start is None:
            return None
        value: int = form.unpack_from(self._data, start)[0]
        return value

    def u8(self) -> int | None:
        """One unsigned byte."""
        start = self._advance(1)
        return None if start is None else self._data[start]

    def u16(self) -> int | None:
        """An unsigned 16-bit number."""
        return self._number(_U16)

    def u32(self) -> int | None:
        """An unsigned 32-bit number."""
        return self._number(_U32)

    def u64(self) -> int | None:
        """An unsigned 64-bit number."""
        return self._number(_U64)

    def i64(self) -> int | None:
        """A signed 64-bit number."""
        return self._number(_I64)

    def u128(self) -> int | None:
        """An unsigned 128-bit number."""
        raw = self.raw(16)
        return None if raw is None else int.from_bytes(raw, "little")

    def i128(self) -> int | None:
        """A signed 128-bit number."""
        raw = self.raw(16)
        return None if raw is None else int.from_bytes(raw, "little", signed=True)

    def flag(self) -> bool | None:
        """A boolean; any byte but zero is true, as the chain's own readers of raw accounts take it."""
        value = self.u8()
        return None if value is None else value != 0

    def raw(self, size: int) -> bytes | None:
        """`size` bytes as they are."""
        start = self._advance(size)
        return None if start is None else self._data[start : start + size]

    def skip(self, size: int) -> None:
        """Pass over `size` bytes nobody needs."""
        self._advance(size)

    def address(self) -> Address | None:
        """A 32-byte public key in base58."""
        start = self._advance(32)
        return None if start is None else base58.encode(self._data[start : start + 32])

    def text(self) -> str | None:
        """A string. Bytes that are not UTF-8 become U+FFFD: names come from strangers."""
        size = self.u32()
        if size is None:
            return None
        raw = self.raw(size)
        return None if raw is None else raw.decode("utf-8", "replace")

    def option(self, read: Callable[[], T | None]) -> T | None:
        """An Option with its one-byte tag; None for absent and for missing alike."""
        return read() if self.u8() else None

    def vector(self, read: Callable[[], T | None], size: int) -> tuple[T, ...] | None:
        """A counted sequence of items of exactly `size` bytes each; None when the count is larger than what is there."""
        count = self.u32()
        if count is None:
            return None
        if count * size > self.rest:
            self.torn = self._ended = True
            return None
        items = [read() for _ in range(count)]
        return tuple(item for item in items if item is not None)
