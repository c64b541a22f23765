"""The creator locks a disclosed part for each of its team in contracts that release it over time; all sign for themselves."""

from typing import Final

from reporter.model.ids import Wallet
from reporter.simulator.market import held
from reporter.simulator.programs import jupiter_lock
from reporter.simulator.scenarios.payers import buys_alone
from reporter.simulator.scenarios.stage import Stage
from reporter.simulator.transaction import Budget, Order
from reporter.simulator.world import DAY, HOUR, MINUTE, SOL

KIND: Final = "clear"
MINUTES: Final = 30.0


def play(stage: Stage) -> None:
    """Set the stage."""
    draw = stage.draw
    stage.scale(60, 9)
    jupiter_lock.furnish(stage.world.ledger)
    stage.create(draw.uniform(2, 5))
    team = [stage.label(stage.world.wallet(f"team {n}"), "stranger", f"team {n}") for n in range(draw.randint(4, 10))]
    for number, person in enumerate(team):
        stage.population.withdraw(
            draw.choice(("exchange one", "exchange two")), person, SOL, stage.start - draw.uniform(1, 90) * HOUR
        )
        stage.world.at(stage.start + (5 + number) * MINUTE, lambda n=number, p=person: _lock(stage, n, p, len(team)))  # type: ignore[misc]
        if draw.random() < 0.5:
            buys_alone(stage, person, draw.uniform(20, 900))
    stage.strangers(draw.randint(45, 80))


def _lock(stage: Stage, number: int, person: Wallet, size: int) -> Order | None:
    """An equal part of what the creator has left, released at a date of its own."""
    coin, ledger = stage.coin, stage.world.ledger
    tokens = held(ledger, coin, stage.creator) // (size + 1 - number)
    if not tokens:
        return None
    base, now = stage.world.wallet(f"key of lock {number}"), ledger.time_of(ledger.tip)
    lock = jupiter_lock.Lock(base, stage.creator, person, coin.mint, coin.token_program, tokens, now + (30 + 10 * number) * DAY)
    stage.locks[lock.address] = person
    return Order(stage.creator, lock.order(now), 0, Budget(600_000, 300_000))
