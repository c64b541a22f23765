"""Borsh, read field by field, stopping quietly at the end of the data.

Programs append fields to their events and accounts over the years. A layout written for the newest version then reads every
older one: a field the bytes do not reach is None ("not reported", never zero), and bytes after the last known field are left
alone. Both are visible afterwards: `torn` when the data ended inside a field, `rest` for what was not read.

Format: borsh.io, little-endian, no padding; strings and vectors carry a u32 count.
"""

from collections.abc import Callable
from struct import Struct as Layout
from typing import Final, TypeAlias, TypeVar

from reporter.decode.wire_base58 import address
from reporter.model.ids import Address

T = TypeVar("T")

_Unpack: TypeAlias = Callable[[bytes, int], tuple[int]]

_U16: Final[_Unpack] = Layout("<H").unpack_from
_U32: Final[_Unpack] = Layout("<I").unpack_from
_U64: Final[_Unpack] = Layout("<Q").unpack_from
_I64: Final[_Unpack] = Layout("<q").unpack_from


class Reader:
    """Reads one value after another from `data`, starting at `at`. Never raises on short or hostile data.

    Once a value is missing every later one is missing too, so that nothing is read from the middle of another field.
    """

    __slots__ = ("_data", "_end", "at", "torn")

    def __init__(self, data: bytes, at: int = 0) -> None:
        self._data = data
        self._end = len(data)  # -1 once a value was missing
        self.at = at
        self.torn = False
        """True when the data ended inside a field, not between two."""

    @property
    def rest(self) -> int:
        """Bytes not read yet."""
        return max(0, len(self._data) - self.at)

    def _stop(self) -> None:
        """A value is missing, and with it every later one."""
        self.torn = self.torn or self.at < self._end
        self._end = -1

    def u8(self) -> int | None:
        """One unsigned byte."""
        start = self.at
        if start >= self._end:
            self._stop()
            return None
        self.at = start + 1
        return self._data[start]

    def u16(self) -> int | None:
        """An unsigned 16-bit number."""
        return self._number(2, _U16)

    def u32(self) -> int | None:
        """An unsigned 32-bit number."""
        return self._number(4, _U32)

    def u64(self) -> int | None:
        """An unsigned 64-bit number."""
        return self._number(8, _U64)

    def i64(self) -> int | None:
        """A signed 64-bit number."""
        return self._number(8, _I64)

    def _number(self, size: int, unpack: _Unpack) -> int | None:
        start = self.at
        end = start + size
        if end > self._end:
            self._stop()
            return None
        self.at = end
        return unpack(self._data, start)[0]

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
        start = self.at
        end = start + size
        if end > self._end:
            self._stop()
            return None
        self.at = end
        return self._data[start:end]

    def skip(self, size: int) -> None:
        """Pass over `size` bytes nobody needs."""
        end = self.at + size
        if end > self._end:
            self._stop()
        else:
            self.at = end

    def address(self) -> Address | None:
        """A 32-byte public key in base58."""
        key = self.raw(32)
        return None if key is None else address(key)

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
            self.torn = True
            self._end = -1
            return None
        items = [read() for _ in range(count)]
        return tuple(item for item in items if item is not None)
