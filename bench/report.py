"""A whole report over HTTP against simulated launches: calls, seconds, peak memory.

    python -m bench.report

The simulated node runs in a process of its own; memory is this process's peak, with the reporter's libraries loaded.
"""

import multiprocessing
import resource
import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from reporter.collect.session import make_report
from reporter.model.pack import Parameters
from reporter.simulator.launch import funded_launch, hot_launch
from reporter.simulator.server import serve

WORLDS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("75 early buyers, group of 12", "funded", {"seed": 1}),
    ("300 early buyers, group of 20, hot", "funded", {"seed": 2, "strangers": 400, "group": 20, "per_minute": 120.0}),
    ("150 early buyers, nobody's launch", "hot", {"seed": 3, "buyers": 150}),
)


def _node(pipe: Connection, kind: str, options: dict[str, Any]) -> None:
    launch = funded_launch(**options) if kind == "funded" else hot_launch(**options)
    with serve(launch.ledger) as server:
        pipe.send((server.url, launch.truth.mint))
        pipe.recv()


def _measure(name: str, kind: str, options: dict[str, Any], *, quick: bool, drafting: bool = False) -> str:
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe()
    node = spawn.Process(target=_node, args=(there, kind, options), daemon=True)
    node.start()
    url, mint = here.recv()
    with tempfile.TemporaryDirectory() as folder:
        drafts: list[str] = []
        began = time.perf_counter()
        made = make_report(
            Parameters(mint, quick=quick),
            endpoints=[url],
            data_dir=Path(folder),
            watch=lambda progress: drafts.append(progress.draft.stage) if progress.draft else None,
            drafting=drafting,
        )
        took = time.perf_counter() - began
    here.send(None)
    node.join()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    buyers, calls = len(made.report.early_buyers), made.report.coverage.calls
    form = f"with {len(drafts)} drafts" if drafting else "quick" if quick else "full"
    return f"| {name} | {form} | {buyers} | {calls} | {took:.1f} | {peak:.0f} |"


def main() -> None:
    """Print a markdown table."""
    print("| launch | report | early buyers read | calls | seconds | peak MB |\n|---|---|---|---|---|---|")
    for form in ({"quick": True}, {"quick": False}, {"quick": False, "drafting": True}):
        for name, kind, options in WORLDS:
            print(_measure(name, kind, options, **form), flush=True)


if __name__ == "__main__":
    main()
