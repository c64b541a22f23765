"""From typed text to parameters, without ever repeating a secret."""

import pytest

from reporter.errors import InputError, LooksLikeSecret
from reporter.model.ids import USDC
from reporter.model.pack import HARD_STOP, Parameters
from reporter.web import request

KEY = "5" * 87


def test_a_mint_or_a_link_that_holds_one_becomes_parameters():
    expected = Parameters(USDC, window=200, budget=900)
    for text in (USDC, f"  {USDC}\n", f"https://pump.fun/coin/{USDC}?x=1"):
        assert request.parameters(text, quick=False, budget=900, window=200) == expected


def test_a_quick_report_never_spends_more_than_sixty_calls():
    assert request.parameters(USDC, quick=True, budget=900, window=300).budget == 60
    assert request.parameters(USDC, quick=True, budget=40, window=300).budget == 40


@pytest.mark.parametrize(
    ("text", "error"),
    [("", InputError), ("   ", InputError), ("pepe", InputError), (KEY, LooksLikeSecret), (f"{USDC} {KEY}", LooksLikeSecret)],
)
def test_what_is_no_mint_is_refused_without_being_repeated(text, error):
    with pytest.raises(error) as caught:
        request.parameters(text, quick=False, budget=100, window=300)
    assert text.strip() == "" or text.strip() not in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("budget", [0, -1, HARD_STOP + 1])
def test_a_budget_outside_the_limits_is_refused(budget):
    with pytest.raises(InputError, match=f"between 1 and {HARD_STOP}"):
        request.parameters(USDC, quick=False, budget=budget, window=300)


def test_endpoints_are_split_and_kept_in_order_once():
    assert request.endpoints(" https://a.example/?k=1, http://b.example https://a.example/?k=1") == (
        "https://a.example/?k=1",
        "http://b.example",
    )


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", InputError),
        ("ftp://hidden.example", InputError),
        ("hidden", InputError),
        ("https://", InputError),
        (" ".join(f"https://e{n}.hidden" for n in range(9)), InputError),
        (KEY, LooksLikeSecret),
    ],
)
def test_what_is_no_endpoint_is_refused_without_being_repeated(text, error):
    with pytest.raises(error) as caught:
        request.endpoints(text)
    assert "hidden" not in str(caught.value)
    assert KEY not in str(caught.value)
