"""The kinds of addresses `bench.hubs` judges: services that pay many strangers, and people who pay their own."""

import math
from collections.abc import Callable

from bench.stage import Case, Stage
from reporter.model.ids import Wallet
from reporter.simulator.world import DAY, HOUR, MINUTE, SOL


def _customers(
    stage: Stage,
    case: Case,
    count: int,
    days: float,
    *,
    repeat: float = 0.0,
    office: bool = False,
    dollars: bool = False,
) -> None:
    """`count` payouts, some to customers who were paid before, and a few buyers of the launch among them."""
    draw = stage.draw
    buyers = stage.buyers(case, min(draw.randint(2, 30), max(2, count // 6)))
    for buyer in buyers:
        time = stage.now - draw.uniform(2 * MINUTE, min(days, 2) * DAY)
        stage.pay(time, case.address, [(buyer, stage.size())], touch=case, dollars=dollars)
    known: list[Wallet] = []
    for _ in range(count):
        target = draw.choice(known) if known and draw.random() < repeat else stage.wallet()
        known.append(target)
        stage.pay(stage.moment(days, office=office), case.address, [(target, stage.size())], dollars=dollars)


def exchange(stage: Stage) -> None:
    case = stage.case("exchange, 150 to 900 payouts a month", hub=True, lamports=9_000 * SOL)
    _customers(stage, case, stage.draw.randint(150, 900), 30)


def dollars(stage: Stage) -> None:
    case = stage.case("exchange that pays in dollars, 150 to 900 a month", hub=True, lamports=100 * SOL)
    _customers(stage, case, stage.draw.randint(150, 900), 30, dollars=True)


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


def dollar_funder(stage: Stage) -> None:
    case = stage.case("private funder who pays in dollars", hub=False, lamports=100 * SOL)
    draw = stage.draw
    _life(stage, case, draw.randint(2, 9), draw.randint(1, 25))
    time = stage.now - draw.uniform(5, 200) * MINUTE
    for buyer in stage.buyers(case, draw.randint(3, 70)):
        stage.pay(time, case.address, [(buyer, stage.size())], touch=case, dollars=True)
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


HUBS: tuple[Callable[[Stage], None], ...] = (exchange, dollars, busy, young, desk, bridge, sweeping, batches, relayer, airdrop)
PEOPLE: tuple[tuple[Callable[[Stage], None], int], ...] = (
    (person, 36), (trader, 8), (funder, 16), (dollar_funder, 4),
    (sponsor, 6), (parallel, 2), (split, 8), (serial, 8), (decoyed, 4), (creator, 8)
)  # fmt: skip
