"""Progress on standard error: a bar on a terminal, plain lines elsewhere, JSON lines for machines."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TextIO

import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

from reporter.cli.failure import one_line
from reporter.model.progress import Progress, Watcher

PAUSE: Final = 5.0  # seconds between two plain lines of one phase


@contextmanager
def watching(*, as_json: bool, stream: TextIO | None = None) -> Iterator[Watcher]:
    """A watcher that fits whoever reads `stream` (standard error)."""
    out = stream or sys.stderr
    if as_json:
        yield JsonLines(out)
    elif out.isatty() and os.environ.get("TERM") != "dumb":
        with _bars(out) as bars:
            yield Terminal(bars)
    else:
        yield PlainLines(out)


class JsonLines:
    """Every step as one JSON object per line."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __call__(self, progress: Progress) -> None:
        """Write one step."""
        self._stream.write(msgspec.json.encode(progress).decode() + "\n")
        self._stream.flush()


class PlainLines:
    """A line when a phase begins, then at most one every PAUSE seconds: fit for a log."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._clock = clock
        self._phase = ""
        self._written = 0.0

    def __call__(self, progress: Progress) -> None:
        """Write the step if it is worth a line."""
        now = self._clock()
        if progress.phase == self._phase and now - self._written < PAUSE:
            return
        self._phase, self._written = progress.phase, now
        parts = [f"{progress.phase}: {progress.done} of {progress.wanted}", f"{progress.calls} calls", progress.details]
        self._stream.write(one_line(", ".join(part for part in parts if part)) + "\n")
        self._stream.flush()


class Terminal:
    """One bar per phase, drawn by rich."""

    def __init__(self, bars: Bars) -> None:
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, progress: Progress) -> None:
        """Move the bar of the step's phase."""
        task = self._tasks.get(progress.phase)
        if task is None:
            task = self._tasks[progress.phase] = self._bars.add_task(progress.phase, calls=0, details="")
        self._bars.update(
            task, completed=progress.done, total=progress.wanted, calls=progress.calls, details=one_line(progress.details)
        )


def _bars(stream: TextIO) -> Bars:
    return Bars(
        SpinnerColumn(),
        TextColumn("{task.description:<12}", markup=False),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TextColumn("{task.fields[calls]} calls", markup=False),
        TimeElapsedColumn(),
        TextColumn("{task.fields[details]}", markup=False),
        console=Console(file=stream),
        transient=True,
    )
