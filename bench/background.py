"""Make the background rates from simulated launches without an operator, until real ones are recorded.

    python -m bench.background 2026-11-27

Writes data/background/<name>.json. `reporter background PACK...` makes the same file from packs of real launches.
"""

import multiprocessing
import sys

from bench.accuracy.runner import ROOT
from bench.accuracy.sets import BACKGROUND
from bench.accuracy.worlds import PLATFORMS
from bench.source import Source, pack_of
from reporter.cli.background import document
from reporter.ledger.shipped import load_background
from reporter.linking.background import Sample, rates, sample
from reporter.model.networks import SIMULATED
from reporter.model.pack import Parameters
from reporter.report.build.known import know
from reporter.simulator.platforms import Platform
from reporter.simulator.scenarios.table import build

ORGANIC = ("n03_one_terminal", "n05_followers", "n06_infrastructure", "n12_hot", "n17_creator_only")
LAUNCHES = 60


def main() -> None:
    """Play, read, count, write."""
    platforms = [PLATFORMS[number % len(PLATFORMS)] for number in range(LAUNCHES)]
    tasks = [(ORGANIC[n % len(ORGANIC)], BACKGROUND.first + n, platform) for n, platform in enumerate(platforms)]
    with multiprocessing.get_context("spawn").Pool(2, maxtasksperchild=8) as pool:
        samples = pool.map(count, tasks)
    name = sys.argv[1]
    made = rates(samples, name=name, origin=SIMULATED, base=load_background())
    (ROOT / "data" / "background" / f"{name}.json").write_bytes(document(made))
    print(made.sample.split(". ")[0])
    for kind, row in made.kinds.items():
        print(f"{kind:20} of {row.of}: {len(row.shares)} values, the most common {max(row.shares.values(), default=0):.4f}")


def count(task: tuple[str, int, Platform]) -> Sample:
    """One launch."""
    scenario, seed, platform = task
    launch = build(scenario, seed, platform=platform)
    known = know(pack_of(Source(launch.ledger, launch.faults), Parameters(launch.truth.mint)))
    return sample(known.facts, {address: row.name for address, row in known.pack.labels.rows.items()})


if __name__ == "__main__":
    main()
