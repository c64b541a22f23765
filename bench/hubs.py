"""How well services are told from private payers without labels. Prints Markdown tables.

Run: python -m bench.hubs [SEED] [HUBS] [PRIVATE]. Simulated addresses of many kinds each pay some buyers of a launch and live
their own life beside it; the detector sees only what a ledger tells. None of them has a label.
"""

import math
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable

from msgspec import Struct

from reporter.decode.reading import Reading
from reporter.funding.breadth import HUB, PRIVATE, SUSPECTED, Breadth, Suspect, breadth, plan
from reporter.ledger.answers import MemoryAnswers
from reporter.ledger.shipped import load_rules
from reporter.model.ids import Wallet
from reporter.model.labels import Labels
from reporter.simulator.answering import answer_from
from reporter.simulator.faults import Faults
from reporter.simulator.node import Node
from reporter.simulator.programs import system
from reporter.simulator.transaction import Order
from reporter.simulator.world import DAY, HOUR, MINUTE, SOL, World

RULES = load_rules()
NOBODY = Labels("none", "", {})
AT_ONCE = 110  # addresses per simulated ledger


class Case(Struct):
    """One address under test: the wallets of the launch it paid, those the money passed through, and what it is."""

    name: str
    address: Wallet
    hub: bool
    buyers: list[Wallet]
    passed: list[Wallet]
    touches: list[tuple[str, int]]
    amounts: list[int]


class Stage:
    """A ledger on which many cases live at once."""

    def __init__(self, seed: int) -> None:
        self.world = World(seed)
        self.draw = self.world.draw
        self.cases: list[Case] = []
        self.now = self.world.launch_time
        self._names = 0

    def wallet(self) -> Wallet:
        self._names += 1
        return self.world.wallet(f"w{self._names}")

    def case(self, name: str, *, hub: bool, lamports: int) -> Case:
        made = Case(name, self.wallet(), hub, [], [], [], [])
        self.world.ledger.endow(made.address, lamports)
        self.cases.append(made)
        return made

    def pay(
        self,
        time: float,
        source: Wallet,
        targets: list[tuple[Wallet, int]],
        *,
        payer: Wallet | None = None,
        touch: Case | None = None,
    ) -> None:
        calls = tuple(system.transfer(source, target, amount) for target, amount in targets)

        def then(landed: object) -> None:
            assert touch is not None
            assert landed.error is None, (touch.name, landed.error)  # type: ignore[attr-defined]
            touch.touches.append((landed.signature, landed.time))  # type: ignore[attr-defined]
            touch.amounts += [amount for _, amount in targets]

        self.world.at(time, lambda: Order(payer or source, calls), then if touch is not None else None)

    def size(self, mean: float = 0.4) -> int:
        return int(math.exp(self.draw.gauss(math.log(mean), 0.9)) * SOL) + 20_000_000

    def buyers(self, case: Case, count: int) -> list[Wallet]:
        case.buyers = [self.wallet() for _ in range(count)]
        return case.buyers

    def moment(self, days: float, *, office: bool = False) -> float:
        """A time in the past; people and offices rest at night, engines less so."""
        while True:
            time = self.now - self.draw.uniform(0.01, days) * DAY
            hour, weekday = time / HOUR % 24, int(time / DAY) % 7
            if office and (not 8 <= hour < 18 or weekday >= 5):
                continue
            if self.draw.random() < (0.35 if hour < 7 else 1.0):
                return time


