"""Services of the pages with a real store and runner, and a maker that does as it is told."""

import threading
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from reporter.jobs.job import Make
from reporter.jobs.runner import Runner
from reporter.jobs.samples import with_reports
from reporter.jobs.store import Store
from reporter.ledger.probe import Capability
from reporter.model.pack import Pack, Parameters
from reporter.model.progress import Draft, Progress, Watcher
from reporter.model.report import Report
from reporter.report.render import json_document
from reporter.web.services import Services
from tests.jobs.reports import pack_of
from tests.report.factory import make_report

EXPLORER = "https://solscan.io/{kind}/{id}"


class Result(Struct, frozen=True):
    report: Report
    pack: Pack


class Maker:
    """Tells one step and `drafts`, waits until `go` is set, then returns `report` on the mint asked for, or raises `error`."""

    def __init__(self, report: Report | None = None) -> None:
        self.report = report or make_report()
        self.error: Exception | None = None
        self.drafts: list[Draft] = []
        self.entered = threading.Event()
        self.go = threading.Event()
        self.asked: list[Parameters] = []
        self.endpoints: list[tuple[str, ...]] = []
        self.rates: list[float | None] = []

    def __call__(self, parameters: Parameters, watch: Watcher) -> Result:
        self.asked.append(parameters)
        watch(Progress("resolve", 4, 4, 4))
        watch(Progress("trades", 120, 300, 124, "page 2"))
        for draft in self.drafts:
            watch(Progress("provenance", 0, 90, 130, draft=draft))
        self.entered.set()
        assert self.go.wait(10)
        watch(Progress("render", 1, 1, 500))
        if self.error is not None:
            raise self.error
        return Result(self.report, pack_of(self.report))

    def through(self, endpoints: Sequence[str], rate: float | None = None) -> Make:
        if endpoints:
            self.endpoints.append(tuple(endpoints))
            self.rates.append(rate)
        return self


def probed(url: str) -> list[Capability]:
    """What the fake endpoint can do: one that is called silent does not answer."""
    if "silent" in url:
        return [Capability("reachable", ok=False, detail="no answer")]
    return [Capability("reachable", ok=True, detail="answers JSON-RPC"), Capability("batches", ok=None, detail="not tried")]


def make_services(
    folder: Path, maker: Maker, reports: Sequence[Report] = (), samples: dict[str, Report] | None = None
) -> Services:
    """Services over `folder`, with these reports stored and these samples shipped."""
    store = Store(folder)
    for report in reports:
        store.save(report, pack_of(report))
    packs = []
    for name, report in (samples or {}).items():
        pack = folder / f"{name}.zip"
        pack.write_bytes(b"PK")
        pack.with_suffix(".json").write_bytes(json_document.render(report))
        packs.append(pack)
    return Services(
        store=store,
        runner=Runner(maker.through, store),
        samples=tuple(with_reports(packs)),
        probe=probed,
        budget=2500,
        window=300,
        explorer=EXPLORER,
        rules="2026-11-27",
    )
