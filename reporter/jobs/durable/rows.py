"""Between rows and jobs: how one is read from the table, and how every change of one is written and told."""

from collections.abc import Sequence
from typing import Any, Final

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from reporter.jobs.durable.tables import events, jobs, workers
from reporter.jobs.events import Event, event
from reporter.jobs.job import FINISHED, Job, ReportId, Step
from reporter.model.pack import Parameters

UNFINISHED: Final = ("waiting", "active")  # as stored; "stalled" is an active job whose worker is silent, seen when reading


class Pace(Struct, frozen=True):
    """Seconds: between two signs of life of a worker, until a silent one counts as dead, between two looks for work."""

    beat: float = 2.0
    lapse: float = 12.0
    poll: float = 0.5


def selected(now: sa.ColumnElement[float], pace: Pace) -> sa.Select[*tuple[Any, ...]]:
    """Jobs, each with whether its worker is alive."""
    alive = sa.func.coalesce(workers.c.beat > now - pace.lapse, sa.false()).label("alive")
    return sa.select(jobs, alive).select_from(jobs.outerjoin(workers, jobs.c.worker == workers.c.id))


def job_of(row: Any) -> Job:
    """The job of a row of `selected`, or of the table alone."""
    silent = row.state == "active" and not getattr(row, "alive", True)
    return Job(
        key=row.key,
        parameters=msgspec.json.decode(row.parameters, type=Parameters),
        state="stalled" if silent else row.state,
        steps=msgspec.json.decode(row.steps, type=tuple[Step, ...]),
        message=row.message,
        code=row.code,
        cancelling=row.cancelling,
        report=None if row.report is None else ReportId(row.mint, row.report),
        kind=row.kind,
        priority=row.priority,
        owner=row.owner,
        created=row.created,
        ended=row.ended,
        attempts=row.attempts,
        drafted=row.drafted,
    )


def locked(connection: sa.Connection, key: str) -> Any:
    """The row of a job, which nobody else changes until this transaction ends; None for an unknown key."""
    return connection.execute(sa.select(jobs).where(jobs.c.key == key).with_for_update()).one_or_none()


def change(connection: sa.Connection, row: Any, steps: Sequence[Step] | None = None, /, **changes: Any) -> Job:
    """Write what changed of a locked row, and tell it as an event."""
    if steps is not None:
        changes["steps"] = msgspec.json.encode(steps).decode()
    if changes.get("state") in FINISHED:
        changes |= {"worker": None, "cancelling": False}
    written = connection.execute(
        sa.update(jobs).where(jobs.c.key == row.key).values(seq=row.seq + 1, **changes).returning(*jobs.c)
    ).one()
    job = job_of(written)
    told = event(job, last_event(connection, row))
    connection.execute(sa.insert(events).values(job=row.key, seq=told.seq, body=msgspec.json.encode(told).decode()))
    return job


def last_event(connection: sa.Connection, row: Any) -> Event | None:
    """What a job told last."""
    found = connection.execute(sa.select(events.c.body).where(events.c.job == row.key, events.c.seq == row.seq)).scalar()
    return None if found is None else msgspec.json.decode(found, type=Event)
