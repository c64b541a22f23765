"""Average linkage gives what its definition says, whatever the order, and lower cuts contain higher ones."""

from itertools import combinations
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.linking.cluster import cores, cut, must_links
from reporter.linking.score import PairScore
from tests.linking.facts import RULES

R = RULES.scoring
NAMES = [f"w{n}" for n in range(9)]


def scored(rows: Any, control: Any = ()) -> Any:
    """Pair scores from log-odds; pairs in `control` are must-links."""
    return {
        pair: PairScore((), {"control": R.control_bits} if pair in control else {"provenance": 1.0}, value)
        for pair, value in rows.items()
    }


def slow(scores: Any, early: Any, height: Any) -> Any:
    """Average linkage word for word: the mean over all pairs of wallets of two groups, the best two first."""

    def between(a: Any, b: Any) -> Any:
        values = []
        for x in a:
            for y in b:
                known = scores.get((min(x, y), max(x, y)))
                prior = R.prior_early if x in early and y in early else R.prior_other
                values.append(prior if known is None else known.log_odds)
        return sum(values) / len(values)

    groups = cores({wallet for pair in scores for wallet in pair}, must_links(scores, R))
    while len(groups) > 1:
        # Ties fall to the groups whose first wallets come first.
        groups.sort(key=min)
        best = max(
            combinations(range(len(groups)), 2),
            key=lambda ij: (round(between(groups[ij[0]], groups[ij[1]]), 9), -ij[0], -ij[1]),
        )
        if between(groups[best[0]], groups[best[1]]) < height - 1e-9:
            break
        joined = groups[best[0]] | groups[best[1]]
        groups = [group for n, group in enumerate(groups) if n not in best] + [joined]
    return {group for group in groups if len(group) >= 2}


@st.composite
def worlds(draw: Any, step: Any = 0.37) -> Any:
    # Irregular values: ties between unequal groups have more than one right answer.
    count = draw(st.integers(2, len(NAMES)))
    chosen = draw(st.lists(st.sampled_from(list(combinations(NAMES[:count], 2))), unique=True, min_size=1, max_size=30))
    values = (
        draw(st.lists(st.integers(-40, 40), min_size=len(chosen), max_size=len(chosen), unique=True))
        if len(chosen) <= 30
        else []
    )
    rows = {pair: value * step + n * 1e-4 for n, (pair, value) in enumerate(zip(chosen, values, strict=True))}
    control = {pair for pair in chosen if draw(st.integers(0, 9)) == 0}
    early = frozenset(name for name in NAMES if draw(st.booleans()))
    return scored(rows, control), early


@given(worlds(), st.sampled_from([0.0, 3.0]))
@settings(max_examples=150, deadline=None)
def test_the_fast_clustering_equals_the_slow_definition(world, height):
    scores, early = world
    assert set(cut(scores, early, R, height)) == slow(scores, early, height)


@given(worlds(), st.randoms())
@settings(max_examples=60, deadline=None)
def test_the_order_of_pairs_does_not_matter(world, random):
    scores, early = world
    rows = list(scores.items())
    random.shuffle(rows)
    assert cut(dict(rows), early, R, 0.0) == cut(scores, early, R, 0.0)


@given(worlds())
@settings(max_examples=60, deadline=None)
def test_names_do_not_matter(world):
    scores, early = world
    other = {name: f"x{len(NAMES) - n}" for n, name in enumerate(NAMES)}
    renamed = {(min(other[a], other[b]), max(other[a], other[b])): value for (a, b), value in scores.items()}
    found = {frozenset(other[w] for w in group) for group in cut(scores, early, R, 0.0)}
    assert set(cut(renamed, {other[w] for w in early}, R, 0.0)) == found


@given(worlds())
@settings(max_examples=60, deadline=None)
def test_a_lower_cut_contains_every_group_of_a_higher_one(world):
    scores, early = world
    wide = cut(scores, early, R, 0.0)
    for group in cut(scores, early, R, 3.0):
        assert any(group <= other for other in wide)


def test_one_strong_pair_does_not_weld_two_groups():
    left, right = ["a1", "a2", "a3"], ["b1", "b2", "b3"]
    rows = {pair: 6.0 for side in (left, right) for pair in combinations(side, 2)} | {("a1", "b1"): 9.0}
    found = cut(scored(rows), frozenset(left + right), R, 3.0)
    assert frozenset(left + right) not in found


def test_control_holds_together_what_nothing_else_does():
    rows = {("a", "b"): 6.0, ("b", "c"): 6.0}
    everybody = frozenset("abc")
    assert cut(scored(rows, control=set(rows)), everybody, R, 3.0) == [everybody]
    assert cut(scored(rows), everybody, R, 3.0) != [everybody]


def test_groups_come_largest_first_and_single_wallets_not_at_all():
    rows = {("a", "b"): 6.0} | dict.fromkeys(combinations("xyz", 2), 6.0) | {("p", "q"): -5.0}
    assert cut(scored(rows), frozenset("abxyzpq"), R, 3.0) == [frozenset("xyz"), frozenset("ab")]


def test_nothing_scored_is_no_group():
    assert cut({}, frozenset(), R, 0.0) == []
