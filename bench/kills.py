"""`python -m bench.kills`: workers killed at random while they make reports, and what came of the jobs.

Every worker has an archive of its own, as on a machine of its own, and a new one comes in the place of each that was killed:
what a job had been answered before can only come from its checkpoints. The ledger counts who was asked what, and when.
"""

import argparse
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import threading
import time
from collections import ChainMap, Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa
from msgspec import Struct
from pydantic import SecretStr

from bench.postgres import cluster
from reporter import log
from reporter.collect.session import make_report
from reporter.jobs.durable.book import _ANSWERS, _unpacked
from reporter.jobs.durable.database import Database
from reporter.jobs.durable.opened import opened
from reporter.jobs.durable.rows import Pace
from reporter.jobs.durable.tables import checkpoints
from reporter.jobs.durable.tables import jobs as table
from reporter.jobs.job import BULK, Job, Request
from reporter.model.pack import Parameters
from reporter.model.questions import Question
from reporter.settings import Settings
from reporter.simulator.launch import funded_launch
from reporter.simulator.node import Node
from reporter.simulator.server import Server, serve

PACE = Pace(beat=0.25, lapse=6.0, poll=0.1)  # on a busy machine a living worker is silent for seconds
SMALL: dict[str, Any] = {"group": 6, "strangers": 14, "payouts": 8, "minutes": 5.0}
BETWEEN = (40, 160)  # questions from one kill to the next; a report takes some 175
LATENCY = 0.04  # seconds an answer takes


class Town:
    """Many small launches behind one node."""

    genesis = "5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d"

    def __init__(self, launches: int) -> None:
        worlds = [funded_launch(seed, **SMALL) for seed in range(100, 100 + launches)]
        ledgers = [world.ledger for world in worlds]
        self.mints = [world.truth.mint for world in worlds]
        self.blocks = ChainMap(*(ledger.blocks for ledger in ledgers))
        self.by_signature = ChainMap(*(ledger.by_signature for ledger in ledgers))
        self.history = ChainMap(*(ledger.history for ledger in ledgers))
        self.accounts = ChainMap(*(ledger.accounts for ledger in ledgers))
        self.tip = max(ledger.tip for ledger in ledgers)


class Outcome(Struct, frozen=True):
    """What came of a run. All but the first four should be empty or zero."""

    kills: int
    jobs: int
    seconds: float
    attempts: int
    unfinished: list[str]
    ended_twice: list[str]
    lost: list[str]
    doubled: int
    different: list[str]
    fetched_twice: int

    @property
    def sound(self) -> bool:
        """True when nothing went wrong."""
        return not (self.unfinished or self.ended_twice or self.lost or self.doubled or self.different or self.fetched_twice)


@contextmanager
def ledger(town: Any, asked: list[tuple[float, Question]]) -> Iterator[Server]:
    """Serve a town; every question is noted with the moment it came."""
    one = Node._one

    def noted(self: Node, request: Any) -> Any:
        params = msgspec.json.encode(request.get("params") or [], order="sorted").decode()
        asked.append((time.time(), Question(str(request.get("method")), params)))
        return one(self, request)

    Node._one = noted  # type: ignore[method-assign]
    try:
        with serve(town, latency=LATENCY) as server:
            yield server
    finally:
        Node._one = one  # type: ignore[method-assign]


def settings(url: str, folder: Path, endpoint: str) -> Settings:
    """Those of one process."""
    return Settings(database_url=SecretStr(url), data_dir=folder, rpc_urls=(SecretStr(endpoint),), jobs=2)


def work(url: str, folder: str, endpoint: str) -> None:
    """A worker process: works until it is killed."""
    log.setup()
    opened(settings(url, Path(folder), endpoint), pace=PACE)
    threading.Event().wait()


