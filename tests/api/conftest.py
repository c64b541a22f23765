"""One world for each test."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.api.world import World


@pytest.fixture
def build(tmp_path: Path) -> Iterator[Callable[..., World]]:
    """Worlds with settings of one's own."""
    worlds: list[World] = []

    def make(**settings: Any) -> World:
        worlds.append(World(tmp_path / str(len(worlds)), **settings))
        return worlds[-1]

    yield make
    for world in worlds:
        world.close()


@pytest.fixture
def world(build: Callable[..., World]) -> World:
    """A world with usual settings."""
    return build()
