"""What a job tells those who follow it: numbered messages that can be read again from any of them."""

from typing import Final

from msgspec import Struct

from reporter.jobs.job import REPORTED, Job, State
from reporter.model.progress import PHASES, Progress

TITLES: Final = {
    "resolve": "Find the token and its launch",
    "trades": "Read the launch and its trades",
    "holders": "Read who holds the token now",
    "provenance": "Follow the money of early buyers",
    "linking": "Compare wallets and join entities",
    "render": "Write the report",
}
EVERY: Final = 1.0  # seconds: of the messages within one phase no more than this many are kept


class Event(Struct, frozen=True):
    """One message. `seq` counts from 1 without gaps in one job.

    `phase` is one of `phases`, or empty before the first; `title` says it in words. `done` of `wanted` counts questions of
    the phase, `progress` is the share of the whole run behind it, from 0 to 1, and never falls. `status` is the job's state,
    `details` one line: what the phase is at, or why the job ended as it did.
    """

    job: str
    seq: int
    phase: str
    phases: tuple[str, ...]
    title: str
    done: int
    wanted: int
    progress: float
    status: State
    details: str


def event(job: Job, before: Event | None) -> Event:
    """The message that tells how `job` stands now; `before` is the one told last."""
    step = None if job.latest is None else job.latest.progress
    known = step or Progress("", 0, 0, 0)
    behind = 0.0 if before is None else before.progress
    return Event(
        job=job.key,
        seq=1 if before is None else before.seq + 1,
        phase=known.phase,
        phases=PHASES,
        title=TITLES.get(known.phase, ""),
        done=known.done,
        wanted=known.wanted,
        progress=1.0 if job.state in REPORTED else max(behind, _share(known)),
        status=job.state,
        details=job.message or known.details,
    )


def _share(step: Progress) -> float:
    """Every phase counts alike: how long each will take is not known before it is over."""
    if step.phase not in PHASES:
        return 0.0
    inside = step.done / step.wanted if step.wanted else 0.0
    return round((PHASES.index(step.phase) + min(1.0, inside)) / len(PHASES), 3)


def worth_telling(job: Job, before: Job | None, silent: float) -> bool:
    """Whether `job` is told `silent` seconds after it was told as `before`: always where it turned, else now and then."""
    if before is None or before.latest is None or job.latest is None:
        return True
    turned = (job.state, job.drafted, job.latest.progress.phase) != (before.state, before.drafted, before.latest.progress.phase)
    return turned or silent >= EVERY
