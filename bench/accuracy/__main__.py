"""python -m bench.accuracy tuning|reporting [--per N] [--only NAME ...] [--variant V] [--ablate N] [--jobs N] [--page]

Runs N worlds of every scenario and variant and prints a line for each. Results are kept in .reporter/accuracy/ by world
and state of the program, so a run that was stopped goes on where it was. `--page` writes docs/accuracy.md (reporting set only);
`--ablate N` repeats linking without each kind of evidence in every Nth world.
"""

import argparse
import multiprocessing
import sys

from bench.accuracy.outcome import Outcome
from bench.accuracy.page import NEGATIVE, page
from bench.accuracy.runner import ROOT, run, state
from bench.accuracy.sets import REPORTING, TUNING
from bench.accuracy.worlds import cases
from reporter.ledger.shipped import load_rules

PAGE = ROOT / "docs" / "accuracy.md"


def line(o: Outcome) -> str:
    """One world in one line."""
    case, t = o.case, o.ours
    kinds = " ".join(f"{kind}:{number}" for kind, number in sorted(o.kinds.items()))
    return (
        f"{case.scenario:28} {case.variant:9} {case.platform:8} {case.seed} buyers {o.buyers:4} right {t.right:5} "
        f"wrong {t.wrong:4} found {t.found}/{t.true} placed {t.placed}/{t.strangers} "
        f"supply {o.supply.true:.3f} in [{o.supply.at_least}, {o.supply.at_most}] "
        f"cov {o.coverage:.2f} calls {o.calls} {o.seconds:.1f}s  {kinds}"
    )


def main() -> int:
    """Run the set; 1 when a clear negative or a framing world got a false claim."""
    asked = _arguments()
    seeds = TUNING if asked.set == "tuning" else REPORTING
    wanted = [c for c in cases(seeds.first, asked.per) if not asked.only or c.scenario in asked.only]
    wanted = [c for c in wanted if asked.variant in {None, c.variant}]
    name = state()
    tasks = [(c, bool(asked.ablate) and place % asked.ablate == 0, name) for place, c in enumerate(wanted)]
    with multiprocessing.get_context("spawn").Pool(asked.jobs, maxtasksperchild=8) as pool:
        outcomes = []
        for outcome in pool.imap(run, tasks):
            outcomes.append(outcome)
            print(line(outcome), flush=True)
    text = page(outcomes, load_rules().id)
    if asked.page:
        if asked.set != "reporting":
            sys.exit("the page reports the reporting set")
        PAGE.write_text(text, encoding="utf-8")
    else:
        print(text)
    return int(any(o.ours.wrong for o in outcomes if o.case.variant in NEGATIVE))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.accuracy", description=__doc__)
    parser.add_argument("set", choices=("tuning", "reporting"))
    parser.add_argument("--per", type=int, default=3, help="worlds of every scenario and variant")
    parser.add_argument("--only", nargs="*", default=[], help="these scenarios alone")
    parser.add_argument("--variant", default=None)
    parser.add_argument("--ablate", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--page", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
