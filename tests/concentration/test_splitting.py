"""What a plain holder list hides."""

from fractions import Fraction

from hypothesis import given

from reporter.concentration.splitting import hidden
from tests.concentration.amounts import HOLDINGS, PARTITION


def test_forty_small_wallets_are_invisible_in_a_top_ten():
    """40 wallets of 0.7 % beside ten of 2 %: the wallet top 10 is 20 %, the entity top 10 is 28 % + 9 · 2 %."""
    small = {f"s{n}": 7 for n in range(40)}
    amounts = small | {f"l{n}": 20 for n in range(10)}
    assert hidden(amounts, [list(small)], 1000) == "0.260000"


def test_without_links_or_without_supply():
    assert hidden({"a": 5}, [], 10) == "0.000000"
    assert hidden({"a": 5}, [], 0) is None


@given(HOLDINGS, PARTITION)
def test_it_is_never_negative(amounts, partition):
    found = hidden(amounts, partition, 10**12)
    assert found is not None
    assert 0 <= Fraction(found) <= 1
