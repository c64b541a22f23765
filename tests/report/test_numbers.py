"""Numbers are rounded exactly and never say more than is known."""

from decimal import ROUND_HALF_EVEN, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.report.numbers import amount, bits, count, percent, probability, share, short, sol, utc


@given(st.integers(0, 10**24), st.integers(1, 10**24))
def test_a_share_is_the_exact_ratio_rounded_half_to_even(part, whole):
    from decimal import localcontext

    with localcontext() as context:
        context.prec = 80
        exact = min(Decimal(part), Decimal(whole)) / Decimal(whole)
        assert share(part, whole) == str(exact.quantize(Decimal("0.000001"), ROUND_HALF_EVEN))


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (0, 7, "0.000000"),
        (1, 3, "0.333333"),
        (2, 3, "0.666667"),
        (1, 2_000_000, "0.000000"),
        (3, 2_000_000, "0.000002"),
        (9, 8, "1.000000"),
        (-1, 8, "0.000000"),
    ],
)
def test_shares(part, whole, text):
    assert share(part, whole) == text


def test_a_share_of_nothing_is_refused():
    with pytest.raises(ValueError, match="a share of nothing"):
        share(1, 0)


@pytest.mark.parametrize(("p", "text"), [(0.0, "0.0000"), (0.99994, "0.9999"), (0.73125, "0.7312"), (1.0, "1.0000")])
def test_probabilities_have_four_decimals_of_their_exact_binary_value(p, text):
    assert probability(p) == text


@pytest.mark.parametrize("p", [-0.1, 1.1, float("nan"), float("inf")])
def test_what_is_no_probability_is_refused(p):
    with pytest.raises(ValueError, match="outside 0 to 1"):
        probability(p)


@pytest.mark.parametrize(("weight", "text"), [(12.625, "12.62"), (-6.0, "-6.00"), (-0.001, "0.00"), (0.0, "0.00")])
def test_bits_have_two_decimals_and_zero_has_no_sign(weight, text):
    assert bits(weight) == text


@pytest.mark.parametrize("weight", [float("inf"), float("nan")])
def test_evidence_is_finite(weight):
    with pytest.raises(ValueError, match=r"infinite evidence|NaN"):
        bits(weight)


@pytest.mark.parametrize(
    ("raw", "decimals", "text"),
    [
        (1_234_500_000, 6, "1,234.5"),
        ("1000000000000000", 6, "1,000,000,000"),
        (1, 9, "0.000000001"),
        (0, 0, "0"),
        (-1_500_000, 6, "-1.5"),
        (12345, 0, "12,345"),
        (2**64 - 1, 9, "18,446,744,073.709551615"),
    ],
)
def test_amounts_for_people_are_exact(raw, decimals, text):
    assert amount(raw, decimals) == text


def test_sol():
    assert sol(1_500_000_000) == "1.5 SOL"


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("0.123456", "12.3 %"),
        ("0.000000", "0.0 %"),
        ("0.000001", "< 0.1 %"),
        ("0.000500", "< 0.1 %"),
        ("0.000501", "0.1 %"),
        ("0.999999", "> 99.9 %"),
        ("1.000000", "100.0 %"),
        (None, "not measured"),
    ],
)
def test_percentages_never_round_something_to_nothing(part, text):
    assert percent(part) == text


@pytest.mark.parametrize(
    ("time", "text"),
    [
        (1_790_000_000, "2026-09-21 14:13:20 UTC"),
        (0, "1970-01-01 00:00:00 UTC"),
        (None, "time not recorded"),
        (-1, "time not recorded"),
        (2**62, "time not recorded"),
    ],
)
def test_times_are_utc_and_hostile_ones_harmless(time, text):
    assert utc(time) == text


def test_addresses_are_cut_in_the_middle():
    assert short("5htGqM2aTXc9H6hV9rGZ4fmbzmqPcv2Dp7JYVzo73eM") == "5htG…73eM"
    assert short("mint") == "mint"


def test_numbers_agree_with_their_noun():
    assert [count(1, "wallet"), count(0, "wallet"), count(1204, "entity", "entities")] == [
        "1 wallet",
        "0 wallets",
        "1,204 entities",
    ]
