"""The archive's file: one SQLite database that several processes may use and that survives kill -9.

Bodies are zstd-compressed. Each row carries a hash of question and answer; a row that does not fit it is dropped and fetched
again. A damaged file is set aside as `<name>.damaged` and a new one begun: everything in it can be fetched again.
"""

import hashlib
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

import zstandard

from reporter import log
from reporter.errors import InputError, ReporterError
from reporter.model.questions import Answer, Question

_APPLICATION: Final = 0x6C726172  # marks our files: bytes 68 to 71 of a SQLite header
_VERSION: Final = 1
_BUSY: Final = 30.0  # seconds to wait for another process
_LEVEL: Final = 3  # of zstd: a fifth of the size of JSON, faster than any network
_LARGEST: Final = 512 << 20
_MAGIC: Final = b"SQLite format 3\x00"
_SCHEMA: Final = (
    """create table answers (
        scope text not null, key blob not null, refused integer not null, sha256 blob not null, body blob not null,
        primary key (scope, key)
    )""",
    "create table runs (run text primary key, touched real not null)",
)
_log = log.get("reporter.archive")

T = TypeVar("T")


class ArchiveStore:
    """Answers by (scope, network, question). A scope is a run, or "" for what all runs share."""

    def __init__(self, path: Path) -> None:
        """Open or create. Raises InputError for a file of another kind, ReporterError when it cannot be opened."""
        self._path = path
        self._connection = self._open()

    def get(self, scope: str, network: str | None, question: Question) -> Answer | None:
        """The stored answer, or None. A damaged row is removed and counts as absent."""
        key = _key(network, question)
        select = "select refused, sha256, body from answers where scope = ? and key = ?"
        row = self._safely(lambda c: c.execute(select, (scope, key)).fetchone())
        if row is None:
            return None
        refused, digest, packed = row
        try:
            body = zstandard.ZstdDecompressor().decompress(packed, max_output_size=_LARGEST)
        except (zstandard.ZstdError, TypeError):
            body = b""
        if digest != _digest(key, bool(refused), body):
            _log.warning("a damaged answer in the archive is fetched again", method=question.method)
            self._safely(lambda c: c.execute("delete from answers where scope = ? and key = ?", (scope, key)))
            return None
        return Answer(question, body, bool(refused))

    def put(self, scope: str, network: str | None, answer: Answer) -> None:
        """Store an answer; when this returns it survives the process."""
        key = _key(network, answer.question)
        packed = zstandard.ZstdCompressor(level=_LEVEL).compress(answer.body)
        row = (scope, key, answer.refused, _digest(key, answer.refused, answer.body), packed)
        self._safely(lambda c: c.execute("insert or replace into answers values (?, ?, ?, ?, ?)", row))

    def touch(self, run: str, now: float) -> None:
        """Note that a run was opened."""
        self._safely(lambda c: c.execute("insert or replace into runs values (?, ?)", (run, now)))

    def forget(self, run: str) -> None:
        """Drop everything that belongs to one run."""
        self._safely(lambda c: c.execute("delete from answers where scope = ?", (run,)))
        self._safely(lambda c: c.execute("delete from runs where run = ?", (run,)))

    def count(self, run: str) -> int:
        """How many answers belong to one run."""
        counted: int = self._safely(lambda c: c.execute("select count(*) from answers where scope = ?", (run,)).fetchone()[0])
        return counted

    def sweep(self, before: float) -> int:
        """Forget every run last opened before a moment."""
        old = self._safely(lambda c: c.execute("select run from runs where touched < ?", (before,)).fetchall())
        for (run,) in old:
            self.forget(run)
        return len(old)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _safely(self, work: Callable[[sqlite3.Connection], T]) -> T:
        try:
            return work(self._connection)
        except sqlite3.OperationalError as error:
            raise self._unusable(error) from None
        except sqlite3.DatabaseError:
            self._connection.close()
            self._set_aside()
            self._connection = self._open()
        try:
            return work(self._connection)
        except sqlite3.DatabaseError as error:
            raise self._unusable(error) from None

    def _open(self) -> sqlite3.Connection:
        self._check_kind()
        try:
            return self._connect()
        except sqlite3.OperationalError as error:
            raise self._unusable(error) from None
        except sqlite3.DatabaseError:
            self._set_aside()
        try:
            return self._connect()
        except sqlite3.DatabaseError as error:
            raise self._unusable(error) from None

    def _connect(self) -> sqlite3.Connection:
        # One event loop uses a connection at a time; job runners may move it between threads.
        connection = sqlite3.connect(self._path, timeout=_BUSY, isolation_level=None, check_same_thread=False)
        try:
            self._prepare(connection)
        except (sqlite3.Error, ReporterError):
            connection.close()
            raise
        return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        connection.execute("begin immediate")  # of several processes that open a new file, one makes the tables
        version = connection.execute("pragma user_version").fetchone()[0]
        if version == 0:
            connection.execute(f"pragma application_id = {_APPLICATION}")
            connection.execute(f"pragma user_version = {_VERSION}")
            for statement in _SCHEMA:
                connection.execute(statement)
        elif version != _VERSION:
            raise ReporterError(f"the archive {self._path.name} was made by another version of the program; use another file")
        connection.execute("commit")
        _write_ahead(connection)
        connection.execute("pragma synchronous = normal")  # a crash of the machine may cost the last answers, never the file

    def _check_kind(self) -> None:
        try:
            with self._path.open("rb") as file:
                head = file.read(100)
        except FileNotFoundError:
            return
        except OSError as error:
            raise self._unusable(error) from None
        # A new file is empty until its first transaction, which writes the mark: another process may be about to.
        ours = head.startswith(_MAGIC) and head[68:72] == _APPLICATION.to_bytes(4)
        if head and not ours:
            raise InputError(f"{self._path.name} is no archive of this program; name another file, or a new one")

    def _set_aside(self) -> None:
        _log.warning("the archive is damaged; it was set aside and a new one begun", file=self._path.name)
        self._path.replace(self._path.with_name(self._path.name + ".damaged"))
        for suffix in ("-wal", "-shm"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)

    def _unusable(self, error: Exception) -> ReporterError:
        reason = getattr(error, "strerror", None) or str(error)
        return ReporterError(f"the archive {self._path.name} cannot be used: {reason}")


def _write_ahead(connection: sqlite3.Connection) -> None:
    # For this alone SQLite does not wait: another job that opens the new file at the same moment would make it fail at once.
    until = time.monotonic() + _BUSY
    while True:
        try:
            connection.execute("pragma journal_mode = wal")
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return


def _key(network: str | None, question: Question) -> bytes:
    parts = (network or "?", question.method, question.params)
    return hashlib.sha256("\x00".join(parts).encode()).digest()


def _digest(key: bytes, refused: bool, body: bytes) -> bytes:
    return hashlib.sha256(key + bytes([refused]) + body).digest()
