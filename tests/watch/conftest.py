"""One simulated hour for all tests of this room; a finished ledger is only read."""

import pytest

from reporter.simulator.hour import Hour, hour


@pytest.fixture(scope="package")
def played() -> Hour:
    return hour(21, launches=60)
