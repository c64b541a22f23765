"""Everything durable put together from the settings: database, queue, shelf, desk, and a worker where one is wanted."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from reporter.collect.session import Session
from reporter.jobs.desk import Desk
from reporter.jobs.durable.book import Claim
from reporter.jobs.durable.database import FILE, Database
from reporter.jobs.durable.desk import DurableDesk
from reporter.jobs.durable.making import Work
from reporter.jobs.durable.queue import Queue
from reporter.jobs.durable.rates import Rates
from reporter.jobs.durable.retention import Retention
from reporter.jobs.durable.rows import Pace
from reporter.jobs.durable.shelf import DatabaseShelf
from reporter.jobs.durable.worker import Worker, version_of
from reporter.jobs.job import INTERACTIVE
from reporter.jobs.shelf import Shelf
from reporter.jobs.store import Store
from reporter.ledger.rpc.source import RpcSource
from reporter.ledger.shipped import load_rules
from reporter.model.progress import Watcher
from reporter.model.settling import settle
from reporter.settings import Settings
from reporter.transport import PublicOnly


class Durable(Struct, frozen=True):
    """What a process works with. Closing the desk closes all of it."""

    database: Database
    shelf: Shelf
    desk: Desk
    worker: Worker | None


def database_url(settings: Settings) -> str:
    """The database of the jobs: the one that was set, else a file in the data folder."""
    if settings.database_url is not None:
        return settings.database_url.get_secret_value()
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    return f"sqlite:///{settings.data_dir / FILE}"


def opened(settings: Settings, *, working: bool = True, pace: Pace | None = None) -> Durable:
    """Open the jobs of this installation. With `working` this process runs jobs as well, which one desk of it may do.

    Reports lie in the database where it is shared, else as files in the data folder. Raises InputError and ReporterError.
    """
    settle()
    database = Database(database_url(settings))
    try:
        return _opened(settings, database, pace, working=working)
    except Exception:
        database.close()
        raise


def _opened(settings: Settings, database: Database, pace: Pace | None, *, working: bool) -> Durable:
    shelf: Shelf = DatabaseShelf(database) if database.shared else Store(settings.data_dir)
    rules = load_rules().id
    queue = Queue(database, version_of(rules))
    worker = None
    if working:
        sessions = Sessions(settings, database)
        retention = Retention(database, queue, shelf, settings.keep_jobs, settings.keep_days)
        worker = Worker(database, queue, shelf, sessions.begin, jobs=settings.jobs, pace=pace, retention=retention)
        sessions.worker = worker
        worker.start()
    return Durable(database, shelf, DurableDesk(database, queue, rules, pace=pace, worker=worker), worker)


class Sessions:
    """Begins reports: the endpoints, the folder of the archive, and the rate all workers share."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self._settings = settings
        self._database = database
        self.worker: Worker | None = None

    def begin(self, claim: Claim, watch: Watcher) -> Work:
        """The session of one job. Raises InputError when the endpoints it brought are lost."""
        own = self.worker.held(claim) if self.worker is not None else None
        endpoints = own.endpoints if own is not None else self._settings.endpoints()
        most = (own.rate if own is not None else None) or self._settings.max_rps
        folder: Path = self._settings.data_dir
        if own is not None:  # what they answer is believed in reports through the same endpoints alone
            folder = folder / "endpoints" / _name_of(endpoints)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        guard = None if own is None or self._settings.private_addresses else PublicOnly()
        shared = None if most is None else Rates(self._database, most).pass_for
        source = RpcSource(endpoints, max_rps=most, shared=shared, transport=guard)
        drafting = claim.job.priority <= INTERACTIVE
        return Session(claim.job.parameters, source, folder, claim.key, watch, drafting=drafting)


def _name_of(endpoints: Sequence[str]) -> str:
    """A name that tells endpoints apart and tells nothing of them."""
    return hashlib.sha256("\n".join(sorted(endpoints)).encode()).hexdigest()[:32]