class Fleet:
    """Worker processes, each forked from one that has loaded the program."""

    def __init__(self, url: str, folder: Path, endpoint: str, *, own_folders: bool) -> None:
        self._arguments = (url, endpoint)
        self._folder = folder
        self._own = own_folders
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["bench.kills"])
        self._number = 0
        self.alive: list[Any] = []

    def start(self) -> None:
        self._number += 1
        folder = self._folder / (f"machine-{self._number}" if self._own else "machine")
        url, endpoint = self._arguments
        process = self._context.Process(target=work, args=(url, str(folder), endpoint), daemon=True)
        process.start()
        self.alive.append(process)

    def kill_one(self, chance: random.Random, busy: frozenset[int] = frozenset()) -> None:
        """Kill any of those that are `busy`, else any."""
        process = chance.choice([one for one in self.alive if one.pid in busy] or self.alive)
        self.alive.remove(process)
        os.kill(process.pid, signal.SIGKILL)
        process.join()

    def stop(self) -> None:
        while self.alive:
            self.kill_one(random.Random(0))


def run(
    url: str,
    folder: Path,
    *,
    jobs: int,
    kills: int,
    workers: int,
    seed: int = 1,
    between: tuple[int, int] = BETWEEN,
    halfway: Callable[[], None] | None = None,
    patience: float = 900.0,
) -> Outcome:
    """Order reports, kill workers while they are made, and look at what there is in the end.

    One is killed each time so many more questions were asked, `between` at least and at most: on a busy machine likewise.
    """
    chance, asked = random.Random(seed), list[tuple[float, Question]]()
    town, begun = Town(jobs), time.monotonic()
    with ledger(town, asked) as server:
        durable = opened(settings(url, folder / "machine", server.url), working=False, pace=PACE)
        _audit(durable.database)
        wanted = [Request(Parameters(mint), priority=BULK) for mint in town.mints]
        keys = durable.desk.submit_bulk(wanted).jobs
        fleet = Fleet(url, folder, server.url, own_folders=workers > 1)
        try:
            for _ in range(workers):
                fleet.start()
            done, until = 0, time.monotonic() + patience
            while done < kills and _unfinished(durable.desk, keys):
                further = len(asked) + chance.randint(*between)
                while len(asked) < further and time.monotonic() < until and _unfinished(durable.desk, keys):
                    time.sleep(0.02)
                if len(asked) < further:
                    break
                fleet.kill_one(chance, _busy(durable.database))
                fleet.start()
                done += 1
                if halfway is not None and done == kills // 2:
                    halfway()
            while _unfinished(durable.desk, keys) and time.monotonic() < until:
                time.sleep(0.2)
        finally:
            fleet.stop()
        seconds = time.monotonic() - begun
        found = [job for job in map(durable.desk.get, keys) if job is not None]
        outcome = _outcome(durable, found, asked, done, seconds)
        different = _different(found, server.url, folder)
        durable.desk.close()
    return msgspec.structs.replace(outcome, different=different)


def _unfinished(desk: Any, keys: Any) -> list[str]:
    return [key for key in keys if not desk.get(key).finished]


def _busy(database: Database) -> frozenset[int]:
    """The processes that make a report now."""
    rows = database.read(sa.select(table.c.worker).where(table.c.state == "active"))
    return frozenset(int(row.worker.partition("-")[0]) for row in rows)


def _audit(database: Database) -> None:
    """Keep a copy of every checkpoint: jobs drop theirs when they end."""

    def make(connection: sa.Connection) -> None:
        connection.exec_driver_sql("create table audit as select * from job_checkpoints where 1 = 0")
        columns = "job, number, phase, finished, at, body"
        new = ", ".join(f"new.{name}" for name in columns.split(", "))
        copy = f"insert into audit ({columns}) values ({new})"
        if database.shared:
            connection.exec_driver_sql(
                f"create function note() returns trigger language plpgsql as $$ begin {copy}; return new; end $$"
            )
            connection.exec_driver_sql(
                "create trigger note after insert on job_checkpoints for each row execute function note()"
            )
        else:
            connection.exec_driver_sql(f"create trigger note after insert on job_checkpoints begin {copy}; end")

    database.run(make)


