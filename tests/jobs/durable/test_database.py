"""The tables are what the program believes, whoever made them and however often."""

import threading
import time

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from reporter.errors import InputError, ReporterError
from reporter.jobs.durable.database import VERSIONS, Database
from reporter.jobs.durable.rates import Rates
from reporter.jobs.durable.tables import jobs, metadata, rates


def test_migrations_give_the_tables_the_program_works_with(empty):
    database = Database(empty, patience=20)
    with database.engine.connect() as connection:
        known = {
            "version_table": VERSIONS,
            "include_name": lambda name, kind, _parents: kind != "table" or name in metadata.tables,
        }
        assert compare_metadata(MigrationContext.configure(connection, opts=known), metadata) == []
    database.close()


def test_processes_that_start_together_make_the_tables_once(empty):
    opened: list[Database] = []
    starts = [threading.Thread(target=lambda: opened.append(Database(empty, patience=30))) for _ in range(4)]
    for start in starts:
        start.start()
    for start in starts:
        start.join()
    assert len(opened) == 4
    for database in opened:
        assert database.read(sa.select(jobs)) == []
        database.close()


def test_the_clock_is_the_seconds_since_1970(database):
    [[now]] = database.read(sa.select(database.now))
    assert abs(now - time.time()) < 5


@pytest.mark.parametrize("url", ["mysql://somewhere/x", "no url", "sqlite://", "http://example.org"])
def test_a_database_of_another_kind_is_refused(url):
    with pytest.raises(InputError):
        Database(url)


def test_a_database_that_does_not_answer_is_told_without_its_address():
    with pytest.raises(ReporterError) as told:
        Database("postgresql://somebody:sesame@127.0.0.1:9/x", patience=0.2)
    assert "sesame" not in str(told.value)
    assert told.value.__cause__ is None


def test_a_transaction_that_fails_leaves_nothing(database):
    def work(connection: sa.Connection) -> None:
        connection.execute(sa.insert(rates).values(endpoint="a", promised=1.0))
        raise RuntimeError

    with pytest.raises(RuntimeError):
        database.run(work)
    assert database.read(sa.select(rates)) == []


def test_workers_share_the_rate_of_an_endpoint(database):
    ours, theirs = Rates(database, 0.1), Rates(database, 0.1)
    one, other = "a" * 64, "b" * 64
    begun = time.monotonic()
    waits = [ours.take(one, 10), theirs.take(one, 1), ours.take(one, 1)]
    passed = time.monotonic() - begun
    assert waits == [0, pytest.approx(100, abs=passed + 0.01), pytest.approx(110, abs=passed + 0.01)]
    assert theirs.take(other, 1) == 0


def test_many_who_ask_at_once_get_a_turn_each(database):
    turns: list[float] = []
    shared = Rates(database, 0.1)
    askers = [threading.Thread(target=lambda: turns.append(shared.take("c" * 64, 1))) for _ in range(6)]
    begun = time.monotonic()
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    passed = time.monotonic() - begun
    assert sorted(turns) == [pytest.approx(10 * place, abs=passed + 0.01) for place in range(6)]
