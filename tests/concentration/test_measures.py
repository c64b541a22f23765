"""Every measure against values computed by hand, and what must hold for any holdings."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.concentration.measures import NOTHING, dust_cut, measure
from reporter.model.report import Measures
from tests.concentration.amounts import AMOUNTS


def test_four_holders_by_hand():
    """Shares 0.4, 0.3, 0.2, 0.1: HHI 1600+900+400+100; Gini (2·(1·1+2·2+3·3+4·4) - 5·10) / (4·10) = 0.25."""
    assert measure([30, 10, 40, 20], 100, dust=0, pool_tokens=100) == Measures(
        units=4,
        top1="0.400000",
        top5="1.000000",
        top10="1.000000",
        top20="1.000000",
        top50="1.000000",
        hhi="3000.00",
        effective="3.33",
        gini="0.250000",
        entropy="1.85",  # -(.4 log .4 + .3 log .3 + .2 log .2 + .1 log .1) = 1.8464
        nakamoto33=1,
        nakamoto50=2,
        controlling=2,  # 41.42 tokens halve the price; 40 do not
    )


def test_part_of_the_supply_in_hands_unknown():
    """Shares are of the denominator (200), Gini and entropy of the units themselves."""
    assert measure([50, 50], 200, dust=0, pool_tokens=None) == Measures(
        units=2,
        top1="0.250000",
        top5="0.500000",
        top10="0.500000",
        top20="0.500000",
        top50="0.500000",
        hhi="1250.00",
        effective="8.00",
        gini="0.000000",
        entropy="1.00",
        nakamoto33=2,
        nakamoto50=None,  # exactly half is not more than half
        controlling=None,
    )


@pytest.mark.parametrize(("amounts", "denominator"), [([], 100), ([0, 0], 100), ([5], 0), ([], 0)])
def test_nothing_is_measured_without_holders_or_without_a_denominator(amounts, denominator):
    assert measure(amounts, denominator, dust=0, pool_tokens=10) == NOTHING


def test_holdings_beyond_the_denominator_are_their_own():
    assert measure([60, 60], 100, dust=0, pool_tokens=None).top5 == "1.000000"


def test_dust_counts_for_every_measure_but_gini():
    """One airdrop of single units moves Gini from 0 to 0.5 unless it is cut."""
    holders = [100, 100] + [1] * 200
    assert measure(holders, 400, dust=1, pool_tokens=None).gini == "0.000000"
    assert measure(holders, 400, dust=0, pool_tokens=None).gini == "0.490099"
    assert measure(holders, 400, dust=1, pool_tokens=None).units == 202
    assert measure(holders, 400, dust=100, pool_tokens=None).gini is None


def test_gini_and_entropy_are_silent_when_the_tail_was_not_read():
    cut = measure([30, 20], 100, dust=0, pool_tokens=None, tail_unread=True)
    assert (cut.gini, cut.entropy, cut.hhi) == (None, None, "1300.00")


@pytest.mark.parametrize(
    ("amounts", "third", "half"),
    [([33, 33, 33], 2, 2), ([34, 33, 33], 1, 2), ([50, 50], 1, 2), ([51, 49], 1, 1), ([1] * 100, 34, 51)],
)
def test_nakamoto_needs_more_than_the_threshold(amounts, third, half):
    found = measure(amounts, 100, dust=0, pool_tokens=None)
    assert (found.nakamoto33, found.nakamoto50) == (third, half)


@pytest.mark.parametrize(
    ("held", "reserve", "fewest"),
    [
        (4142136, 10**7, 1),  # (√2-1)·10^7 = 4142135.62...
        (4142135, 10**7, None),
        (41421356237309504880168872420969807857, 10**38, 1),  # beyond the digits of a float
        (41421356237309504880168872420969807856, 10**38, None),
        (1, 1, 1),
        (10, 0, None),
    ],
)
def test_the_sale_that_halves_the_price_is_decided_exactly(held, reserve, fewest):
    assert measure([held], held, dust=0, pool_tokens=reserve).controlling == fewest


@given(st.integers(1, 10**24))
def test_the_smallest_halving_sale_halves_the_price_and_one_token_less_does_not(reserve):
    low, high = 0, reserve
    while low < high:
        middle = (low + high) // 2
        if (reserve + middle) ** 2 >= 2 * reserve**2:
            high = middle
        else:
            low = middle + 1
    assert measure([low], low, dust=0, pool_tokens=reserve).controlling == 1
    if low > 1:
        assert measure([low - 1], low, dust=0, pool_tokens=reserve).controlling is None


@given(AMOUNTS, st.randoms(use_true_random=False))
def test_order_does_not_matter(amounts, random):
    shuffled = random.sample(amounts, len(amounts))
    assert measure(shuffled, 10**18, dust=3, pool_tokens=10**9) == measure(amounts, 10**18, dust=3, pool_tokens=10**9)


@given(AMOUNTS, st.integers(1, 10**19))
def test_shares_grow_with_n_and_stay_within_one(amounts, denominator):
    found = measure(amounts, denominator, dust=0, pool_tokens=None)
    if found.hhi is None:
        return
    assert found.top1 is not None
    shares = [Fraction(part) for part in (found.top1, found.top5, found.top10, found.top20, found.top50) if part is not None]
    assert shares == sorted(shares)
    assert 0 <= shares[0] <= shares[-1] <= 1
    assert 0 <= Fraction(found.hhi) <= 10_000
    assert found.gini is not None
    assert 0 <= Fraction(found.gini) < 1


@given(st.integers(1, 10**6), st.integers(1, 60))
def test_equal_holders_are_as_many_as_they_look(size, number):
    found = measure([size] * number, size * number, dust=0, pool_tokens=None)
    assert (found.effective, found.gini) == (f"{number}.00", "0.000000")
    assert found.entropy is not None
    assert 2 ** float(found.entropy) == pytest.approx(number, rel=0.004)


def test_the_dust_cut_is_exact():
    assert dust_cut(800_000_000_000_000, 1e-6) == 800_000_000
    assert dust_cut(999_999, 1e-6) == 0
    assert dust_cut(10**30, 0.1) == 10**29
