"""Fixtures every room's tests may use."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.no_skips import pytest_make_collect_report, pytest_runtest_makereport
from tests.recorded import shared_folder

settings.register_profile("house", deadline=None)  # a busy machine is no fault of the code: timeouts are pytest's
settings.load_profile("house")

__all__ = ["own_main", "pytest_make_collect_report", "pytest_runtest_makereport", "shared"]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of recorded mainnet transactions and blocks."""
    return shared_folder()


@pytest.fixture(autouse=True)
def own_main() -> Iterator[None]:
    """Streamlit leaves the page it ran as `__main__`; processes begun by a later test would run that page, and die of it."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main