def _outcome(durable: Any, found: list[Job], asked: list[tuple[float, Question]], kills: int, seconds: float) -> Outcome:
    shelf, desk = durable.shelf, durable.desk
    ends = {job.key: [event for event in desk.events(job.key) if event.status == job.state] for job in found}
    kept = {(head.id.mint, head.id.sha256) for head in shelf.recent(10_000)}
    ours = {(job.report.mint, job.report.sha256) for job in found if job.report is not None}
    return Outcome(
        kills=kills,
        jobs=len(found),
        seconds=round(seconds, 1),
        attempts=sum(job.attempts for job in found),
        unfinished=[f"{job.key}: {job.state} {job.message}" for job in found if job.state not in {"completed", "partial"}],
        ended_twice=[key for key, told in ends.items() if len(told) != 1],
        lost=[job.key for job in found if job.report is None or (job.report.mint, job.report.sha256) not in kept],
        doubled=len(kept - ours) + len(found) - len(ours),
        different=[],
        fetched_twice=_fetched_twice(durable.database, asked),
    )


def _fetched_twice(database: Database, asked: list[tuple[float, Question]]) -> int:
    """Questions of a finished phase that were asked again after that phase was written down.

    What several jobs ask (the genesis hash, blocks they share) may be asked by each, and is left out.
    """
    audit = sa.table("audit", *(sa.column(column.name) for column in checkpoints.columns))
    rows = database.read(sa.select(audit).where(audit.c.finished))
    known = [(row.job, float(row.at), answer.question) for row in rows for answer in _ANSWERS.decode(_unpacked(row.body))]
    askers = Counter(question for _, question in {(job, question) for job, _, question in known})
    since = {question: at for _, at, question in known if askers[question] == 1}
    return sum(question in since and at > since[question] for at, question in asked)


def _different(found: list[Job], endpoint: str, folder: Path) -> list[str]:
    """Jobs whose report is not the one that a run without any interruption gives; every fourth is looked at."""
    wrong = []
    for job in found[::4]:
        made = make_report(job.parameters, endpoints=[endpoint], data_dir=folder / "undisturbed", watch=lambda _: None)
        if job.report is None or made.report.snapshot.pack_sha256 != job.report.sha256:
            wrong.append(job.key)
    return wrong


def main() -> int:
    """Print one line a run. Ends with 1 when anything went wrong."""
    parser = argparse.ArgumentParser(prog="python -m bench.kills", description=__doc__)
    parser.add_argument("--jobs", type=int, default=30)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--workers", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=("postgres", "restart", "sqlite"))
    given = parser.parse_args()
    sound = True
    with tempfile.TemporaryDirectory(prefix="kills-") as name, cluster() as running:
        folder = Path(name)

        def restart() -> None:
            running.stop()
            running.start()

        runs: dict[str, Callable[[], Outcome]] = {
            "postgres": lambda: run(
                running.url("kills"), folder / "a", jobs=given.jobs, kills=given.kills, workers=given.workers, seed=given.seed
            ),
            "restart": lambda: run(
                running.url("restart"), folder / "b", jobs=10, kills=6, workers=2, seed=given.seed, halfway=restart
            ),
            "sqlite": lambda: run(
                f"sqlite:///{folder / 'jobs.sqlite3'}",
                folder / "c",
                jobs=given.jobs,
                kills=given.kills,
                workers=1,
                seed=given.seed,
                between=(80, 200),
            ),
        }
        for kind, measure in runs.items():
            if given.only in {None, kind}:
                outcome = measure()
                sound &= outcome.sound
                sys.stdout.write(f"{kind}: {msgspec.json.encode(outcome).decode()}\n")
                sys.stdout.flush()
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
