"""Drafts: what they say is what the report says as far as it is known, and they cost no more than they may."""

import asyncio
from typing import Any

import pytest

from reporter import __version__
from reporter.collect.drafts import MOST, Drafts
from reporter.collect.run import collect
from reporter.ledger.answers import MemoryAnswers
from reporter.ledger.shipped import load_background, load_labels, load_rules
from reporter.model.pack import Pack, Parameters, Provenance
from reporter.model.progress import Draft
from reporter.model.questions import Answers
from reporter.model.report import Report
from reporter.report.analyse import analyse
from reporter.report.render import json_document
from tests.end_to_end import worlds

RULES, LABELS = load_rules(), load_labels()
PUBLISHED = {"proven", "strong"}
ANSWER = 0.25  # seconds of the slow ledger


class Clock:
    """Time as the test lets it pass."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Slow(worlds.NodeSource):
    """Each answer takes its time."""

    def __init__(self, view: Any, clock: Clock) -> None:
        super().__init__(view)
        self.clock = clock

    async def ask(self, questions: Any) -> Any:
        async for answer in super().ask(questions):
            self.clock.now += ANSWER
            yield answer


def small() -> Any:
    return worlds.launched(13, **worlds.SMALL)


def asked(launch: Any) -> Parameters:
    """A window smaller than the launch, so that later trades are left when the money is known."""
    return Parameters(launch.truth.mint, window=12)


def packed(answers: Answers, launch: Any) -> Pack:
    provenance = Provenance((worlds.NodeSource.name,), __version__)
    return Pack(asked(launch), provenance, RULES, LABELS, load_background(), answers)


def run(cost: float = 0.0, derive: Any = None, launch: Any = None) -> tuple[list[Draft], Report, Clock, list[float]]:
    """Drafts told, the report in the end, the clock, and when drafts were derived; each takes `cost` seconds."""
    clock, told, derived = Clock(), [], []
    launch = launch or small()

    def derived_at(answers: MemoryAnswers) -> Report:
        derived.append(clock.now)
        clock.now += cost
        report: Report = (derive or analyse)(packed(answers, launch))
        return report

    def watch(progress: Any) -> None:
        if progress.draft:
            told.append(progress.draft)

    drafts = Drafts(derived_at, clock)
    answers = asyncio.run(collect(asked(launch), Slow(launch.ledger, clock), LABELS, RULES, watch, drafts))
    return told, analyse(packed(answers, launch)), clock, derived


def test_drafts_come_when_the_launch_is_read_while_money_is_followed_and_when_it_is_followed():
    told, _, _, _ = run()
    first, *between, last = [draft.stage for draft in told]
    assert (first, set(between), last) == ("launch", {"money"}, "entities")


def test_what_the_first_draft_says_of_launch_and_holders_is_what_the_report_says():
    told, report, _, _ = run()
    first = told[0].report
    for name in ("token", "creation", "supply", "graduation"):
        assert getattr(first, name) == getattr(report, name)
    assert first.metrics.wallets == report.metrics.wallets
    assert first.behaviour.bundled == report.behaviour.bundled
    assert [(row.wallet, row.amount, row.share) for row in first.holders] == [
        (row.wallet, row.amount, row.share) for row in report.holders
    ]


def test_more_and_more_money_is_followed_and_the_last_draft_knows_all_of_it():
    told, report, _, _ = run()
    followed = [sum(1 for buyer in draft.report.early_buyers if buyer.funding and buyer.funding.path) for draft in told]
    assert followed == sorted(followed)
    assert (followed[0], followed[-1]) == (0, 12)
    assert [group.wallets for group in told[-1].report.entities] == [group.wallets for group in report.entities]


@pytest.mark.parametrize(
    "launch", [small(), worlds.launched(102, sponsor="funder", fan_out=True), worlds.launched(107, group=0)]
)
def test_no_draft_joins_wallets_that_the_report_does_not(launch: Any):
    told, report, _, _ = run(launch=launch)
    published = {wallet: group.id for group in report.entities if group.tier in PUBLISHED for wallet in group.wallets}
    for draft in told:
        for group in draft.report.entities:
            if group.tier in PUBLISHED:
                assert len({published[wallet] for wallet in group.wallets}) == 1


def test_drafts_do_not_change_the_report():
    launch = small()
    plain = analyse(packed(worlds.gather(worlds.NodeSource(launch.ledger), asked(launch)).answers, launch))
    assert json_document.render(run()[1]) == json_document.render(plain)


@pytest.mark.parametrize("cost", [0.3, 2.0, 15.0, 1000.0])
def test_drafts_take_a_tenth_of_the_time_at_most_beyond_what_the_last_one_took_longer_than_thought(cost: float):
    told, _, clock, derived = run(cost)
    for number, at in enumerate(derived[1:], 1):
        assert cost * (number + 1) <= MOST * at * 1.05
    assert len(told) == len(derived)
    assert cost * len(derived) <= max(MOST * clock.now, cost)


def test_a_draft_that_fails_is_none_and_the_report_goes_on():
    def broken(pack: Pack) -> Report:
        raise ZeroDivisionError

    told, report, _, _ = run(derive=broken)
    assert told == []
    assert report.early_buyers
