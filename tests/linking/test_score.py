"""Evidence becomes log-odds: strongest plus a quarter of the rest, capped by family, and what a follower can copy never suffices."""

from math import isclose
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.linking.score import ALONE, families_of, pairs, probability, score, score_all
from tests.linking.facts import RULES, evidence

R = RULES.scoring
EARLY = frozenset({"a", "b", "c"})
PAIR = ("a", "b")


def of(*items: Any, early: Any = EARLY, without: Any = None) -> Any:
    return score(PAIR, items, R, early, without)


def test_the_prior_depends_on_both_being_early():
    found = evidence("x", "provenance", 1.0, "a", "b")
    assert of(found).log_odds == R.prior_early + 1.0
    assert of(found, early=frozenset({"a"})).log_odds == R.prior_other + 1.0


def test_the_strongest_counts_in_full_and_the_rest_by_a_quarter():
    items = [evidence(f"k{n}", "provenance", bits, "a", "b") for n, bits in enumerate((2.0, 4.0, 1.0))]
    assert of(*items).families == {"provenance": 4.0 + 0.25 * 3.0}


@pytest.mark.parametrize("family", sorted(R.family_caps))
def test_no_family_passes_its_cap(family):
    company = evidence("company", "control", 0.0, "a", "b", needed=True)
    items = [evidence(f"k{n}", family, 30.0, "a", "b") for n in range(9)]
    assert of(company, *items).families[family] == R.family_caps[family]


def test_families_add_up():
    found = of(evidence("x", "provenance", 4.0, "a", "b", needed=True), evidence("y", "launch_timing", 3.0, "a", "b"))
    assert (found.bits, found.log_odds) == (7.0, R.prior_early + 7.0)


@given(st.lists(st.tuples(st.sampled_from(sorted(ALONE)), st.floats(0, 50)), min_size=1, max_size=12))
def test_what_a_follower_can_copy_stays_below_even_odds_without_company(rows):
    items = [evidence(f"k{n}", family, bits, "a", "b") for n, (family, bits) in enumerate(rows)]
    for early in (EARLY, frozenset[str]()):
        assert of(*items, early=early).p < 0.5


def test_company_lets_copyable_evidence_count():
    timing = evidence("y", "launch_timing", 7.0, "a", "b")
    for company in (evidence("x", "provenance", 1.0, "a", "b", needed=True), evidence("x", "control", 1.0, "a", "b")):
        assert of(timing, company).families["launch_timing"] == 7.0
    given_away = evidence("x", "provenance", 1.0, "a", "b")
    assert of(timing, given_away).families["launch_timing"] == -R.prior_early - 1.0


def test_leaving_a_family_out_takes_its_bits_and_nothing_else():
    items = [evidence("x", "provenance", 4.0, "a", "b", needed=True), evidence("y", "launch_timing", 7.0, "a", "b")]
    assert of(*items, without="provenance").families == {"launch_timing": 7.0}
    assert [item.kind for item in of(*items, without="provenance").evidence] == ["y"]


def test_evidence_is_listed_strongest_first():
    items = [evidence("x", "provenance", 4.0, "a", "b"), evidence("y", "control", 7.0, "a", "b")]
    assert [item.kind for item in of(*items).evidence] == ["y", "x"]


weights = st.tuples(st.sampled_from(sorted(R.family_caps)), st.floats(-30, 30))


@given(st.lists(weights, min_size=1, max_size=12), st.booleans())
def test_the_prior_and_what_each_observation_counts_are_the_whole_of_the_log_odds(rows, company):
    items = [evidence(f"k{n}", family, bits, "a", "b", needed=company) for n, (family, bits) in enumerate(rows)]
    found = of(*items)
    assert isclose(found.prior + sum(found.counted), found.log_odds, abs_tol=1e-9)
    for family, bits in found.families.items():
        inside = (n for item, n in zip(found.evidence, found.counted, strict=True) if item.family == family)
        assert isclose(sum(inside), bits, abs_tol=1e-9)
        assert abs(bits) <= R.family_caps[family] + 1e-9


def test_a_star_joins_each_member_to_its_centre_only():
    found = pairs([evidence("x", "control", 9.0, "a", "b", via="f", star=True)])
    assert sorted(found) == [("a", "f"), ("b", "f")]


def test_evidence_whose_guard_failed_joins_nobody():
    assert pairs([evidence("x", "control", 9.0, "a", "b", guarded=False)]) == {}


def test_a_pair_left_without_evidence_is_no_pair():
    assert score_all([evidence("x", "control", 9.0, "a", "b")], R, EARLY, without="control") == {}


def test_the_order_of_evidence_does_not_matter():
    items = [evidence(f"k{n}", family, 3.0, "a", "b", "c") for n, family in enumerate(("control", "provenance", "client"))]
    assert score_all(items, R, EARLY) == score_all(items[::-1], R, EARLY)


def test_families_of_a_group_are_those_between_its_members():
    scores = score_all([evidence("x", "control", 9.0, "a", "b"), evidence("y", "client", 1.0, "b", "c")], R, EARLY)
    assert families_of(scores, frozenset({"a", "b"})) == ("control",)


@given(st.floats(-80, 80), st.floats(-80, 80))
def test_probability_grows_with_log_odds_and_stays_one(a, b):
    assert 0.0 <= probability(a) <= 1.0
    if a <= b:
        assert probability(a) <= probability(b)
    if abs(a) < 30:
        assert isclose(probability(a) + probability(-a), 1.0)
