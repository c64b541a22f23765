"""What the API's answers hold, beside the report document itself."""

from typing import Any, Final

import msgspec
from msgspec import Struct

from reporter.api.hooks.book import Webhook
from reporter.api.hooks.signing import shown
from reporter.jobs.desk import Bulk
from reporter.jobs.head import Head
from reporter.jobs.job import Job, Kind, ReportId, State
from reporter.model.ids import Mint
from reporter.model.report import Entity, Finding, Holder, Share
from reporter.report.plain import plain

V1: Final = "/api/v1"


class Phase(Struct, frozen=True):
    """How far one phase of a job is: `done` of `wanted` questions, `calls` of the whole run so far."""

    phase: str
    done: int
    wanted: int
    calls: int
    details: str


class ReportLink(Struct, frozen=True):
    """The report a job made. `sha256` is the root hash of its evidence pack, which names the snapshot."""

    mint: Mint
    sha256: str
    url: str


class JobView(Struct, frozen=True):
    """One job. `message` says why it failed or stopped; times are UTC seconds since 1970."""

    id: str
    kind: Kind
    mint: Mint
    window: int
    budget: int
    quick: bool
    state: State
    cancelling: bool
    private: bool
    created: float
    ended: float | None
    phases: list[Phase]
    message: str
    report: ReportLink | None
    url: str
    events: str


class JobPage(Struct, frozen=True):
    """Part of the history, the newest first. `next` is the cursor of the next part, null at the end."""

    jobs: list[JobView]
    next: str | None


class BulkView(Struct, frozen=True):
    """Reports that were asked for together: their jobs in the order of the mints, and how many are in each state."""

    id: str
    jobs: list[str]
    states: dict[State, int]
    finished: bool
    url: str


class SnapshotView(Struct, frozen=True):
    """One stored report of a mint. `name` and `symbol` are quoted from the chain, on one line and cut."""

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

    snapshots: list[SnapshotView]


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
    """Part of the holders of one report, the largest first. `next` is the cursor of the next part, null at the end."""

    mint: Mint
    sha256: str
    total: int
    holders: list[Holder]
    next: str | None


class WebhookView(Struct, frozen=True, omit_defaults=True):
    """A registered webhook. `secret`, with which its bodies are signed, is told once."""

    id: str
    url: str
    created: float
    secret: str = ""


class Webhooks(Struct, frozen=True):
    """The webhooks of a key, the oldest first."""

    webhooks: list[WebhookView]


class WebhookBody(Struct, frozen=True):
    """What a webhook is sent when a job its key asked for ends; `type` is "job." and the state."""

    type: str
    data: JobView


class Health(Struct, frozen=True):
    """The process answers."""

    status: str
    version: str


class Ready(Struct, frozen=True):
    """Requests are taken, and will be worked on or wait safely."""

    status: str
    jobs: dict[State, int]


def job_view(job: Job) -> JobView:
    """A job as the API tells it."""
    url = f"{V1}/jobs/{job.key}"
    steps = [step.progress for step in job.steps]
    return JobView(
        id=job.key,
        kind=job.kind,
        mint=job.parameters.mint,
        window=job.parameters.window,
        budget=job.parameters.budget,
        quick=job.parameters.quick,
        state=job.state,
        cancelling=job.cancelling,
        private=job.owner is not None,
        created=job.created,
        ended=job.ended,
        phases=[Phase(step.phase, step.done, step.wanted, step.calls, step.details) for step in steps],
        message=job.message,
        report=None if job.report is None else _report_link(job.report, private=job.owner is not None),
        url=url,
        events=f"{url}/events",
    )


def job_ended(job: Job) -> bytes:
    """The body of a webhook."""
    return msgspec.json.encode(WebhookBody(f"job.{job.state}", job_view(job)))


def bulk_view(bulk: Bulk) -> BulkView:
    """Many jobs as the API tells them."""
    return BulkView(bulk.id, list(bulk.jobs), dict(bulk.states), bulk.finished, f"{V1}/bulk/{bulk.id}")


def snapshot_view(head: Head, *, private: bool) -> SnapshotView:
    """A stored report as a list shows it."""
    fields: dict[str, Any] = msgspec.structs.asdict(head)
    report = fields.pop("id")
    fields |= {"name": plain(head.name), "symbol": plain(head.symbol)}
    return SnapshotView(report.mint, report.sha256, **fields, url=report_url(report, private=private))


def webhook_view(webhook: Webhook, *, secret: bool = False) -> WebhookView:
    """A webhook as its key sees it."""
    return WebhookView(webhook.id, webhook.url, webhook.created, shown(webhook.secret) if secret else "")


def report_url(report: ReportId, *, private: bool) -> str:
    """Where a report is read."""
    return f"{V1}/reports/{report.mint}?snapshot={report.sha256}{'&private=true' if private else ''}"


def _report_link(report: ReportId, *, private: bool) -> ReportLink:
    return ReportLink(report.mint, report.sha256, report_url(report, private=private))
