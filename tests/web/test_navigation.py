"""An address names a place, and never carries a secret."""

import pytest

from reporter.errors import InputError, LooksLikeSecret
from reporter.model.ids import USDC
from reporter.web.navigation import Place, place


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, Place()),
        ({"mint": "", "other": "x"}, Place()),
        ({"mint": USDC}, Place(mint=USDC)),
        ({"mint": f"https://solscan.io/token/{USDC}"}, Place(mint=USDC)),
        ({"mint": USDC, "report": "a" * 64}, Place(mint=USDC, report="a" * 64)),
        ({"mint": USDC, "job": "0123456789abcdef"}, Place(mint=USDC, job="0123456789abcdef")),
        ({"sample": "premix"}, Place(sample="premix")),
    ],
)
def test_a_query_names_a_place(query, expected):
    assert place(query) == expected


def test_a_mint_that_is_none_is_refused():
    with pytest.raises(InputError):
        place({"mint": "nothing"})


@pytest.mark.parametrize("name", ["mint", "job", "sample"])
def test_key_material_in_a_link_is_refused_without_being_repeated(name):
    with pytest.raises(LooksLikeSecret) as caught:
        place({name: "5" * 87})
    assert "555" not in str(caught.value)
