"""Worlds and a running node shared by the tests of this room; a finished ledger is only read."""

from collections.abc import Iterator

import httpx
import pytest

from reporter.simulator.launch import funded_launch, hot_launch
from reporter.simulator.server import Server, serve
from reporter.simulator.truth import Launch
from tests.simulator.asking import Ask

SMALL = {"group": 6, "strangers": 14, "payouts": 8, "minutes": 5.0}


@pytest.fixture(scope="package")
def launch() -> Launch:
    """A whole standard launch."""
    return funded_launch(11)


@pytest.fixture(scope="package")
def hot() -> Launch:
    """A launch that nobody runs."""
    return hot_launch(12, buyers=60, payouts=10)


@pytest.fixture(scope="package")
def small() -> Launch:
    """A launch with few people."""
    return funded_launch(13, **SMALL)


@pytest.fixture(scope="package")
def node(launch: Launch) -> Iterator[Server]:
    """The standard launch behind JSON-RPC."""
    with serve(launch.ledger) as server:
        yield server


@pytest.fixture(scope="package")
def client() -> Iterator[httpx.Client]:
    """One HTTP client for all; making one takes longer than most tests."""
    with httpx.Client(timeout=30) as made:
        yield made


@pytest.fixture
def ask(node: Server, client: httpx.Client) -> Ask:
    """Ask the standard node."""
    return Ask(client, node.url)
