"""Fixed decimals are exact, half to even."""

from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.concentration.rounding import fixed


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (Fraction(1, 8), 2, "0.12"),
        (Fraction(3, 8), 2, "0.38"),
        (Fraction(-1, 8), 2, "-0.12"),
        (Fraction(-1, 1000), 2, "0.00"),
        (Fraction(2), 0, "2"),
        (Fraction(5, 2), 0, "2"),
        (Fraction(10**20, 3), 2, "33333333333333333333.33"),
        (Fraction(999_999_5, 10**7), 6, "1.000000"),
    ],
)
def test_hand_computed_values(value, places, text):
    assert fixed(value, places) == text


@given(st.integers(-(10**20), 10**20), st.integers(0, 12), st.integers(0, 9))
def test_it_agrees_with_decimal_arithmetic_wherever_that_is_exact(number, scale, places):
    with localcontext() as context:
        context.prec = 60
        exact = Decimal(number).scaleb(-scale).quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)
        assert fixed(Fraction(number, 10**scale), places) == f"{exact or abs(exact):f}"
