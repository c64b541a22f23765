"""Background rates: counted over any launches, never rarer than the sample can tell, and marked by where they are from."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.ledger.shipped import load_background
from reporter.linking import habit
from reporter.linking.background import rates, sample
from reporter.model.rules import Background, Rates
from tests.linking.facts import RULES, bought, created, facts, paid, private, transaction

BASE = Background("base", calibrated=False, sample="what others found", buyers=2500, funder_share={"Binance": 0.063})
ORIGIN = created("maker", transaction("create", ["maker"], slot=0))


def launch(buyers: int, hops: int = 1) -> Any:
    names = [f"w{n}" for n in range(buyers)]
    above = {w: {"funder": paid("funder", w, f"pay {w}", hops=hops)} for w in names}
    told = [bought(w, transaction(f"buy {w}", [w], slot=10 + n)) for n, w in enumerate(names)]
    return facts(told, origin=ORIGIN, upstream=above, breadth=[private("funder")])


def made(*samples: Any, origin: str = "simulated") -> Background:
    return rates(samples, name="2026-11-27", origin=origin, base=BASE)


def test_shares_are_of_the_buyers_looked_at_over_all_launches():
    found = made(sample(launch(6, hops=3), {}), sample(launch(2), {}))
    assert found.kinds["parallel_chains"].of == 8
    assert found.kinds["parallel_chains"].shares == {"3": 0.75}
    assert (found.id, found.calibrated, found.kinds["template"].origin) == ("2026-11-27", False, "simulated")


def test_rates_of_real_launches_are_called_calibrated_and_those_of_simulated_ones_are_not():
    assert made(sample(launch(3), {}), origin="recorded").calibrated
    assert not made(sample(launch(3), {})).calibrated


def test_what_three_buyers_had_is_no_rate():
    assert made(sample(launch(3, hops=3), {})).kinds["parallel_chains"].shares == {}


def test_labelled_funders_are_counted_by_name_and_unnamed_ones_keep_what_is_known():
    assert made(sample(launch(3), {})).funder_share == {"Binance": 0.063}
    named = made(sample(launch(3), {"funder": "Some exchange"}))
    assert named.funder_share == {"Some exchange": 1.0}
    assert named.buyers == 3


@given(st.integers(1, 10**6), st.floats(0, 1), st.text(max_size=3))
def test_no_value_is_rarer_than_the_sample_can_tell(of, share, value):
    found = Rates(of, {"x": share}, "simulated").rarity(value)
    assert min(1.0, 3 / max(3, of)) <= found <= 1.0


class TestWeight:
    def with_rates(self, kinds: dict[str, Rates]) -> Any:
        known = launch(3)
        background = Background("b", calibrated=False, sample="", buyers=1, funder_share={}, kinds=kinds)
        return type(known)(known.story, known.money, known.rules, background, known.barred, known.tables)

    def test_a_kind_without_rates_weighs_next_to_nothing_and_says_that_its_weight_is_a_choice(self):
        assert habit.against_background(self.with_rates({}), "residue", "890880") == (RULES.weights.unmeasured, None, "choice")

    def test_a_rare_value_weighs_what_its_kind_may_and_a_common_one_nothing(self):
        known = self.with_rates({"residue": Rates(3000, {"890880": 0.9}, "recorded")})
        assert habit.against_background(known, "residue", "123") == (RULES.weights.residue, 0.001, "recorded")
        assert habit.against_background(known, "residue", "890880") == (0.0, 0.9, "recorded")

    @pytest.mark.parametrize("kind", ["residue", "parallel_chains", "conservation", "offsetting_trades"])
    def test_every_kind_no_launch_can_compare_has_rates(self, kind):
        assert load_background().kinds[kind].of >= 1000
