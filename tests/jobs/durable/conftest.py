"""Databases for the tests of what lies in them: a SQLite file, and a database of a real PostgreSQL."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.postgres import Cluster
from reporter.jobs.durable.database import Database
from tests.jobs.desks import MIGRATED

_numbers = itertools.count(1)


@pytest.fixture(params=["sqlite", "postgres"])
def kind(request) -> str:
    """Which database."""
    chosen: str = request.param
    return chosen


@pytest.fixture
def empty(kind, request, tmp_path) -> str:
    """One without any tables."""
    return _url(kind, request, tmp_path, "template1")


@pytest.fixture
def url(kind, request, tmp_path) -> str:
    """One whose tables are made."""
    return _url(kind, request, tmp_path, MIGRATED)


@pytest.fixture
def database(url) -> Iterator[Database]:
    """The same, opened."""
    opened = Database(url, patience=20)
    yield opened
    opened.close()


def _url(kind: str, request: pytest.FixtureRequest, folder: Path, like: str) -> str:
    if kind == "sqlite":
        return f"sqlite:///{folder / 'jobs.sqlite3'}"
    cluster: Cluster = request.getfixturevalue("postgres")
    return cluster.url(f"durable_{next(_numbers)}", like)
