"""The loop: it ends, stays within its budget, tells its progress, and stops when told to."""

import asyncio
from typing import Any

import pytest

from reporter.collect.run import collect, limit
from reporter.errors import Cancelled
from reporter.ledger.shipped import load_labels, load_rules
from reporter.model.pack import HARD_STOP, QUICK_BUDGET, Parameters
from reporter.model.progress import PHASES
from reporter.model.questions import Answer
from tests.end_to_end import worlds

RULES, LABELS = load_rules(), load_labels()


def small() -> Any:
    return worlds.launched(13, **worlds.SMALL)


def run(source: Any, parameters: Any, watch: Any = worlds.watch) -> Any:
    return asyncio.run(collect(parameters, source, LABELS, RULES, watch))


def test_the_limit_is_the_budget_within_the_hard_stop():
    assert limit(Parameters("m", budget=100)) == 100
    assert limit(Parameters("m", budget=99_999)) == HARD_STOP
    assert limit(Parameters("m", budget=2500, quick=True)) == QUICK_BUDGET


def test_every_answer_is_told_with_a_known_phase_and_a_rising_count():
    seen: list[Any] = []
    source = worlds.NodeSource(small().ledger)
    answers = run(source, Parameters(small().truth.mint), seen.append)
    assert {progress.phase for progress in seen} <= set(PHASES)
    calls = [progress.calls for progress in seen]
    assert calls == sorted(calls)
    assert calls[-1] == len(answers) == len(source.asked) == len(set(source.asked))
    assert all(0 <= progress.done <= progress.wanted for progress in seen)


def test_a_watcher_may_stop_the_run():
    def stop(progress: Any) -> Any:
        if progress.calls >= 7:
            raise Cancelled("stopped")

    source = worlds.NodeSource(small().ledger)
    with pytest.raises(Cancelled):
        run(source, Parameters(small().truth.mint), stop)
    assert len(source.asked) < 12


class Silent(worlds.NodeSource):
    """Answers nothing."""

    async def ask(self, questions: Any) -> Any:
        self.asked.extend(questions)
        for question in questions[:0]:
            yield Answer(question, b"null")


class Empty(worlds.NodeSource):
    """Answers null to everything but what names the network and the accounts."""

    async def ask(self, questions: Any) -> Any:
        async for answer in super().ask(questions):
            known = answer.question.method in {"getGenesisHash", "getAccountInfo", "getMultipleAccounts"}
            yield answer if known else Answer(answer.question, b"null")


def test_a_source_that_never_answers_ends_the_run():
    source = Silent(small().ledger)
    assert len(run(source, Parameters(small().truth.mint))) == 0
    assert len(source.asked) < 10


def test_a_source_that_knows_nothing_is_asked_each_thing_once():
    source = Empty(small().ledger)
    answers = run(source, Parameters(small().truth.mint))
    assert len(answers) == len(source.asked) < 20
