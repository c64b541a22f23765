"""Fixtures every room's tests may use."""

from pathlib import Path

import pytest

from tests.no_skips import pytest_make_collect_report, pytest_runtest_makereport
from tests.recorded import shared_folder

__all__ = ["pytest_make_collect_report", "pytest_runtest_makereport", "shared"]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of recorded mainnet transactions and blocks."""
    return shared_folder()
