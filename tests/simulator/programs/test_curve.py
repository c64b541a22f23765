"""The curve's arithmetic is that of the recorded trades, and its properties hold for any trade."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.simulator.programs.pump import curve
from reporter.simulator.programs.pump.curve import Curve, Fees

CREATOR = "455Ve7SUoyvbkaFbWq5yp5gS4uwMtK1aEEftpWC3SKhK"
NEW = Curve(CREATOR)
CROWDED = Curve(CREATOR, 979_485_349_416_944, 32_864_197_530, 699_585_349_416_944, 2_864_197_530)


@pytest.mark.parametrize(
    ("state", "budget", "quote", "tokens"),
    [
        (NEW, 1_000_000_000, 987_654_320, 34_199_203_120_618),  # 2ydaZvMn, buy_exact_sol_in
        (CROWDED, 1_200_000_000, 1_185_185_184, 34_093_761_196_185),  # 2r4uXUJt, buy_exact_quote_in_v2
    ],
)
def test_a_buy_by_budget_gives_the_recorded_tokens(state: Curve, budget: int, quote: int, tokens: int) -> None:
    assert curve.spendable(budget) == quote
    assert curve.tokens_for(state, quote) == tokens


@pytest.mark.parametrize(("tokens", "quote"), [(47_276_160_458_347, 1_382_716_048), (46_925_793_701_390, 1_372_000_001)])
def test_a_buy_by_amount_costs_what_the_recorded_ones_cost(tokens: int, quote: int) -> None:
    """2eVpZNvQ (buy_v2) and 2uR6R3N1 (buy_v3), both the first trade of their coin."""
    assert curve.cost(NEW, tokens) == quote


def test_fees_are_rounded_as_recorded() -> None:
    """2eVpZNvQ: protocol fee, creator fee and buyback of one buy."""
    assert curve.fees(1_382_716_048) == Fees(13_135_803, 4_148_149, 6_567_901)


def test_a_sell_pays_what_the_recorded_one_paid() -> None:
    """4svuWVvK (sell_v2), quoted in another token by the same formula."""
    state = Curve(CREATOR, 562_037_897_831_962, 2_890_342_246, 282_137_897_831_962, 1_376_379_648)
    after = state.sold(18_752_357_626_961, curve.proceeds(state, 18_752_357_626_961))
    assert (after.virtual_quote, after.virtual_tokens, after.real_quote, after.real_tokens) == (
        2_797_019_862,
        580_790_255_458_923,
        1_283_057_264,
        300_890_255_458_923,
    )


@given(st.integers(100_000, 80 * 10**9))
def test_a_budget_is_never_overspent_and_at_most_two_lamports_remain(budget: int) -> None:
    quote = curve.spendable(budget)
    assert 0 <= budget - quote - curve.fees(quote).total <= 2


@given(st.integers(2, 70 * 10**9), st.integers(1, 100))
def test_no_round_trip_gains(budget: int, part: int) -> None:
    tokens = curve.tokens_for(NEW, budget)
    after = NEW.bought(tokens, budget)
    back = curve.proceeds(after, tokens * part // 100)
    assert back <= budget
    assert after.virtual_tokens * after.virtual_quote >= NEW.virtual_tokens * NEW.virtual_quote


@given(st.integers(0, curve.REAL_TOKENS), st.integers(0, 2**62), st.booleans())
def test_the_account_reads_back_as_written(tokens: int, accrued: int, complete: bool) -> None:
    state = Curve(CREATOR, curve.VIRTUAL_TOKENS - tokens, 31 * 10**9, curve.REAL_TOKENS - tokens, 10**9, complete, accrued)
    assert Curve.unpack(state.pack()) == state
    assert len(state.pack()) == curve.SIZE


def test_other_accounts_are_no_curves() -> None:
    with pytest.raises(ValueError, match="no bonding curve"):
        Curve.unpack(b"\0" * curve.SIZE)
