"""Whatever a test opens is closed after it."""

from collections.abc import AsyncIterator

import pytest

from tests.ledger import examples


@pytest.fixture(autouse=True)
async def _close_sources() -> AsyncIterator[None]:
    yield
    while examples.opened:
        await examples.opened.pop().aclose()
