"""The reader of Borsh bytes: every value, and quiet ends."""

import struct
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.decode.borsh import Reader
from reporter.model import base58

KEY = bytes(range(32))
READS: dict[str, Callable[[Reader], object]] = {
    "u8": Reader.u8,
    "u16": Reader.u16,
    "u32": Reader.u32,
    "u64": Reader.u64,
    "i64": Reader.i64,
    "u128": Reader.u128,
    "i128": Reader.i128,
    "flag": Reader.flag,
    "address": Reader.address,
    "text": Reader.text,
    "vector": lambda r: r.vector(r.u16, 2),
    "option": lambda r: r.option(r.u64),
}


@pytest.mark.parametrize(
    ("kind", "data", "value"),
    [
        ("u8", b"\xff", 255),
        ("u16", b"\x01\x02", 513),
        ("u32", b"\x01\0\0\x80", 2**31 + 1),
        ("u64", b"\xff" * 8, 2**64 - 1),
        ("i64", b"\xfe" + b"\xff" * 7, -2),
        ("u128", b"\xff" * 16, 2**128 - 1),
        ("i128", b"\xff" * 16, -1),
        ("flag", b"\0", False),
        ("flag", b"\x01", True),
        ("flag", b"\x07", True),
        ("address", KEY, base58.encode(KEY)),
        ("text", b"\x03\0\0\0\xf0\x9f\x00", "\ufffd\0"),
        ("text", b"\0\0\0\0", ""),
        ("vector", b"\x02\0\0\0\x01\0\x02\0", (1, 2)),
        ("option", b"\0", None),
        ("option", b"\x01" + b"\x05" + bytes(7), 5),
    ],
)
def test_a_value_is_read_little_endian_and_the_place_moves_behind_it(kind: str, data: bytes, value: object) -> None:
    reader = Reader(b"\xaa" + data + b"tail", 1)
    assert READS[kind](reader) == value
    assert (reader.rest, reader.torn) == (4, False)


def test_the_end_between_two_fields_is_a_missing_field_and_nothing_torn() -> None:
    reader = Reader(b"\x01\x02")
    assert (reader.u8(), reader.u8(), reader.u8(), reader.u64(), reader.text()) == (1, 2, None, None, None)
    assert (reader.torn, reader.rest) == (False, 0)


def test_the_end_inside_a_field_is_torn_and_nothing_behind_it_is_read_from_its_middle() -> None:
    reader = Reader(b"\x01" + b"\x05\0\0")
    assert (reader.u8(), reader.u64(), reader.u8(), reader.flag(), reader.raw(1)) == (1, None, None, None, None)
    assert (reader.torn, reader.rest) == (True, 3)


def test_a_count_larger_than_the_data_is_no_vector() -> None:
    reader = Reader(struct.pack("<I", 2**32 - 1) + bytes(100))
    assert reader.vector(reader.u16, 2) is None
    assert reader.torn
    assert reader.u8() is None


@given(st.binary(max_size=200), st.lists(st.sampled_from(sorted(READS)), max_size=40))
def test_no_data_and_no_order_of_reads_raises_or_reads_past_the_end(data: bytes, kinds: list[str]) -> None:
    reader = Reader(data)
    for kind in kinds:
        before, value = reader.at, READS[kind](reader)
        assert 0 <= reader.at - before <= len(data)
        assert reader.at <= len(data)
        if reader.torn and kind != "option":
            assert value is None


@given(st.integers(0, 2**64 - 1), st.integers(-(2**127), 2**127 - 1), st.text(max_size=40), st.binary(min_size=32, max_size=32))
def test_what_borsh_writes_is_read_back(number: int, signed: int, text: str, raw: bytes) -> None:
    encoded = text.encode()
    data = (
        struct.pack("<Q", number) + signed.to_bytes(16, "little", signed=True) + struct.pack("<I", len(encoded)) + encoded + raw
    )
    reader = Reader(data)
    assert (reader.u64(), reader.i128(), reader.text(), reader.address()) == (number, signed, text, base58.encode(raw))
    assert reader.rest == 0
