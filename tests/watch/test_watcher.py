"""Every launch of a simulated hour is asked for exactly once, whatever the websocket does."""

import asyncio
import functools
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from reporter.simulator.hour import Hour
from reporter.simulator.world import HOUR
from reporter.watch.watcher import Watcher
from tests.watch.live import CountingDesk, live, register_at, until, watcher_of

LAPSES: dict[str, dict[str, Any]] = {
    "all well": {},
    "notices missing": {"skip": 0.5},
    "no notice at all": {"skip": 1.0},
    "connections breaking": {"drop_every": 9, "refuse_after_drop": 3},
    "everything at once": {"skip": 0.3, "drop_every": 13, "twice_every": 3, "refuse_after_drop": 2, "garbled_every": 17},
}


@pytest.mark.parametrize("lapses", LAPSES.values(), ids=LAPSES)
async def test_every_launch_of_an_hour_is_asked_for_exactly_once(played: Hour, tmp_path: Path, lapses: dict[str, Any]) -> None:
    desk = CountingDesk()
    with live(played, **lapses) as world:
        watcher, source = watcher_of(world, register_at(tmp_path), desk)
        running = asyncio.create_task(watcher.run())
        await until(lambda: watcher.tally.sweeps >= 2)
        await world.play(played.start + HOUR, steps=30, pause=0.01)
        await until(lambda: len(desk.asked) >= len(played.launches))
        sweeps = watcher.tally.sweeps
        await until(lambda: watcher.tally.sweeps >= sweeps + 4)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await source.aclose()
    assert desk.asked == Counter(made.mint for made in played.launches)
    assert watcher.tally.found == watcher.tally.enqueued == len(played.launches)
    if "drop_every" in lapses:
        assert world.sockets.drops > 3
        assert watcher.tally.connections > 3
    if "refuse_after_drop" in lapses:
        assert world.sockets.refused > 3
    if lapses.get("skip"):
        assert watcher.tally.missed > 0
    if not lapses:
        assert watcher.tally.missed < len(played.launches) // 4


async def test_a_watcher_stopped_anywhere_and_started_again_neither_loses_nor_doubles(played: Hour, tmp_path: Path) -> None:
    desk, draw, starts = CountingDesk(), random.Random(5), 0
    with live(played, skip=0.3, drop_every=13, faults={"disconnect_every": 37, "unhealthy_every": 41}) as world:
        playing: asyncio.Task[None] | None = None
        for _ in range(25):
            watcher, source = watcher_of(world, register_at(tmp_path), desk)
            running = asyncio.create_task(watcher.run())
            starts += 1
            if playing is None:
                await until(functools.partial(_swept, watcher, 2))
                playing = asyncio.create_task(world.play(played.start + HOUR, steps=120, pause=0.05))
            await asyncio.sleep(draw.uniform(0.05, 0.5))
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
            await source.aclose()
        assert playing is not None
        await playing
        watcher, source = watcher_of(world, register_at(tmp_path), desk)
        running = asyncio.create_task(watcher.run())
        await until(lambda: len(desk.asked) >= len(played.launches))
        await until(lambda: watcher.tally.sweeps >= 4)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await source.aclose()
    assert starts == 25
    assert desk.asked == Counter(made.mint for made in played.launches)


def _swept(watcher: Watcher, times: int) -> bool:
    return watcher.tally.sweeps >= times
