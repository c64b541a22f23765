"""What the API answers, as far as it is not the report itself. Fields added later are ignored, so that old clients go on."""

from typing import Final

from msgspec import Struct

from reporter.model.ids import Mint
from reporter.model.report import Entity, Finding, Holder, Share

_ENDS: Final = frozenset({"completed", "partial", "failed", "cancelled"})


def ended(state: str) -> bool:
    """True for the state of a job to which nothing more will happen."""
    return state in _ENDS


class Phase(Struct, frozen=True):
    """How far one phase of a job is: `done` of `wanted` questions, `calls` of the whole run so far."""

    phase: str
    done: int
    wanted: int
    calls: int
    details: str


class ReportLink(Struct, frozen=True):
    """The report a job made; `sha256` names the snapshot."""

    mint: Mint
    sha256: str
    url: str


class Job(Struct, frozen=True):
    """One job. `message` says why it failed or stopped; times are UTC seconds since 1970."""

    id: str
    kind: str
    mint: Mint
    window: int
    budget: int
    quick: bool
    state: str
    cancelling: bool
    private: bool
    created: float
    ended: float | None
    phases: list[Phase]
    message: str
    report: ReportLink | None
    url: str
    events: str

    @property
    def finished(self) -> bool:
        """True when nothing more will happen to it."""
        return ended(self.state)


class JobPage(Struct, frozen=True):
    """Part of the history, the newest first. `next` is the cursor of the next part, None at the end."""

    jobs: list[Job]
    next: str | None


class Bulk(Struct, frozen=True):
    """Reports that were asked for together: their jobs in the order of the mints, and how many are in each state."""

    id: str
    jobs: list[str]
    states: dict[str, int]
    finished: bool
    url: str


class Event(Struct, frozen=True):
    """One message of a job. `seq` counts from 1 without gaps; `progress` is the share of the whole run, and never falls."""

    job: str
    seq: int
    phase: str
    phases: tuple[str, ...]
    title: str
    done: int
    wanted: int
    progress: float
    status: str
    details: str


class Snapshot(Struct, frozen=True):
    """One stored report of a mint. `name` and `symbol` are quoted from the chain."""

    mint: Mint
    sha256: str
    name: str
    symbol: str
    slot: int
    time: int | None
    network: str
    partial: bool
    linked_at_least: Share | None
    linked_at_most: Share | None
    url: str


class Snapshots(Struct, frozen=True):
    """Stored reports, the latest first."""

    snapshots: list[Snapshot]


class Findings(Struct, frozen=True):
    """The sentences of one report."""

    mint: Mint
    sha256: str
    findings: list[Finding]


class Entities(Struct, frozen=True):
    """The entities of one report, with all their evidence."""

    mint: Mint
    sha256: str
    entities: list[Entity]


class HolderPage(Struct, frozen=True):
    """Part of the holders of one report, the largest first. `next` is the cursor of the next part, None at the end."""

    mint: Mint
    sha256: str
    total: int
    holders: list[Holder]
    next: str | None


class Webhook(Struct, frozen=True):
    """A registered webhook. `secret`, with which its bodies are signed, is told once."""

    id: str
    url: str
    created: float
    secret: str = ""


class Webhooks(Struct, frozen=True):
    """The webhooks of a key, the oldest first."""

    webhooks: list[Webhook]


class Health(Struct, frozen=True):
    """The process answers."""

    status: str
    version: str


class Ready(Struct, frozen=True):
    """Requests are taken, and will be worked on or wait safely."""

    status: str
    jobs: dict[str, int]
