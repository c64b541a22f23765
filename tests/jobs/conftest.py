"""The servers the tests of the jobs need."""

import os
from collections.abc import Iterator

import pytest

from bench.postgres import Cluster, binaries, cluster
from reporter.jobs.durable.database import Database
from tests.jobs.desks import MIGRATED


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A real PostgreSQL, one for this test process. Where it is not installed, CI fails and other machines skip."""
    try:
        binaries()
    except LookupError as absent:
        if os.environ.get("CI") == "true":
            pytest.fail(str(absent))
        pytest.skip(str(absent))
    with cluster() as running:
        Database(running.url(MIGRATED)).close()
        yield running
