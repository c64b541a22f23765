"""The desk where reports are ordered: what the app, the API and the command line share, whatever runs the jobs behind it."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from msgspec import Struct

from reporter.jobs.events import Event
from reporter.jobs.job import Job, Request, State
from reporter.model.ids import Mint
from reporter.model.progress import Draft


class Page(Struct, frozen=True):
    """Part of the history, newest job first; `before` is the cursor of the next part, None at its end."""

    jobs: tuple[Job, ...]
    before: str | None


class Bulk(Struct, frozen=True):
    """Many requests ordered together, in their order. `states` counts their jobs by state."""

    id: str
    jobs: tuple[str, ...]
    states: Mapping[State, int]
    owner: str | None = None

    @property
    def finished(self) -> bool:
        """True when nothing more will happen to any of them."""
        return not any(self.states.get(state, 0) for state in ("waiting", "active", "stalled"))


class Desk(Protocol):
    """Takes requests and tells how they stand. Every method may be called from any thread.

    A job is named by its key. Who may see a job with an `owner` is for the caller to decide; the desk only tells them apart.
    """

    def submit(self, request: Request) -> Job:
        """The job for this request: one that waits or runs already, else for kind "report" one that made it, else a new one.

        Raises InputError for endpoints of the asker's own where they cannot be held in memory.
        """
        ...

    def submit_bulk(self, requests: Sequence[Request]) -> Bulk:
        """Submit many at once, under one id. All of them belong to the owner of the first."""
        ...

    def bulk(self, bulk_id: str) -> Bulk | None:
        """How they stand, None for an unknown id."""
        ...

    def get(self, key: str) -> Job | None:
        """The job as it stands now, None for an unknown or forgotten key."""
        ...

    def draft(self, key: str) -> Draft | None:
        """What a running job knows so far: the latest draft it told. None before the first, and once the job has ended."""
        ...

    def of_mint(self, mint: Mint) -> Job | None:
        """The public job last asked for with this mint, an unfinished one before any finished one."""
        ...

    def cancel(self, key: str) -> None:
        """Ask a job to stop; one that is unknown or finished stays as it is.

        A waiting job stops at once, a running one between two calls; what it found until then is kept as a partial report.
        """
        ...

    def events(self, key: str, after: int = 0) -> Sequence[Event]:
        """What a job told after the event numbered `after`, in order; nothing for an unknown key."""
        ...

    def history(self, *, before: str | None = None, limit: int = 50, owner: str | None = None) -> Page:
        """Jobs of one owner (None: the public ones). Raises InputError for a cursor that this desk did not give."""
        ...

    def counts(self) -> Mapping[State, int]:
        """How many jobs are in each state; states without any may be absent."""
        ...

    def ready(self) -> bool:
        """True while requests can be taken and will be worked on or wait safely."""
        ...

    def close(self) -> None:
        """Stop working and let go of everything. What was accepted durably goes on after the next start."""
        ...
