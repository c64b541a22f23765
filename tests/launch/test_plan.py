"""The planner asks each thing once, within its budget, and the order of answers changes nothing."""

import asyncio
import random
from typing import Any

import pytest

from reporter.collect.planning import next_step
from reporter.collect.run import collect
from reporter.decode.reading import Reading
from reporter.launch.plan import plan, unasked
from reporter.ledger.answers import MemoryAnswers
from reporter.ledger.shipped import load_labels, load_rules
from reporter.model import questions as ask
from reporter.model.pack import QUICK_BUDGET, Parameters
from reporter.report.build.known import know
from reporter.simulator.launch import funded_launch
from tests.end_to_end import worlds

RULES, LABELS = load_rules(), load_labels()


def drive(world: Any, parameters: Any, *, shuffle: Any = None, **faults: Any) -> Any:
    """Ask step by step and answer in an order of `shuffle`'s own."""
    source = worlds.NodeSource(world.ledger, **faults)
    answers = MemoryAnswers()
    reading = Reading(answers)

    async def run() -> Any:
        while (step := next_step(reading, parameters, LABELS, RULES)) is not None:
            assert step.questions
            assert not any(reading.asked(question) for question in step.questions), "asked twice"
            assert len(set(step.questions)) == len(step.questions)
            questions = list(step.questions)
            if shuffle is not None:
                shuffle.shuffle(questions)
            async for found in source.ask(questions):
                answers.add(found)

    asyncio.run(run())
    return answers


@pytest.mark.parametrize("options", worlds.OPTIONS, ids=str)
def test_no_question_is_asked_twice_and_a_full_report_stays_within_its_budget(options):
    world = worlds.launched(3, **options)
    assert len(drive(world, Parameters(world.truth.mint))) <= 2500


@pytest.mark.parametrize(
    "faults",
    [
        {"scans": False},
        {"scans": False, "refused": frozenset({"getTokenLargestAccounts"})},
        {"no_history": True},
        {"lost": 0.3},
        {"refused": frozenset({"getMultipleAccounts"})},
        {"refused": frozenset({"getBlock"})},
        {"refused": frozenset({"getAccountInfo"})},
    ],
    ids=str,
)
def test_refusals_end_the_questions_too(faults):
    world = worlds.launched(13, **worlds.SMALL)
    found = drive(world, Parameters(world.truth.mint), **faults)
    assert 0 < len(found) < 1000


def test_answers_in_another_order_lead_to_the_same_questions():
    world = worlds.launched(13, **worlds.SMALL)
    plain = {answer.question for answer in drive(world, Parameters(world.truth.mint))}
    for seed in range(3):
        mixed = {answer.question for answer in drive(world, Parameters(world.truth.mint), shuffle=random.Random(seed))}
        assert mixed == plain


@pytest.mark.parametrize("options", worlds.OPTIONS[:4], ids=str)
def test_a_quick_report_asks_at_most_its_budget_and_finds_the_holders(options):
    world = worlds.launched(3, **options)
    pack = worlds.gather(worlds.NodeSource(world.ledger), Parameters(world.truth.mint, budget=QUICK_BUDGET, quick=True))
    assert len(pack.answers) <= 60
    methods = {answer.question.method for answer in pack.answers}
    assert "getProgramAccounts" in methods
    assert "getBlock" in methods


def test_holders_come_before_trades_in_a_quick_report_only():
    world = worlds.launched(13, **worlds.SMALL)
    mint = world.truth.mint
    first = {"getGenesisHash", "getAccountInfo", "getMultipleAccounts"}
    resolved = [answer for answer in worlds.packed(13, **worlds.SMALL).answers if answer.question.method in first]
    phases = {}
    for quick in (True, False):
        step = plan(Reading(MemoryAnswers(resolved)), Parameters(mint, quick=quick), LABELS, RULES)
        assert step is not None
        phases[quick] = step.phase
    assert phases == {True: "holders", False: "trades"}


def test_the_early_window_of_three_hundred_buyers_fits_the_budget():
    world = funded_launch(21, strangers=320, group=24, per_minute=60.0, minutes=12.0)
    pack = worlds.gather(worlds.NodeSource(world.ledger), Parameters(world.truth.mint))
    assert len(world.truth.early_buyers) >= 300
    assert len(pack.answers) <= 2500
    known = know(pack)
    early = [known.money.trails[purchase.wallet] for purchase in known.launch.story.early]
    assert len(early) == 300
    assert not any(trail.open for trail in early)  # what is left are later trades, and the money of who came later
    assert not any(gone.next for gone in known.money.proceeds.values())


def test_the_budget_bounds_what_is_asked_and_not_only_what_is_planned():
    world = worlds.launched(13, **worlds.SMALL)
    for budget in (1, 3, 40):
        source = worlds.NodeSource(world.ledger)
        answers = asyncio.run(collect(Parameters(world.truth.mint, budget=budget), source, LABELS, RULES, worlds.watch))
        assert len(answers) == len(source.asked) == budget


def test_what_was_asked_is_left_out_and_repeats_with_it():
    reading = Reading(worlds.packed(13, **worlds.SMALL).answers)
    new = ask.account("x")
    assert unasked(reading, [ask.genesis(), new, new]) == (new,)
