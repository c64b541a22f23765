"""One report from start to end: source, archive, loop, pack, analysis put together. What the CLI and the app call."""

import asyncio
import hashlib
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from reporter import __version__
from reporter.collect.drafts import Drafts
from reporter.collect.run import advance
from reporter.ledger.answers import MemoryAnswers
from reporter.ledger.archive import Archive
from reporter.ledger.archive_store import ArchiveStore
from reporter.ledger.rpc.source import RpcSource
from reporter.ledger.shipped import load_background, load_labels, load_rules
from reporter.ledger.source import LedgerSource
from reporter.model.pack import Pack, Parameters, Provenance
from reporter.model.progress import PHASES, Progress, Watcher
from reporter.model.questions import Answer
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
    source = RpcSource(endpoints, max_rps=max_rps)
    with Session(parameters, source, data_dir, run_name(parameters), watch, drafting=drafting) as session:
        for phase in PHASES:
            session.advance(phase)
        made = session.made()
        session.finish()
        return made


class Session:
    """One report in the making, phase by phase; close it after, which also closes the source.

    `run` names it in the archive. The run's own answers are forgotten there only once the report is made.
    """

    def __init__(
        self,
        parameters: Parameters,
        source: LedgerSource,
        data_dir: Path,
        run: str,
        watch: Watcher,
        *,
        drafting: bool = False,
    ) -> None:
        self._parameters = parameters
        self._source = source
        self._path = data_dir / "archive.sqlite3"
        self._run = run
        self._watch = watch
        self._labels, self._rules, self._background = load_labels(), load_rules(), load_background()
        self._drafts = Drafts(lambda answers: analyse(self._packed(answers)), time.monotonic) if drafting else None
        self._answers = MemoryAnswers()
        self._loop = asyncio.Runner()
        self._archive: Archive | None = None
        self._made: Made | None = None

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    @property
    def answers(self) -> MemoryAnswers:
        """What was answered so far."""
        return self._answers

    def restore(self, answers: Iterable[Answer]) -> None:
        """Begin from what an earlier session was answered; it is not asked again."""
        for answer in answers:
            self._answers.add(answer)

    def advance(self, phase: str) -> None:
        """Everything up to the end of one of PHASES. Raises what the source and `watch` raise."""
        if phase == "linking":
            self._watch(Progress("linking", 0, 1, len(self._answers)))
            self.made()
        elif phase == "render":
            self._watch(Progress("render", 1, 1, len(self._answers)))
        else:
            source, shipped = self._opened(), (self._labels, self._rules)
            self._loop.run(advance(self._answers, phase, self._parameters, source, shipped, self._watch, self._drafts))

    def made(self) -> Made:
        """The report from what was answered so far, and its pack. Nothing is asked any more after the first call."""
        if self._made is None:
            pack = self._packed(self._answers)
            self._made = Made(analyse(pack), pack)
        return self._made

    def finish(self) -> None:
        """Forget in the archive what belongs to this run alone; call it once its pack is safe."""
        if self._archive is not None:
            self._archive.finish(self._run)

    def close(self) -> None:
        """Let go of archive, source and event loop."""
        try:
            self._loop.run((self._archive or self._source).aclose())
        finally:
            self._loop.close()

    def _packed(self, answers: MemoryAnswers) -> Pack:
        provenance = Provenance((self._source.name,), __version__)
        return Pack(self._parameters, provenance, self._rules, self._labels, self._background, answers)

    def _opened(self) -> Archive:
        if self._archive is None:
            _forget_old_runs(self._path)
            self._archive = Archive(self._path, self._source, self._run)
        return self._archive


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
