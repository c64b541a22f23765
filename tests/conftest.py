"""Fixtures every room's tests may use."""

from pathlib import Path

import pytest

from tests.recorded import shared_folder


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of recorded mainnet transactions and blocks."""
    return shared_folder()
