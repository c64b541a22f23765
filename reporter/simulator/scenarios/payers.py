"""People and bodies that pay many: projects, private sellers, vaults, friends, creators who share their fees."""

from collections.abc import Sequence

from reporter.model.ids import Wallet
from reporter.simulator.funding import calls
from reporter.simulator.funding.programs import install, pool_of
from reporter.simulator.market import held
from reporter.simulator.programs import system
from reporter.simulator.scenarios.stage import Stage
from reporter.simulator.transaction import Budget, Order
from reporter.simulator.world import DAY, HOUR, MINUTE, SOL

_BATCH = 10


def buys_alone(stage: Stage, wallet: Wallet, moment: float) -> None:
    """The wallet buys once, with a client of its own, for most of what it has, and may sell later."""
    client, part = stage.client(), stage.draw.uniform(0.4, 0.9)
    slot = stage.world.ledger.slot_at(stage.start + moment)
    stage.world.in_slot(
        slot,
        lambda: stage.buy(wallet, int(stage.world.balance(wallet) * part), client),
        lambda landed: stage.crowd.bought(landed, [wallet]),
    )
    if stage.draw.random() < 0.4:
        stage.world.at(stage.start + moment + stage.draw.uniform(60, 900), lambda: stage.sell(wallet, 1.0, client))


def airdrop(stage: Stage, count: int, time: float) -> Sequence[Wallet]:
    """A project pays `count` people in batches, equal amounts or by a list of its own."""
    sender = stage.label(stage.world.wallet("project"), "service", "project")
    stage.world.ledger.endow(sender, 800 * SOL)
    people = [stage.label(stage.world.wallet(f"recipient {n}"), "stranger", f"recipient {n}", sender) for n in range(count)]
    equal = stage.draw.random() < 0.5
    for start in range(0, count, _BATCH):
        chosen = people[start : start + _BATCH]
        rows = [(target, SOL // 2 if equal else int(stage.draw.uniform(0.1, 1.5) * SOL)) for target in chosen]
        order = Order(
            sender, tuple(system.transfer(sender, target, lamports) for target, lamports in rows), 0, Budget(40_000, 2_000)
        )
        stage.world.at(time + start * 0.4, lambda order=order: order)  # type: ignore[misc]
    return people


def desk(stage: Stage, customers: int, buyers: int) -> Sequence[Wallet]:
    """A private seller of SOL with many customers over weeks; the last of them buy."""
    seller = stage.label(stage.world.wallet("desk"), "service", "desk")
    stage.world.ledger.endow(seller, 600 * SOL)
    people = [stage.label(stage.world.wallet(f"customer {n}"), "stranger", f"customer {n}", seller) for n in range(customers)]
    for number, person in enumerate(people):
        days = stage.draw.uniform(0.05, 4) if number < buyers else stage.draw.uniform(0.05, 28)
        stage.pay(seller, person, int(stage.draw.uniform(0.3, 2) * SOL), stage.start - days * DAY)
    return people[:buyers]


def treasury(stage: Stage, count: int) -> Sequence[Wallet]:
    """A vault that a program signs for pays its contributors."""
    install(stage.world.ledger)
    vault, keeper = pool_of("treasury"), stage.label(stage.world.wallet("keeper"), "service", "keeper")
    stage.world.ledger.endow(vault, 900 * SOL)
    stage.world.ledger.endow(keeper, 5 * SOL)
    people = [stage.label(stage.world.wallet(f"contributor {n}"), "stranger", f"contributor {n}", vault) for n in range(count)]
    time = stage.start - stage.draw.uniform(1, 6) * DAY
    for number, person in enumerate(people):
        call = calls.pay_from_pool("treasury", person, int(stage.draw.uniform(0.4, 2) * SOL))
        stage.world.at(time + 30 * number, lambda call=call: Order(keeper, (call,), 0, Budget(60_000, 2_000)))  # type: ignore[misc]
    return people[: max(3, count // 2)]


def friends(stage: Stage, count: int) -> None:
    """People who know each other: money goes to and fro for months, and one day they all buy. Nobody can tell who they are."""
    names = [f"friend of friends {n}" for n in range(count)]
    people = [stage.label(stage.world.wallet(name), "stranger", name) for name in names]
    for place, person in enumerate(people):
        born = stage.start - stage.draw.uniform(60, 150) * DAY
        stage.population.withdraw("old exchange", person, 4 * SOL, born)
        stage.population.live(person, born, stage.start - DAY, budget=SOL // 10)
        for other in range(place):
            stage.undecidable(names[place], names[other])
    for _ in range(count * 4):
        giver, taker = stage.draw.sample(people, 2)
        stage.pay(giver, taker, int(stage.draw.uniform(0.1, 0.5) * SOL), stage.start - stage.draw.uniform(0.5, 50) * DAY)
    call = stage.draw.uniform(0.5, 5) * MINUTE
    for person in people:
        buys_alone(stage, person, call + stage.draw.uniform(1, 20) * MINUTE)


def pay_holders(stage: Stage) -> Order | None:
    """The creator pays everybody who holds by what they hold, at most twenty at once."""
    ledger, coin = stage.world.ledger, stage.coin
    amounts = [(person.wallet, held(ledger, coin, person.wallet)) for person in stage.crowd.people]
    chosen = sorted(((wallet, raw) for wallet, raw in amounts if raw), key=lambda row: -row[1])[:20]
    total = sum(raw for _, raw in chosen)
    pot = min(stage.world.spare(stage.creator, keep=50_000_000), SOL)
    if not total or pot < SOL // 10:
        return None
    transfers = tuple(system.transfer(stage.creator, wallet, pot * raw // total) for wallet, raw in chosen)
    return Order(stage.creator, transfers, 1, Budget(60_000, 2_000))


def hours_before(stage: Stage, least: float, most: float) -> float:
    """A moment so many hours before the launch."""
    return stage.start - stage.draw.uniform(least, most) * HOUR
