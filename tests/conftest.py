"""Fixtures every room's tests may use."""

from pathlib import Path

import pytest
from hypothesis import settings

from tests.no_skips import pytest_make_collect_report, pytest_runtest_makereport
from tests.recorded import shared_folder

settings.register_profile("house", deadline=None)  # a busy machine is no fault of the code: timeouts are pytest's
settings.load_profile("house")

__all__ = ["pytest_make_collect_report", "pytest_runtest_makereport", "shared"]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of recorded mainnet transactions and blocks."""
    return shared_folder()
