"""Calls a full report spends on a large launch, a third of whose buyers have long histories. Prints a Markdown table.

Run: python -m bench.budget [BUYERS] [SEED]. Every row is one simulated launch, read to the end within the default budget.
"""

import sys
import time
from typing import Any

from bench.source import Source, pack_of
from reporter.model.pack import Parameters
from reporter.report.analyse import analyse
from reporter.simulator.launch import funded_launch

LAUNCHES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("no operator", {"group": 0}),
    ("direct payments to 40", {"group": 40, "disguise": "direct"}),
    ("chains of 8, fees paid by the funder, 40 buyers", {"group": 40, "disguise": "chain", "hops": 8}),
    ("chains of 8 that pay their own fees, 40 buyers", {"group": 40, "disguise": "own_fees", "hops": 8}),
    ("evasive chains of 1 to 8, 40 buyers", {"group": 40, "disguise": "own_fees", "evasive": True}),
)


def row(name: str, options: dict[str, Any], buyers: int, seed: int, budget: int) -> str:
    strangers = buyers - options["group"]
    launch = funded_launch(seed, strangers=strangers, heavy=0.3, per_minute=60.0, minutes=25.0, **options)
    parameters = Parameters(launch.truth.mint, budget=budget)
    started = time.perf_counter()
    pack = pack_of(Source(launch.ledger), parameters)
    report = analyse(pack)
    spent = time.perf_counter() - started
    said = report.coverage
    paid = sum(1 for b in report.early_buyers if b.funding is not None)
    group = set(launch.truth.group)
    linked = max((len(group & set(e.wallets)) for e in report.entities if e.tier in {"proven", "strong"}), default=0)
    return (
        f"| {name} | {len(report.early_buyers)} | {paid} | {said.calls} | {said.missing} | {said.share} "
        f"| {'yes' if said.budget_exhausted else 'no'} | {linked} of {len(group)} | {spent:.0f} |"
    )


def main() -> None:
    buyers, seed, budget = (int(sys.argv[n]) if len(sys.argv) > n else usual for n, usual in ((1, 300), (2, 1), (3, 2500)))
    print("| launch | early buyers | traced | calls | missing | coverage | budget spent | group found | seconds |")
    print("|---|---|---|---|---|---|---|---|---|")
    for name, options in LAUNCHES:
        print(row(name, options, buyers, seed, budget), flush=True)


if __name__ == "__main__":
    main()
