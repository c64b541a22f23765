"""How well services are told from private payers without labels. Prints Markdown tables.

Run: python -m bench.hubs [SEED] [HUBS] [PRIVATE]. Simulated addresses of many kinds each pay some buyers of a launch and live
their own life beside it; the detector sees only what a ledger tells. None of them has a label.
"""

import sys
import time
from collections import Counter, defaultdict

from bench.payers import HUBS, PEOPLE
from bench.stage import Case, Stage
from reporter.decode.reading import Reading
from reporter.funding.breadth import HUB, PRIVATE, SUSPECTED, UNREAD, Breadth, Suspect, breadth, plan
from reporter.ledger.answers import MemoryAnswers
from reporter.ledger.shipped import load_rules
from reporter.model.labels import Labels
from reporter.simulator.answering import answer_from
from reporter.simulator.faults import Faults
from reporter.simulator.node import Node

RULES = load_rules()
NOBODY = Labels("none", "", {})
AT_ONCE = 110  # addresses per simulated ledger


def judge(stage: Stage) -> list[tuple[Case, Breadth, int]]:
    """Every case's verdict, with the calls it took."""
    stage.world.play(stage.now)
    node = Node(stage.world.ledger, Faults())
    found = []
    for case in stage.cases:
        answers = MemoryAnswers()
        reading = Reading(answers)
        case.touches.sort(key=lambda touch: touch[1])
        signature, moment = case.touches[-1]
        amounts = sorted(case.amounts)
        suspect = Suspect(
            address=case.address,
            before=signature,
            time=moment,
            typical=0 if case.name.startswith("relayer") else amounts[len(amounts) // 2],
            balance=None,
            buyers=frozenset(case.buyers),
            since=case.touches[0][1],
        )
        while wanted := plan(reading, suspect, NOBODY, RULES):
            for question in wanted:
                answers.add(answer_from(node, question))
        verdict = breadth(reading, suspect, {*case.buyers, *case.passed}, NOBODY, RULES)
        found.append((case, verdict, len(answers)))
    return found


def main() -> None:
    seed, hubs, people = (int(sys.argv[n]) if len(sys.argv) > n else usual for n, usual in ((1, 1), (2, 600), (3, 5000)))
    started = time.perf_counter()
    total = sum(weight for _, weight in PEOPLE)
    makers = [make for make in HUBS for _ in range(hubs // len(HUBS))]
    makers += [make for make, weight in PEOPLE for _ in range(people * weight // total)]
    rows: dict[tuple[bool, str], Counter[str]] = defaultdict(Counter)
    asked: Counter[tuple[bool, str]] = Counter()
    for place in range(-(-len(makers) // AT_ONCE)):
        stage = Stage(seed * 100_000 + place)
        for make in makers[place :: -(-len(makers) // AT_ONCE)]:
            make(stage)
        for case, verdict, calls in judge(stage):
            rows[(case.hub, case.name)][verdict.verdict] += 1
            asked[(case.hub, case.name)] += calls
            if "-v" in sys.argv and (verdict.verdict == PRIVATE) == case.hub:
                print(case.name, verdict.verdict, verdict.reason, len(case.buyers))
    print("| address | number | hub | suspected | private | unread | calls each |\n|---|---|---|---|---|---|---|")
    for kind, row in sorted(rows.items(), key=lambda item: (not item[0][0], item[0][1])):
        told = " | ".join(str(row[verdict]) for verdict in (HUB, SUSPECTED, PRIVATE, UNREAD))
        print(f"| {kind[1]} | {row.total()} | {told} | {asked[kind] / row.total():.0f} |")
    for hub, said in ((True, "hubs kept from linking anybody (hub or suspected)"), (False, "private wallets taken for hubs")):
        taken = sum(row[HUB] + row[SUSPECTED] for (kind, _), row in rows.items() if kind is hub)
        number = sum(row.total() for (kind, _), row in rows.items() if kind is hub)
        print(f"\n{said}: {taken} of {number}, {taken / max(1, number):.4f}")
    print(f"\nSeed {seed}; {time.perf_counter() - started:.0f} s.")


if __name__ == "__main__":
    main()
