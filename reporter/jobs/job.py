"""One request for a report and what is known of it."""

import hashlib
from collections.abc import Callable
from typing import Final, Literal, Protocol, TypeAlias

import msgspec
from msgspec import Struct

from reporter.model.ids import Mint
from reporter.model.pack import Pack, Parameters
from reporter.model.progress import PHASES, Progress, Watcher
from reporter.model.report import Report

State: TypeAlias = Literal["waiting", "active", "completed", "partial", "failed", "cancelled"]
FINISHED: Final[frozenset[State]] = frozenset({"completed", "partial", "failed", "cancelled"})


class Made(Protocol):
    """What a maker hands over: the report and everything it was derived from."""

    @property
    def report(self) -> Report:
        """The finished report."""
        ...

    @property
    def pack(self) -> Pack:
        """The evidence behind it."""
        ...


Make: TypeAlias = Callable[[Parameters, Watcher], Made]


class ReportId(Struct, frozen=True, gc=False):
    """Which stored report: the mint and the root hash of its evidence pack."""

    mint: Mint
    sha256: str


class Step(Struct, frozen=True, gc=False):
    """One progress message. `number` counts all messages of a job, so that a later step always has the higher number."""

    number: int
    progress: Progress


class Job(Struct, frozen=True):
    """A snapshot of one job; later states are new values.

    `steps` holds the latest step of each phase in the order of PHASES: bounded, however long a run is. `message` is the one
    line that says why a job failed or stopped, `code` the exit code a command would end with. `cancelling` is True from the
    request to stop until the job has stopped.
    """

    key: str
    parameters: Parameters
    state: State = "waiting"
    steps: tuple[Step, ...] = ()
    message: str = ""
    code: int = 0
    cancelling: bool = False
    report: ReportId | None = None

    @property
    def finished(self) -> bool:
        """True when nothing more will happen to this job."""
        return self.state in FINISHED

    @property
    def latest(self) -> Step | None:
        """The last message, None before the first."""
        return max(self.steps, key=lambda step: step.number, default=None)

    def advanced(self, progress: Progress) -> "Job":
        """The job after one more progress message."""
        number = 1 if self.latest is None else self.latest.number + 1
        steps = {step.progress.phase: step for step in self.steps} | {progress.phase: Step(number, progress)}
        known = [steps.pop(phase) for phase in PHASES if phase in steps]
        return msgspec.structs.replace(self, state="active", steps=(*known, *steps.values()))


def key_of(parameters: Parameters) -> str:
    """The name of a job, 16 hex digits: equal parameters are the same job, whoever asks."""
    return hashlib.sha256(msgspec.json.encode(parameters, order="sorted")).hexdigest()[:16]
