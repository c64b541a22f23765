"""`reporter worker`: makes the reports that other processes were asked for, until it is told to stop."""

import threading

from reporter import log
from reporter.cli import failure, signals
from reporter.errors import InputError
from reporter.settings import Settings, load

NO_DATABASE = "workers share a PostgreSQL database; set REPORTER_DATABASE_URL (without it, the app runs its jobs itself)"


def run(jobs: int | None) -> int:
    """Work until interrupted; then give back what runs, and end with 0. Raises InputError without a database to share."""
    settings = load()
    log.setup(settings.log_level, as_json=settings.log_format == "json")
    if jobs is not None:
        settings = settings.model_copy(update={"jobs": jobs})
    _work(settings)
    return 0


def _work(settings: Settings) -> None:
    from reporter.jobs.durable.opened import database_url, opened  # noqa: PLC0415 — faulty settings are told at once

    if not database_url(settings).startswith("postgres"):
        raise InputError(NO_DATABASE)
    durable = opened(settings)
    assert durable.worker is not None
    failure.say(f"worker {durable.worker.id} is ready, for {settings.jobs} reports at a time")
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        failure.say("stopping: what is being made goes on in another worker")
    finally:
        signals.ignore()
        durable.desk.close()
