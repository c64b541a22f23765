"""Drafts of the report while it is still collected: what is known so far, at a bounded price."""

from collections.abc import Callable
from typing import Final

import structlog

from reporter.launch.plan import Step
from reporter.ledger.answers import MemoryAnswers
from reporter.model.progress import Draft, Stage
from reporter.model.report import Report

MOST: Final = 0.1  # of the run's time until now, for all its drafts together
GUESS: Final = 0.00025  # seconds a first draft takes for each answer

_log = structlog.get_logger(__name__)


class Drafts:
    """Decides before each step of a run whether a draft is due, and derives it.

    One is due when the launch is read, now and then while the money is followed, and when only later trades are left; and only
    if it is expected to keep the time spent on drafts below MOST of the run's. `derive` is the report's own analysis, `clock`
    tells seconds.
    """

    def __init__(self, derive: Callable[[MemoryAnswers], Report], clock: Callable[[], float]) -> None:
        self._derive = derive
        self._clock = clock
        self._begun = clock()
        self._spent = 0.0
        self._price = GUESS  # seconds for each answer, as the last draft took
        self._stage: Stage | None = None

    def before(self, step: Step, answers: MemoryAnswers) -> Draft | None:
        """The draft that is due before `step`, None when none is."""
        stage = self._stage_at(step)
        if (
            stage is None or self._stage == "entities"
        ):  # what later trades raise about money changes few things: the report tells
            return None
        begun = self._clock()
        if self._spent + self._price * len(answers) > MOST * (begun - self._begun):
            return None
        report = self._derived(answers)
        took = self._clock() - begun
        self._spent += took
        self._price = took / max(len(answers), 1)
        self._stage = stage
        return Draft(stage, report) if report is not None else None

    def _stage_at(self, step: Step) -> Stage | None:
        if step.settled:
            return "entities"
        if step.phase != "provenance":
            return None
        return "launch" if self._stage is None else "money"

    def _derived(self, answers: MemoryAnswers) -> Report | None:
        try:
            return self._derive(answers)
        except Exception as error:  # noqa: BLE001 — a draft is a courtesy: whatever breaks in it, the report goes on
            _log.warning("no draft of the report", error=type(error).__name__)
            return None
