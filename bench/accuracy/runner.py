"""One world after the other, each result kept by world and state of the program."""

import hashlib
from pathlib import Path

import msgspec

from bench.accuracy.measure import measure
from bench.accuracy.outcome import Case, Outcome
from bench.accuracy.worlds import build

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / ".reporter" / "accuracy"


def state() -> str:
    """A name for this state of program and data: results of another state are not mixed in."""
    digest = hashlib.sha256()
    for folder, kinds in (("reporter", ("*.py",)), ("data", ("*.json", "*.csv")), ("bench/accuracy", ("*.py",))):
        for path in sorted(path for kind in kinds for path in (ROOT / folder).rglob(kind)):
            if "samples" not in path.parts:
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def run(task: tuple[Case, bool, str]) -> Outcome:
    """One world, from the shelf where this state of the program has read it already."""
    case, ablate, name = task
    path = KEPT / name / f"{case.scenario}-{case.variant}-{case.platform}-{case.seed}{'-ablated' if ablate else ''}.json"
    if path.exists():
        return msgspec.json.decode(path.read_bytes(), type=Outcome)
    try:
        outcome = measure(case, build(case), ablate=ablate)
    except ValueError as error:
        raise RuntimeError(f"{case}: {error}") from error
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(msgspec.json.encode(outcome))
    return outcome
