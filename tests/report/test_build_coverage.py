"""Coverage says what is missing, and nothing incomplete passes for whole."""

from typing import Any

import pytest

from reporter.model.pack import Parameters
from reporter.report.analyse import analyse
from tests.end_to_end import worlds


def report_of(budget: Any = 2500, quick: Any = False, **faults: Any) -> Any:
    world = worlds.launched(13, **worlds.SMALL)
    return analyse(
        worlds.gather(worlds.NodeSource(world.ledger, **faults), Parameters(world.truth.mint, budget=budget, quick=quick))
    )


def test_a_whole_report_misses_nothing():
    covered = report_of().coverage
    assert (covered.missing, covered.partial, covered.share, covered.budget_exhausted) == (0, False, "1.000000", False)
    assert covered.wanted == covered.fetched == covered.calls == sum(covered.by_method.values())


@pytest.mark.parametrize("budget", [3, 10, 40, 60])
def test_a_budget_spent_early_is_told_and_partial(budget):
    report = report_of(budget=budget)
    assert (report.coverage.calls, report.coverage.budget_exhausted, report.coverage.partial) == (budget, True, True)
    assert report.coverage.missing > 0
    assert report.badge.color == "lightgrey"


def test_transactions_the_ledger_lists_and_does_not_show_are_missing():
    report = report_of(lost=0.3)
    assert report.coverage.missing > 0
    assert float(report.coverage.share) < 0.9
    assert report.coverage.fetched + report.coverage.missing == report.coverage.wanted


def test_refused_questions_are_missing():
    report = report_of(scans=False)
    assert report.coverage.missing >= 1
    assert any("largest" in note for note in report.coverage.notes)


def test_a_quick_report_says_what_it_did_not_look_for():
    report = report_of(budget=60, quick=True)
    assert any(note.startswith("quick report") for note in report.coverage.notes)
    assert [finding.id for finding in report.findings].count("links_not_examined") == 1
    assert report.metrics.linked_at_least is None
    assert all(buyer.funding is None for buyer in report.early_buyers)


def test_a_ledger_that_withholds_the_history_gives_holders_and_a_partial_report():
    report = report_of(no_history=True)
    truth = worlds.launched(13, **worlds.SMALL).truth
    assert {holder.wallet: int(holder.amount) for holder in report.holders} == truth.holdings
    assert (report.coverage.partial, report.creation, report.early_buyers) == (True, None, [])
    assert report.badge.color == "lightgrey"


def test_pruned_history_is_no_sign_of_a_launch_without_money():
    truth = worlds.launched(13, **worlds.SMALL).truth
    report = report_of(pruned_before=truth.creation_slot)
    assert report.coverage.partial
    assert any("cut off" in note for note in report.coverage.notes)
    assert [entity for entity in report.entities if entity.tier == "strong"] == []
