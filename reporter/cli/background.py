"""`reporter background`: how common habits are among the buyers of some launches, as the file that weighs evidence by it."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from reporter.cli.output import emit
from reporter.errors import InputError
from reporter.ledger.pack import read_pack
from reporter.ledger.shipped import load_background
from reporter.linking.background import Sample, rates, sample
from reporter.model import networks
from reporter.model.rules import Background
from reporter.report.analyse import check_version, network
from reporter.report.build.known import know


def run(packs: Sequence[Path], name: str) -> int:
    """Print the rates of the launches in `packs` as JSON, named `name`. Raises InputError where quick reports are among them,
    and where packs of simulated and of recorded ledgers are mixed; PackError, PackVersionError."""
    known = [_known(path) for path in packs]
    origins = {origin for origin, _ in known}
    if len(origins) != 1:
        raise InputError("these packs are of simulated and of recorded ledgers: rates of one say nothing about the other")
    emit(document(rates((one for _, one in known), name=name, origin=origins.pop(), base=load_background())))
    return 0


def document(background: Background) -> bytes:
    """A file of `data/background/`."""
    return msgspec.json.format(msgspec.json.encode(background), indent=1) + b"\n"


def _known(path: Path) -> tuple[str, Sample]:
    pack = read_pack(path)
    check_version(pack)
    if pack.parameters.quick:
        raise InputError(f"{path.name} is of a quick report, which did not look at the money")
    known = know(pack)
    origin = networks.SIMULATED if network(known) == networks.SIMULATED else "recorded"
    return origin, sample(known.facts, {address: row.name for address, row in pack.labels.rows.items()})
