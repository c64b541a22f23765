"""The file of the archive, opened by several jobs at once."""

import sqlite3
import threading

from reporter.ledger.archive_store import _write_ahead


def test_who_opens_a_new_file_waits_for_another_that_writes_to_it(tmp_path):
    def opened() -> sqlite3.Connection:
        return sqlite3.connect(tmp_path / "new.db", isolation_level=None, check_same_thread=False)

    first, second = opened(), opened()
    first.execute("create table answers (one)")
    second.execute("begin immediate")
    release = threading.Timer(0.3, lambda: second.execute("commit"))
    release.start()
    _write_ahead(first)
    release.join()
    assert first.execute("pragma journal_mode").fetchone() == ("wal",)
    first.close()
    second.close()
