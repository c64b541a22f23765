"""One report from start to end: source, archive, loop, pack, analysis put together. What the CLI and the app call."""

import asyncio
import hashlib
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from reporter import __version__
from reporter.collect.drafts import Drafts
from reporter.collect.run import collect
from reporter.ledger.answers import MemoryAnswers
from reporter.ledger.archive import Archive
from reporter.ledger.archive_store import ArchiveStore
from reporter.ledger.rpc.source import RpcSource
from reporter.ledger.shipped import load_background, load_labels, load_rules
from reporter.ledger.source import LedgerSource
from reporter.model.pack import Pack, Parameters, Provenance
from reporter.model.progress import Progress, Watcher
from reporter.model.report import Report
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
    drafting: bool = False,
) -> Made:
    """Collect and analyse.

    The archive lies in `data_dir`; a run that was killed within the last hour goes on where it stopped. With `drafting`, the
    watcher is also told the report as far as it is known, for at most a tenth of the run's time. Raises the errors of
    `reporter.errors`, Cancelled among them when `watch` raises it.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    labels, rules = load_labels(), load_rules()
    source = RpcSource(endpoints, max_rps=max_rps)
    provenance, background = Provenance((source.name,), __version__), load_background()

    def packed(answers: MemoryAnswers) -> Pack:
        return Pack(parameters, provenance, rules, labels, background, answers)

    drafts = Drafts(lambda answers: analyse(packed(answers)), time.monotonic) if drafting else None
    answers = asyncio.run(
        _archived(
            source, data_dir, run_name(parameters), lambda known: collect(parameters, known, labels, rules, watch, drafts)
        )
    )
    pack = packed(answers)
    watch(Progress("linking", 0, 1, len(answers)))
    report = analyse(pack)
    watch(Progress("render", 1, 1, len(answers)))
    return Made(report, pack)


async def _archived(
    source: LedgerSource, data_dir: Path, run: str, read: Callable[[LedgerSource], Awaitable[MemoryAnswers]]
) -> MemoryAnswers:
    """Read behind the archive. The run's own answers are forgotten only once all of them are there."""
    path = data_dir / "archive.sqlite3"
    _forget_old_runs(path)
    archive = Archive(path, source, run)
    try:
        answers = await read(archive)
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
