"""One report from start to end: source, archive, loop, pack, analysis put together. What the CLI and the app call."""

import asyncio
import hashlib
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from reporter import __version__
from reporter.collect.run import collect
from reporter.ledger.answers import MemoryAnswers
from reporter.ledger.archive import Archive
from reporter.ledger.archive_store import ArchiveStore
from reporter.ledger.rpc.source import RpcSource
from reporter.ledger.shipped import load_background, load_labels, load_rules
from reporter.ledger.source import LedgerSource
from reporter.model.labels import Labels
from reporter.model.pack import Pack, Parameters, Provenance
from reporter.model.progress import Progress, Watcher
from reporter.model.report import Report
from reporter.model.rules import RuleSet
from reporter.report.analyse import analyse

RESUMABLE: Final = 3600.0  # seconds a killed run's own answers stay good: holders read longer ago are another snapshot


class Made(Struct, frozen=True):
    """A report and the pack it was derived from."""

    report: Report
    pack: Pack


def make_report(
    parameters: Parameters,
    *,
    endpoints: Sequence[str],
    data_dir: Path,
    watch: Watcher,
    max_rps: float | None = None,
) -> Made:
    """Collect and analyse.

    The archive lies in `data_dir`; a run that was killed within the last hour goes on where it stopped. Raises the errors of
    `reporter.errors`, Cancelled among them when `watch` raises it.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    labels, rules = load_labels(), load_rules()
    source = RpcSource(endpoints, max_rps=max_rps)
    answers = asyncio.run(_collect(parameters, source, labels, rules, data_dir, watch))
    pack = Pack(parameters, Provenance((source.name,), __version__), rules, labels, load_background(), answers)
    watch(Progress("linking", 0, 1, len(answers)))
    report = analyse(pack)
    watch(Progress("render", 1, 1, len(answers)))
    return Made(report, pack)


async def _collect(
    parameters: Parameters, source: LedgerSource, labels: Labels, rules: RuleSet, data_dir: Path, watch: Watcher
) -> MemoryAnswers:
    """Collect behind the archive. The run's own answers are forgotten only once all of them are there."""
    run, path = run_name(parameters), data_dir / "archive.sqlite3"
    _forget_old_runs(path)
    archive = Archive(path, source, run)
    try:
        answers = await collect(parameters, archive, labels, rules, watch)
        archive.finish(run)
    finally:
        await archive.aclose()
    return answers


def _forget_old_runs(path: Path) -> None:
    """Opening a run makes it new again, so what it left too long ago has to go before."""
    store = ArchiveStore(path)
    try:
        store.sweep(time.time() - RESUMABLE)
    finally:
        store.close()


def run_name(parameters: Parameters) -> str:
    """The same request is the same run: a hash of its parameters."""
    return hashlib.sha256(msgspec.json.encode(parameters, order="sorted")).hexdigest()[:32]