def _customers(stage: Stage, case: Case, count: int, days: float, *, repeat: float = 0.0, office: bool = False) -> None:
    """`count` payouts, some to customers who were paid before, and a few buyers of the launch among them."""
    draw = stage.draw
    buyers = stage.buyers(case, min(draw.randint(2, 30), max(2, count // 6)))
    for buyer in buyers:
        stage.pay(stage.now - draw.uniform(2 * MINUTE, min(days, 2) * DAY), case.address, [(buyer, stage.size())], touch=case)
    known: list[Wallet] = []
    for _ in range(count):
        target = draw.choice(known) if known and draw.random() < repeat else stage.wallet()
        known.append(target)
        stage.pay(stage.moment(days, office=office), case.address, [(target, stage.size())])


def exchange(stage: Stage) -> None:
    case = stage.case("exchange, 150 to 900 payouts a month", hub=True, lamports=9_000 * SOL)
    _customers(stage, case, stage.draw.randint(150, 900), 30)


def busy(stage: Stage) -> None:
    case = stage.case("exchange at pace, 600 to 1,600 payouts in two days", hub=True, lamports=9_000 * SOL)
    _customers(stage, case, stage.draw.randint(600, 1600), stage.draw.uniform(0.3, 2))


def young(stage: Stage) -> None:
    case = stage.case("new hot wallet, 150 to 500 payouts in 2 to 6 days", hub=True, lamports=9_000 * SOL)
    _customers(stage, case, stage.draw.randint(150, 500), stage.draw.uniform(2, 6))


def desk(stage: Stage) -> None:
    case = stage.case("desk with office hours, 140 to 400 payouts", hub=True, lamports=9_000 * SOL)
    _customers(stage, case, stage.draw.randint(140, 400), 30, office=True)


def bridge(stage: Stage) -> None:
    case = stage.case("bridge or casino whose customers come back", hub=True, lamports=9_000 * SOL)
    _customers(stage, case, stage.draw.randint(250, 900), 30, repeat=0.35)


def sweeping(stage: Stage) -> None:
    case = stage.case("exchange that sweeps deposits at its expense", hub=True, lamports=9_000 * SOL)
    _customers(stage, case, stage.draw.randint(160, 400), 30)
    for _ in range(stage.draw.randint(80, 250)):
        deposit, amount = stage.wallet(), stage.size()
        stage.world.ledger.endow(deposit, amount)
        stage.pay(stage.moment(30), deposit, [(case.address, amount)], payer=case.address)


def batches(stage: Stage) -> None:
    case = stage.case("payout engine, batches of 3 to 8", hub=True, lamports=9_000 * SOL)
    draw = stage.draw
    buyers = stage.buyers(case, draw.randint(2, 12))
    for _ in range(draw.randint(60, 250)):
        stage.pay(stage.moment(30), case.address, [(stage.wallet(), stage.size()) for _ in range(draw.randint(3, 8))])
    for buyer in buyers:
        others = [(stage.wallet(), stage.size()) for _ in range(draw.randint(2, 6))]
        stage.pay(stage.now - draw.uniform(2 * MINUTE, 2 * DAY), case.address, [(buyer, stage.size()), *others], touch=case)


def relayer(stage: Stage) -> None:
    case = stage.case("relayer that pays strangers' fees", hub=True, lamports=20 * SOL)
    draw = stage.draw
    users = [stage.wallet() for _ in range(draw.randint(130, 500))]
    for user in users:
        stage.world.ledger.endow(user, 5 * SOL)
    for _ in range(draw.randint(len(users), 2 * len(users))):
        stage.pay(stage.moment(30), draw.choice(users), [(stage.wallet(), SOL // 50)], payer=case.address)
    for buyer in stage.buyers(case, draw.randint(2, 12)):
        stage.world.ledger.endow(buyer, 5 * SOL)
        stage.pay(stage.now - draw.uniform(MINUTE, HOUR), buyer, [(stage.wallet(), SOL // 3)], payer=case.address, touch=case)


def airdrop(stage: Stage) -> None:
    case = stage.case("payroll or airdrop in bursts, 150 to 400 wallets", hub=True, lamports=9_000 * SOL)
    draw = stage.draw
    starts = [stage.now - draw.uniform(0.2, 4) * HOUR] + [
        stage.now - draw.uniform(4, 28) * DAY for _ in range(draw.randint(0, 2))
    ]
    buyers = stage.buyers(case, draw.randint(2, 8))
    for start in starts:
        for _ in range(draw.randint(150, 400) // len(starts)):
            stage.pay(start - draw.uniform(0, 15) * MINUTE, case.address, [(stage.wallet(), stage.size())])
    for buyer in buyers:
        stage.pay(starts[0] - draw.uniform(0, 15) * MINUTE, case.address, [(buyer, stage.size())], touch=case)


def _life(stage: Stage, case: Case, contacts: int, count: int) -> None:
    """A person pays the same people again and again, some of them more often."""
    people = [stage.wallet() for _ in range(contacts)]
    for _ in range(count):
        target = people[min(int(stage.draw.expovariate(3 / contacts)), contacts - 1)]
        stage.pay(stage.moment(30), case.address, [(target, stage.size(0.1))])


def person(stage: Stage) -> None:
    case = stage.case("person who paid 2 to 4 friends", hub=False, lamports=900 * SOL)
    draw = stage.draw
    contacts = min(60, 2 + int(math.exp(draw.gauss(math.log(7), 0.7))))
    _life(stage, case, contacts, draw.randint(3, 80))
    for buyer in stage.buyers(case, draw.randint(2, 4)):
        stage.pay(stage.now - draw.uniform(MINUTE, 5 * DAY), case.address, [(buyer, stage.size())], touch=case)


def trader(stage: Stage) -> None:
    case = stage.case("active trader who paid 2 or 3 buyers", hub=False, lamports=900 * SOL)
    draw = stage.draw
    venues = [stage.wallet() for _ in range(draw.randint(2, 6))]  # fee and tip wallets
    for _ in range(draw.randint(150, 500)):
        stage.pay(stage.moment(30), case.address, [(draw.choice(venues), draw.randint(1_000_000, 30_000_000))])
    for buyer in stage.buyers(case, draw.randint(2, 3)):
        stage.pay(stage.now - draw.uniform(MINUTE, 2 * DAY), case.address, [(buyer, stage.size())], touch=case)


def funder(stage: Stage) -> None:
    case = stage.case("private funder of 3 to 70 buyers", hub=False, lamports=3_000 * SOL)
    draw = stage.draw
    if draw.random() < 0.6:
        _life(stage, case, draw.randint(2, 9), draw.randint(1, 25))
    time = stage.now - draw.uniform(5, 200) * MINUTE
    for buyer in stage.buyers(case, draw.randint(3, 70)):
        stage.pay(time, case.address, [(buyer, stage.size())], touch=case)
        time -= draw.uniform(0.5, 20)


def _chains(stage: Stage, case: Case, buyers: list[Wallet], start: float, *, touch: bool) -> None:
    hops = stage.draw.randint(2, 8)
    time = start
    for buyer in buyers:
        ends = [case.address, *(stage.wallet() for _ in range(hops)), buyer]
        amount = stage.size() + hops * SOL // 500
        for place in range(len(ends) - 1):
            last = place == len(ends) - 2
            stage.pay(
                time,
                ends[place],
                [(ends[place + 1], amount - place * SOL // 500)],
                payer=case.address,
                touch=case if last and touch else None,
            )
            time += stage.draw.uniform(0.5, 3)


def sponsor(stage: Stage) -> None:
    case = stage.case("funder of chains whose fees it pays", hub=False, lamports=3_000 * SOL)
    buyers = stage.buyers(case, stage.draw.randint(3, 50))
    _chains(stage, case, buyers, stage.now - 2 * HOUR, touch=True)


def parallel(stage: Stage) -> None:
    case = stage.case("the same with five chains at a time", hub=False, lamports=3_000 * SOL)
    buyers = stage.buyers(case, stage.draw.randint(10, 50))
    for lane in range(5):
        _chains(stage, case, buyers[lane::5], stage.now - HOUR + lane * 0.7, touch=True)


def split(stage: Stage) -> None:
    case = stage.case("funder over wallets that pay their own fees", hub=False, lamports=3_000 * SOL)
    draw = stage.draw
    time = stage.now - draw.uniform(20, 200) * MINUTE
    for _ in stage.buyers(case, draw.randint(3, 40)):
        middle = stage.wallet()
        case.passed.append(middle)
        stage.pay(time, case.address, [(middle, stage.size())], touch=case)
        time -= draw.uniform(0.5, 20)


def serial(stage: Stage) -> None:
    case = stage.case("serial operator, 1 to 6 earlier groups", hub=False, lamports=3_000 * SOL)
    draw = stage.draw
    for _ in range(draw.randint(1, 6)):
        time = stage.now - draw.uniform(0.3, 28) * DAY
        for _ in range(draw.randint(8, 60)):
            stage.pay(time, case.address, [(stage.wallet(), stage.size())])
            time -= draw.uniform(0.5, 20)
    time = stage.now - draw.uniform(5, 100) * MINUTE
    for buyer in stage.buyers(case, draw.randint(5, 60)):
        stage.pay(time, case.address, [(buyer, stage.size())], touch=case)
        time -= draw.uniform(0.5, 20)


def decoyed(stage: Stage) -> None:
    case = stage.case("funder who sends dust to 120 strangers", hub=False, lamports=3_000 * SOL)
    draw = stage.draw
    for _ in range(120):
        stage.pay(stage.moment(20), case.address, [(stage.wallet(), draw.randint(700_000, 990_000))])
    for buyer in stage.buyers(case, draw.randint(5, 40)):
        stage.pay(stage.now - draw.uniform(5, 60) * MINUTE, case.address, [(buyer, stage.size())], touch=case)


def creator(stage: Stage) -> None:
    case = stage.case("creator who paid 3 to 10 helpers", hub=False, lamports=900 * SOL)
    _life(stage, case, stage.draw.randint(3, 20), stage.draw.randint(10, 120))
    for buyer in stage.buyers(case, stage.draw.randint(3, 10)):
        stage.pay(stage.now - stage.draw.uniform(0.1, 3) * DAY, case.address, [(buyer, stage.size())], touch=case)


HUBS: tuple[Callable[[Stage], None], ...] = (exchange, busy, young, desk, bridge, sweeping, batches, relayer, airdrop)
PEOPLE: tuple[tuple[Callable[[Stage], None], int], ...] = (
    (person, 36), (trader, 8), (funder, 20), (sponsor, 6), (parallel, 2), (split, 8), (serial, 8), (decoyed, 4), (creator, 8)
)  # fmt: skip


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
    seed, hubs, people = (int(sys.argv[n]) if len(sys.argv) > n else usual for n, usual in ((1, 1), (2, 540), (3, 5000)))
    started = time.perf_counter()
    total = sum(weight for _, weight in PEOPLE)
    makers = [make for make in HUBS for _ in range(hubs // len(HUBS))]
    makers += [make for make, weight in PEOPLE for _ in range(people * weight // total)]
    rows: dict[tuple[bool, str], Counter[str]] = defaultdict(Counter)
    for place in range(-(-len(makers) // AT_ONCE)):
        stage = Stage(seed * 100_000 + place)
        for make in makers[place :: -(-len(makers) // AT_ONCE)]:
            make(stage)
        for case, verdict, calls in judge(stage):
            row = rows[(case.hub, case.name)]
            row[verdict.verdict] += 1
            row["calls"] += calls
            if "-v" in sys.argv and (verdict.verdict == PRIVATE) == case.hub:
                print(case.name, verdict.verdict, verdict.reason, len(case.buyers))
    print("| address | number | hub | suspected | private | calls each |\n|---|---|---|---|---|---|")
    for (_, name), row in sorted(rows.items(), key=lambda item: (not item[0][0], item[0][1])):
        number = row[HUB] + row[SUSPECTED] + row[PRIVATE]
        print(f"| {name} | {number} | {row[HUB]} | {row[SUSPECTED]} | {row[PRIVATE]} | {row['calls'] / number:.0f} |")
    for hub, said in ((True, "hubs kept from linking anybody (hub or suspected)"), (False, "private wallets taken for hubs")):
        taken = sum(row[HUB] + row[SUSPECTED] for (kind, _), row in rows.items() if kind is hub)
        number = sum(row[HUB] + row[SUSPECTED] + row[PRIVATE] for (kind, _), row in rows.items() if kind is hub)
        print(f"\n{said}: {taken} of {number}, {taken / max(1, number):.4f}")
    print(f"\nSeed {seed}; {time.perf_counter() - started:.0f} s.")


if __name__ == "__main__":
    main()
