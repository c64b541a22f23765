"""Sums divided by one tool differ as its series does: only among wallets that needed the same payer's money."""

from typing import Any

import pytest
from msgspec.structs import replace

from reporter.linking.evidence import known_series
from tests.linking.facts import RULES, bought, facts, paid, private, transaction

[SERIES] = RULES.series.values()
SHIFT = 423_000_000
RENT = 902_880  # what a new wallet on the way keeps
NAMES = "abcdefgh"


def launch(amounts: list[int], *, rules: Any = RULES) -> Any:
    """One payer pays these amounts, ten seconds apart; everybody buys."""
    above = {}
    for number, amount in enumerate(amounts):
        found = paid("funder", NAMES[number], f"pay {number}")
        hop = replace(found.path[0], amount=amount, time=10 * number)
        above[NAMES[number]] = {"funder": replace(found, path=(hop,))}
    buys = [bought(wallet, transaction(f"buy {wallet}", [wallet], slot=500)) for wallet in above]
    return replace(facts(buys, upstream=above, breadth=[private("funder")]), rules=rules)


def shifted(count: int) -> list[int]:
    return [number + SHIFT for number in SERIES[:count]]


def test_the_series_up_to_a_constant_is_found_with_its_chance_and_payments():
    [found] = known_series.find(launch(shifted(6)))
    assert found.members == {NAMES[n]: (f"pay {n}",) for n in range(6)}
    assert (found.family, found.basis, found.value) == ("funding_shape", "chance", "6")
    assert found.rarity is not None
    assert found.rarity < 1e-5
    assert 0 < found.bits <= RULES.weights.known_series
    assert not found.opens_gate


def test_wallets_on_the_way_may_have_kept_rent():
    amounts = [amount - (n % 9) * RENT for n, amount in enumerate(shifted(7))]
    [found] = known_series.find(launch(amounts))
    assert set(found.members) == set(NAMES[:7])


def test_a_stretch_of_the_series_is_enough_and_what_does_not_fit_stays_out():
    [found] = known_series.find(launch([700_000_000, *[number + SHIFT for number in SERIES[4:10]]]))
    assert set(found.members) == set(NAMES[1:7])


@pytest.mark.parametrize(
    "amounts",
    [
        pytest.param(shifted(6)[::-1], id="another order"),
        pytest.param([SHIFT] * 6, id="equal amounts"),
        pytest.param(shifted(3), id="so few that chance does it"),
        pytest.param([2 * amount for amount in shifted(6)], id="another scale"),
    ],
)
def test_other_amounts_are_no_series(amounts):
    assert known_series.find(launch(amounts)) == []


def test_rules_without_a_series_find_none():
    assert known_series.find(launch(shifted(6), rules=replace(RULES, series={}))) == []


def test_wallets_without_a_payer_in_common_are_not_compared():
    alone = launch(shifted(6))
    apart = {wallet: {f"payer of {wallet}": above["funder"]} for wallet, above in alone.money.upstream.items()}
    assert known_series.find(replace(alone, money=replace(alone.money, upstream=apart))) == []
