"""Many base58 texts at once, and addresses that are kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.decode.wire_base58 import address, decode_all, forget_addresses
from reporter.model import base58


@given(st.lists(st.binary(max_size=80)))
def test_many_texts_give_what_each_gives_alone(data: list[bytes]) -> None:
    assert decode_all([base58.encode(one) for one in data]) == data


@pytest.mark.parametrize("text", ["0", "2,3", ",", "a b", "+2", "2_3", "\0", "l"])
def test_a_character_outside_the_alphabet_is_refused_wherever_it_stands(text: str) -> None:
    for texts in ([text], ["2", text], [text, "2"]):
        with pytest.raises(ValueError, match=r"not base58|invalid digits"):
            decode_all(texts)


@given(st.binary(min_size=32, max_size=32))
def test_an_address_is_the_same_whether_it_is_kept_or_not(key: bytes) -> None:
    first = address(key)
    assert address(key) is first
    forget_addresses()
    assert address(key) == first == base58.encode(key)


@given(st.binary(max_size=40).filter(lambda key: len(key) != 32))
def test_only_32_bytes_are_an_address(key: bytes) -> None:
    with pytest.raises(ValueError, match="32"):
        address(key)
