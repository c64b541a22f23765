"""One step back: which inflows paid for a spending, and when the search ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from reporter.funding.first import first_ever, plan
from reporter.funding.spending import smallest_inflow
from reporter.funding.trace import (
    BUSY,
    MISSING,
    OLD_BALANCE,
    PAID_BY_INFLOW,
    PARTS,
    needed,
)
from reporter.model.questions import Question
from reporter.simulator.answering import answer_from
from tests.funding.scene import RULES, Scene

SOL = 10**9


@pytest.mark.parametrize(
    ("cost", "balance", "money", "expected"),
    [
        (100, 100, 100, 100),  # all of it
        (100, 150, 100, 50),  # half could have been paid from what was there before
        (100, 300, 100, 0),  # a gift to somebody who could have bought anyway
        (100, 120, 500, 100),  # it gave more than there was left: part was spent before
        (100, 40, 40, 40),  # the rest came inside the transaction
        (0, 100, 100, 0),
    ],
)
def test_needed_is_what_could_not_have_been_paid_otherwise(cost, balance, money, expected):
    assert needed(cost, balance, money) == expected


@given(cost=st.integers(0, 10**12), balance=st.integers(0, 10**12), money=st.integers(0, 10**12))
def test_needed_is_never_more_than_the_cost_or_the_money(cost, balance, money):
    assert 0 <= needed(cost, balance, money) <= min(cost, money)


@given(cost=st.integers(0, 10**9), balance=st.integers(0, 10**9), money=st.integers(0, 10**9), more=st.integers(0, 10**9))
def test_money_somebody_had_before_only_lowers_what_was_needed(cost, balance, money, more):
    assert needed(cost, balance + more, money) <= needed(cost, balance, money)


def test_dust_is_what_anyone_can_send():
    assert smallest_inflow(0, "SOL", RULES.limits) == RULES.limits.dust_lamports
    assert smallest_inflow(10**12, "SOL", RULES.limits) == int(10**12 * RULES.limits.dust_share)


def played(*payments: tuple[str, float, str, str, float], rich: tuple[str, ...] = ("x", "y")) -> Scene:
    scene = Scene()
    for name in rich:
        scene.wallet(name, 1_000)
    scene.wallet("shop", 1)
    for payment in payments:
        scene.pay(*payment)
    scene.play()
    return scene


def test_the_latest_sufficient_inflow_paid_and_not_the_first_ever():
    scene = played(
        ("old", 0, "x", "w", 1), ("out", 50, "w", "shop", 0.99), ("new", 100, "y", "w", 1), ("buy", 200, "w", "shop", 0.9)
    )
    found = scene.provenance(scene.spending("buy", "w", 0.9))
    assert found.stop == PAID_BY_INFLOW
    assert [source.address for source in found.sources] == [scene.wallet("y")]
    assert found.needed_share(found.sources[0]) > 0.98 * PARTS
    assert found.opened == (scene.signatures["new"],)
    assert first_ever(scene.reading, found) is None  # nothing is said before it was looked up
    answer(scene, plan(scene.reading, found))
    kept = first_ever(scene.reading, found)
    assert kept is not None
    assert (kept.source, kept.amount, kept.signature) == (scene.wallet("x"), SOL, scene.signatures["old"])
    assert plan(scene.reading, found) == []


def answer(scene: Scene, questions: list[Question]) -> None:
    assert scene._node is not None
    for question in questions:
        scene.answers.add(answer_from(scene._node, question))


def test_a_ledger_that_begins_too_late_tells_no_first_inflow():
    scene = played(
        ("new", 100, "y", "w", 1), ("out", 110, "w", "shop", 0.2), ("more", 120, "y", "w", 1), ("buy", 200, "w", "shop", 1.5)
    )
    found = scene.provenance(scene.spending("buy", "w", 1.5))
    cut = replace(found, oldest=scene.signatures["out"])  # as if nothing before it had been listed
    assert first_ever(scene.reading, cut) is None
    whole = first_ever(scene.reading, found)
    assert whole is not None
    assert whole.signature == scene.signatures["new"]


def test_a_long_history_tells_no_first_inflow_and_no_birth():
    payments = [(f"p{n}", 10.0 * n, "x", "w", 0.1) for n in range(RULES.tracing.long + 2)]
    scene = played(*payments, ("new", 500, "y", "w", 50), ("buy", 600, "w", "shop", 40))
    found = scene.provenance(scene.spending("buy", "w", 40.0))
    assert (found.oldest, found.born, plan(scene.reading, found)) == (None, None, [])


def test_two_sources_share_the_cost_by_what_only_each_could_pay():
    scene = played(("a", 0, "x", "w", 0.6), ("b", 10, "y", "w", 0.6), ("buy", 20, "w", "shop", 1))
    found = scene.provenance(scene.spending("buy", "w", 1.0))
    assert found.balance == 1_200_000_000
    assert {source.address: source.needed for source in found.sources} == {
        scene.wallet("x"): 400_000_000,
        scene.wallet("y"): 400_000_000,
    }
    assert found.stop == PAID_BY_INFLOW


def test_what_left_meanwhile_may_have_been_anybodys_money():
    scene = played(("a", 0, "x", "w", 1), ("out", 10, "w", "shop", 0.5), ("b", 20, "y", "w", 1), ("buy", 30, "w", "shop", 1))
    found = scene.provenance(scene.spending("buy", "w", 1.0))
    by = {source.address: source.needed for source in found.sources}
    assert by[scene.wallet("x")] < 10_000_000  # at the least half of it is left, and the other's money would have done
    assert 490_000_000 < by[scene.wallet("y")] <= 510_000_000


def test_dust_is_counted_and_left_out():
    dust = [(f"d{n}", 20 + n, "x", "w", 0.0005) for n in range(3)]
    scene = played(("a", 0, "y", "w", 1), *dust, ("buy", 60, "w", "shop", 0.9))
    found = scene.provenance(scene.spending("buy", "w", 0.9))
    assert found.ignored == 3
    assert [source.address for source in found.sources] == [scene.wallet("y")]


def test_an_old_balance_of_a_long_history_ends_the_search_after_a_few_transactions():
    life = [(f"l{n}", 1000 + 90_000 * n, "w", "shop", 0.001) for n in range(40)]
    scene = played(("a", 0, "x", "w", 5), *life, ("buy", 4_000_000, "w", "shop", 1))
    found = scene.provenance(scene.spending("buy", "w", 1.0))
    assert (found.stop, found.settled, found.short) == (OLD_BALANCE, True, False)
    assert len(found.opened) == RULES.tracing.transactions // 2
    assert found.sources == ()


def test_a_pace_no_person_keeps_ends_the_search_upstream_and_not_for_the_buyer():
    life = [(f"l{n}", 1000 + 2 * n, "w", "shop", 0.001) for n in range(60)]
    scene = played(("a", 0, "x", "w", 5), *life, ("buy", 2000, "w", "shop", 1))
    assert scene.provenance(scene.spending("buy", "w", 1.0), patience=2).stop == BUSY
    assert scene.provenance(scene.spending("buy", "w", 1.0)).stop == OLD_BALANCE


def test_money_from_before_the_ledger_is_a_missing_history():
    scene = Scene()
    scene.wallet("w", 3)
    scene.wallet("shop", 1)
    scene.pay("buy", 10, "w", "shop", 1)
    scene.play()
    found = scene.provenance(scene.spending("buy", "w", 1.0))
    assert (found.stop, found.settled) == (MISSING, False)
