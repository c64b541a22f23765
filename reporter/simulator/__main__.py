"""`python -m reporter.simulator`: serve a simulated launch or a recorded block until interrupted."""

import argparse
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from reporter.simulator.launch import funded_launch, hot_launch
from reporter.simulator.platforms import PLATFORMS
from reporter.simulator.recorded import Recorded
from reporter.simulator.rpc.view import View
from reporter.simulator.scenarios.table import SCENARIOS, build
from reporter.simulator.server import serve


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the URL and the mints, one a line, and serve. Ends on interrupt."""
    parser = argparse.ArgumentParser(prog="python -m reporter.simulator", description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="draws the whole world (default 1)")
    parser.add_argument("--port", type=int, default=8899, help="0 takes a free one (default 8899)")
    parser.add_argument(
        "--scenario", choices=("launch", "hot", *SCENARIOS), default="launch", help="what happens (default launch)"
    )
    parser.add_argument("--evasive", action="store_true", help="shift whatever the operators of a scenario are known for")
    parser.add_argument("--platform", choices=PLATFORMS, default="pumpfun", help="where the coin is launched (default pumpfun)")
    parser.add_argument("--block", type=Path, help="serve a recorded block (JSON of getBlock) instead")
    parser.add_argument("--transactions", type=Path, help="a folder of recorded transactions to serve besides")
    given = parser.parse_args(arguments)
    view, mints = _ledger(given)
    with serve(view, port=given.port) as server:
        sys.stdout.write(f"{server.url}\n" + "".join(f"mint {mint}\n" for mint in mints))
        sys.stdout.flush()
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return 130
    return 0


def _ledger(given: argparse.Namespace) -> tuple[View, list[str]]:
    if given.block is not None or given.transactions is not None:
        recorded = Recorded.load(given.block, sorted(given.transactions.glob("*.json")) if given.transactions else ())
        return recorded, recorded.mints
    if given.scenario in SCENARIOS:
        played = build(given.scenario, given.seed, evasive=given.evasive, platform=given.platform)
        return played.ledger, [played.truth.mint]
    make = hot_launch if given.scenario == "hot" else funded_launch
    launch = make(given.seed, platform=given.platform)
    return launch.ledger, [launch.truth.mint]


if __name__ == "__main__":
    sys.exit(main())
