"""A whole API over a real store, database and desk in memory, with a maker that does as it is told."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import httpx
import msgspec
import sqlalchemy as sa

from reporter.api.database import migrate
from reporter.api.keys import SCOPES, Scope
from reporter.api.services import Services
from reporter.jobs.job import FINISHED, Job
from reporter.jobs.runner import Runner
from reporter.jobs.store import Store
from reporter.model.pack import Pack, Parameters
from reporter.model.progress import Progress, Watcher
from reporter.model.report import Report
from reporter.serve import compose
from reporter.serve.service import front
from reporter.settings import Settings
from tests.api.asgi import client_of
from tests.jobs.reports import pack_of
from tests.report.factory import make_report


class Made(msgspec.Struct, frozen=True):
    report: Report
    pack: Pack


class Maker:
    """Makes a report on any mint at once; with `hold`, only until it is told to go on or to stop."""

    def __init__(self) -> None:
        self.hold = False
        self.error: Exception | None = None
        self.through: list[Sequence[str]] = []
        self.changes: dict[str, Any] = {}

    def bound(self, endpoints: Sequence[str], _rate: float | None) -> Any:
        def make(parameters: Parameters, watch: Watcher) -> Made:
            self.through.append(endpoints)
            watch(Progress("resolve", 4, 4, 4))
            watch(Progress("trades", 1, 2, 124, "page 1"))
            while self.hold:
                watch(Progress("trades", 1, 2, 124, "page 1"))
            if self.error is not None:
                raise self.error
            watch(Progress("render", 1, 1, 500))
            report = make_report(mint=parameters.mint, **self.changes)
            return Made(report, pack_of(report))

        return make


class World:
    """The services, the application in front of them, and keys of every kind."""

    def __init__(self, folder: Path, *, resolver: Any = None, **settings: Any) -> None:
        self.maker = Maker()
        self.store = Store(folder)
        self.now = 1_790_100_000.0
        self.settings = Settings.model_validate({"data_dir": folder, "anonymous_rate": 100_000, **settings})
        desk = Runner(self.maker.bound, self.store, rules="test", clock=self.clock)
        self.engine = engine_in(folder)
        self.services: Services = compose.services(
            self.settings, self.engine, desk, self.store, clock=self.clock, resolver=resolver or _documented
        )
        self.app = front(self.services)

    def clock(self) -> float:
        """The time of this world."""
        return self.now

    def key(self, *scopes: Scope, name: str = "a platform", per_minute: int = 100_000) -> str:
        """A new key; without scopes it opens everything."""
        return self.services.keys.new(name, scopes or SCOPES, per_minute)[1]

    def client(self, key: str | None = None, **options: Any) -> httpx.AsyncClient:
        """A client that shows a key, or none."""
        headers = {"authorization": f"Bearer {key}"} if key else {}
        return client_of(self.app, headers=headers, **options)

    def keep(self, report: Report, owner: str | None = None) -> Report:
        """Store a report, public or of one key."""
        shelf = self.store if owner is None else self.store.private(owner)
        shelf.save(report, pack_of(report))
        return report

    def close(self) -> None:
        """Stop all jobs and let go of the database."""
        self.maker.hold = False
        self.services.desk.close()
        self.engine.dispose()


def engine_in(folder: Path) -> sa.Engine:
    """A database with the API's tables."""
    folder.mkdir(exist_ok=True)
    engine = sa.create_engine(f"sqlite:///{folder / 'jobs.sqlite3'}", connect_args={"timeout": 20})
    migrate(engine)
    return engine


async def ended(world: World, key: str) -> Job:
    """Wait for a job to end."""
    async with asyncio.timeout(20):
        while True:
            job = world.services.desk.get(key)
            if job is not None and job.state in FINISHED:
                return job
            await asyncio.sleep(0.01)


async def _documented(host: str, _port: int) -> list[str]:
    """No name is looked up in tests: names of example domains are public, private.example is not."""
    if "private" in host:
        return ["10.0.0.7"]
    if host.endswith(".example"):
        return ["93.184.215.14"]
    return [host]
