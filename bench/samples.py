"""Make the bundled samples: two simulated launches, reported over HTTP, as packs with their reports beside them.

    python -m bench.samples

Run it after rules, labels or analysis changed; a test compares the reports with the packs.
"""

import tempfile
from pathlib import Path

from reporter.collect.session import make_report
from reporter.ledger.pack import write_pack
from reporter.model.pack import Parameters
from reporter.report.render import json_document
from reporter.simulator.launch import funded_launch, hot_launch
from reporter.simulator.server import serve
from reporter.simulator.truth import Launch

SAMPLES = Path(__file__).resolve().parent.parent / "data" / "samples"


def main() -> None:
    """Write data/samples/*.zip and *.json."""
    worlds = {
        "funded-group": funded_launch(20261122),
        "paid-fees": funded_launch(20261123, sponsor="funder", exits="funder"),
        "no-operator": hot_launch(20261124, buyers=110),
    }
    SAMPLES.mkdir(parents=True, exist_ok=True)
    for name, launch in worlds.items():
        _write(name, launch)


def _write(name: str, launch: Launch) -> None:
    with serve(launch.ledger) as server, tempfile.TemporaryDirectory() as folder:
        made = make_report(Parameters(launch.truth.mint), endpoints=[server.url], data_dir=Path(folder), watch=lambda _: None)
    write_pack(SAMPLES / f"{name}.zip", made.pack)
    (SAMPLES / f"{name}.json").write_bytes(json_document.render(made.report))
    entities = ", ".join(f"{e.tier} {len(e.wallets)}" for e in made.report.entities) or "no entity"
    print(f"{name}: {made.report.mint}, {made.report.coverage.calls} calls, {entities}")


if __name__ == "__main__":
    main()
