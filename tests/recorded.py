"""Where the recorded mainnet data lies, and what its absence means.

A clone without the shared folder still tests the recordings carried in tests/data/recorded; tests that need more skip with a
reason, except under REQUIRE_SHARED=1, where the folder's absence is a failure.
"""

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
SHARED = REPOSITORY.parent / "shared"
CARRIED = REPOSITORY / "tests" / "data" / "recorded"


def shared_folder() -> Path:
    """The shared folder; skips the calling test where it is absent, fails it when it must be there."""
    if (SHARED / "transactions").is_dir():
        return SHARED
    if os.environ.get("REQUIRE_SHARED") == "1":
        pytest.fail("REQUIRE_SHARED=1, but the recorded mainnet data is absent")
    pytest.skip("recorded mainnet data (../shared) is absent")
