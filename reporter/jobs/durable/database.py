"""The database of the jobs: a SQLite file in the data folder, or PostgreSQL where workers share it."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

import sqlalchemy as sa
import stamina
from alembic import command
from alembic.config import Config
from dbos import DBOS

from reporter.errors import InputError, ReporterError

VERSIONS: Final = "jobs_version"  # the table in which alembic notes how far it came
FILE: Final = "jobs.sqlite3"
PATIENCE: Final = 60.0  # seconds a database that restarts is waited for
_MIGRATIONS: Final = Path(__file__).parent / "migrations"
_BUSY: Final = 30.0  # seconds SQLite waits for another writer
_LOCK: Final = 7281941  # of PostgreSQL's advisory locks: who migrates

T = TypeVar("T")


class Database:
    """One database, opened and up to date. `shared` is True where processes on other machines may use it too."""

    def __init__(self, url: str, *, patience: float = PATIENCE) -> None:
        """Open and migrate. Raises InputError for a URL of another kind, ReporterError when the database cannot be used."""
        self._patience = patience
        self.url = _url(url)
        self.shared = self.url.get_backend_name() == "postgresql"
        self.engine = sa.create_engine(self.url, **self._options())
        if not self.shared:
            sa.event.listen(self.engine, "connect", _prepare)
        try:
            # Over connections of its own and with a lock of its own; some steps wait until no other transaction is open.
            self._patiently(lambda: DBOS.migrate(self.url.render_as_string(hide_password=False)), self._patience)
            self.run(self._migrate)
        except sa.exc.SQLAlchemyError as error:
            self.close()
            raise ReporterError(f"the database of the jobs cannot be used ({type(error).__name__})") from None

    def run(self, work: Callable[[sa.Connection], T], *, patience: float | None = None) -> T:
        """Do `work` in one transaction; again, from its start, when the connection broke or another writer was in the way.

        `work` may therefore run more than once, even after its changes were made: it has to bear that. Gives up after
        `patience` seconds and raises the error of SQLAlchemy.
        """

        def transaction() -> T:
            with self.engine.begin() as connection:
                if not self.shared:
                    connection.exec_driver_sql("BEGIN IMMEDIATE")  # a transaction that reads first must not lose the race
                return work(connection)

        return self._patiently(transaction, patience)

    def read(self, query: sa.Select[*tuple[Any, ...]], *, patience: float | None = None) -> list[Any]:
        """The rows of a query."""

        def rows() -> list[Any]:
            with self.engine.connect() as connection:
                return list(connection.execute(query))

        return self._patiently(rows, patience)

    def _patiently(self, work: Callable[[], T], patience: float | None) -> T:
        wait = self._patience if patience is None else patience
        for attempt in stamina.retry_context(
            on=_passing, attempts=None, timeout=wait, wait_initial=0.05, wait_max=1.0, wait_jitter=0.05
        ):
            with attempt:
                return work()
        raise AssertionError  # the loop above returns or raises

    @property
    def now(self) -> sa.ColumnElement[float]:
        """The clock all processes go by."""
        if self.shared:
            return sa.cast(sa.extract("epoch", sa.func.clock_timestamp()), sa.Double)
        return (sa.func.julianday("now") - 2440587.5) * 86400.0  # the Julian day of 1970-01-01

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    def _options(self) -> dict[str, Any]:
        if self.shared:
            return {"pool_pre_ping": True, "pool_size": 10, "max_overflow": 10, "connect_args": {"connect_timeout": 5}}
        return {"connect_args": {"timeout": _BUSY, "check_same_thread": False}, "pool_size": 10, "max_overflow": 10}

    def _migrate(self, connection: sa.Connection) -> None:
        """Bring the tables up to date. Of processes that start together one does; SQLite's write lock sees to it there."""
        if self.shared:
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _url(text: str) -> sa.URL:
    try:
        url = sa.make_url(text)
    except sa.exc.ArgumentError:
        raise InputError("the database's URL cannot be read; expected sqlite:///FILE or postgresql://…") from None
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() == "sqlite" and url.database:
        return url
    raise InputError("jobs are kept in SQLite or PostgreSQL; expected sqlite:///FILE or postgresql://…")


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = "IMMEDIATE"
    for pragma in ("journal_mode=wal", "synchronous=normal", f"busy_timeout={int(_BUSY * 1000)}", "foreign_keys=on"):
        connection.execute(f"pragma {pragma}")


def _passing(error: Exception) -> bool:
    """True for what a moment can mend: a lost connection, a restart, another writer."""
    if isinstance(error, sa.exc.OperationalError | sa.exc.InterfaceError):
        return not isinstance(error.orig, sqlite3.Error) or "locked" in str(error.orig) or "busy" in str(error.orig)
    if isinstance(error, sa.exc.DBAPIError):
        state = getattr(error.orig, "sqlstate", None)
        return error.connection_invalidated or state in {"40001", "40P01"}  # serialization failure, deadlock
    return False
