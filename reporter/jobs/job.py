"""One request for a report and what is known of it."""

import hashlib
from collections.abc import Callable, Sequence
from typing import Final, Literal, Protocol, TypeAlias

import msgspec
from msgspec import UNSET, Struct

from reporter.model.ids import Mint
from reporter.model.pack import Pack, Parameters
from reporter.model.progress import PHASES, Progress, Watcher
from reporter.model.report import Report

State: TypeAlias = Literal["waiting", "active", "completed", "partial", "failed", "cancelled", "stalled"]
Kind: TypeAlias = Literal["report", "refresh"]
FINISHED: Final[frozenset[State]] = frozenset({"completed", "partial", "failed", "cancelled"})
REPORTED: Final[frozenset[State]] = frozenset({"completed", "partial"})

INTERACTIVE: Final = 1  # somebody waits for it
BULK: Final = 100
WATCHED: Final = 1000  # new launches nobody asked for yet
LEAST: Final = 1_000_000


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
Maker: TypeAlias = Callable[[Sequence[str], float | None], Make]
"""Binds endpoints of the asker's own and calls a second to each; without endpoints, those of this installation."""


class Request(Struct, frozen=True):
    """One wish for a report.

    `kind` "report" is content with the report an earlier request made; "refresh" wants a new snapshot. Of waiting jobs the one
    with the lowest `priority` runs first. `owner` is the id of the API key whose private investigation this is, None for
    what everybody may see. `endpoints` are the asker's own, asked at most `rate` calls a second (None: as fast as they allow);
    they are held in the memory of the process that took the request and never stored, so a desk whose workers are other
    processes refuses a request that brings any.
    """

    parameters: Parameters
    kind: Kind = "report"
    priority: int = INTERACTIVE
    owner: str | None = None
    endpoints: tuple[str, ...] = ()
    rate: float | None = None

    def __repr__(self) -> str:
        return f"Request({self.kind}, {self.parameters}, priority={self.priority}, {len(self.endpoints)} endpoints)"


class ReportId(Struct, frozen=True, gc=False):
    """Which stored report: the mint and the root hash of its evidence pack."""

    mint: Mint
    sha256: str


class Step(Struct, frozen=True, gc=False):
    """One progress message. `number` counts all messages of a job, so that a later step always has the higher number."""

    number: int
    progress: Progress


class Job(Struct, frozen=True):
    """A snapshot of one job; later states are new values, and a finished job never changes again.

    `steps` holds the latest step of each phase in the order of PHASES: bounded, however long a run is. `message` is the one
    line that says why a job failed or stopped, `code` the exit code a command would end with. `cancelling` is True from the
    request to stop until the job has stopped. `created` and `ended` are UTC, in seconds since 1970. `attempts` counts how
    often a worker began it. `drafted` is the number of the message that brought the latest draft of the report, 0 before
    the first; the draft itself can be large and is asked of the desk.
    """

    key: str
    parameters: Parameters
    state: State = "waiting"
    steps: tuple[Step, ...] = ()
    message: str = ""
    code: int = 0
    cancelling: bool = False
    report: ReportId | None = None
    kind: Kind = "report"
    priority: int = INTERACTIVE
    owner: str | None = None
    created: float = 0.0
    ended: float | None = None
    attempts: int = 0
    drafted: int = 0

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
        drafted = self.drafted if progress.draft is UNSET else number
        progress = msgspec.structs.replace(progress, draft=UNSET)
        steps = {step.progress.phase: step for step in self.steps} | {progress.phase: Step(number, progress)}
        known = [steps.pop(phase) for phase in PHASES if phase in steps]
        return msgspec.structs.replace(self, state="active", steps=(*known, *steps.values()), drafted=drafted)

    def answers(self, request: Request) -> bool:
        """True when this job, the latest of its identity, is what `request` wants, so that no new one is needed."""
        return not self.finished or (request.kind == "report" and self.state in REPORTED)


def key_of(parameters: Parameters, rules: str = "", owner: str | None = None, number: int = 1) -> str:
    """The name of a job. The same request under the same rules is the same job, whoever asks.

    16 hex digits for the first snapshot; later ones of the same request carry their number, "…-2".
    """
    identity = msgspec.json.encode((parameters, rules, owner), order="sorted")
    digest = hashlib.sha256(identity).hexdigest()[:16]
    return digest if number == 1 else f"{digest}-{number}"
