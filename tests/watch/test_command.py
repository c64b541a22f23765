"""`reporter watch` as a process: killed without warning again and again, every launch of the hour has one job."""

import asyncio
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from reporter.cli.app import main
from reporter.cli.watch import summary
from reporter.jobs.durable.opened import opened
from reporter.jobs.job import Job
from reporter.settings import Settings
from reporter.simulator.hour import Hour
from reporter.simulator.world import HOUR
from reporter.watch.tally import Tally
from tests.watch.live import Live, live, until


def start(world: Live, folder: Path, *options: str) -> subprocess.Popen[str]:
    platforms = ["--platform", "pumpfun", "--platform", "bonk"]
    address = ["--rpc-url", world.node.url, "--ws-url", world.sockets.url]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("REPORTER_")}
    return subprocess.Popen(
        [sys.executable, "-m", "reporter", "watch", *platforms, *address, *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=folder,
        env={**environment, "REPORTER_DATA_DIR": str(folder), "PYTHONPATH": os.pathsep.join(sys.path)},
    )


def jobs(folder: Path) -> list[Job]:
    desk = opened(Settings(data_dir=folder, _env_file=None), working=False).desk  # type: ignore[call-arg]
    try:
        found: list[Job] = []
        cursor: str | None = None
        while True:
            page = desk.history(before=cursor, limit=100)
            found += page.jobs
            cursor = page.before
            if cursor is None:
                return found
    finally:
        desk.close()


async def test_a_watcher_killed_at_random_leaves_one_job_for_every_launch(played: Hour, tmp_path: Path) -> None:
    draw, printed = random.Random(8), ""
    with live(played, skip=0.3, drop_every=25) as world:
        process = start(world, tmp_path)
        await until(lambda: world.sockets.connected >= 1)
        await until(lambda: world.node.calls["getSignaturesForAddress"] >= 2)
        for part in range(1, 6):
            connected = world.sockets.connected
            await world.play(played.start + part * HOUR / 5, steps=8, pause=0.05)
            await asyncio.sleep(draw.uniform(0.0, 0.8))
            process.send_signal(signal.SIGKILL)
            printed += (await asyncio.to_thread(process.communicate))[0]
            process = start(world, tmp_path)
            await until(lambda before=connected: world.sockets.connected > before)  # type: ignore[misc]
        await until(lambda: len(jobs(tmp_path)) >= len(played.launches))
        process.send_signal(signal.SIGINT)
        out, err = await asyncio.to_thread(process.communicate)
    assert process.returncode == 130
    made = jobs(tmp_path)
    assert Counter(job.parameters.mint for job in made) == Counter(one.mint for one in played.launches)
    assert {job.state for job in made} == {"waiting"}
    told = Counter(line.split()[0] for line in (printed + out).splitlines())
    assert set(told) <= {one.mint for one in played.launches}
    assert "launches found" in err
    assert world.node.url not in err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--platform", "unknown"], "there are pumpfun, bonk, meteora, heaven"),
        (["--platform", "pumpfun", "--ws-url", "ftp://s3cret"], "the websocket's address is no URL"),
        (["--platform", "pumpfun", "--rpc-url", "s3cret"], "--rpc-url number 1 is no http or https URL"),
        ([], "missing option '--platform'"),
    ],
)
def test_what_cannot_be_watched_is_refused_at_once(words: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["watch", *words]) == 2
    err = capsys.readouterr().err
    assert told in err
    assert "s3cret" not in err


def test_the_summary_counts_everything_that_is_left_out() -> None:
    tally = Tally(found=9, enqueued=4, passed=2, dropped=1, missed=3, unreadable=5, gaps=6, connections=7)
    assert summary(tally, {"held": 8, "enqueued": 90}) == (
        "9 launches found (3 without a notice), 4 asked for, 8 held, 2 not sampled, 1 dropped, 5 transactions unreadable, "
        "6 gaps, 7 connections"
    )
