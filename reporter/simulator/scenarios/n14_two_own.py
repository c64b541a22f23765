"""One person has two wallets, and one paid the other days before."""

from typing import Final

from reporter.simulator.scenarios.payers import buys_alone
from reporter.simulator.scenarios.stage import Stage
from reporter.simulator.world import DAY, SOL

KIND: Final = "ambiguous"
MINUTES: Final = 30.0


def play(stage: Stage) -> None:
    """Set the stage."""
    draw = stage.draw
    stage.scale(60, 6)
    stage.create(draw.uniform(0.3, 2))
    first, second = (stage.label(stage.world.wallet(f"own {n}"), "stranger", "one person") for n in (1, 2))
    stage.population.withdraw("old exchange", first, 6 * SOL, stage.start - 20 * DAY)
    stage.population.live(first, stage.start - 20 * DAY, stage.start - DAY, budget=SOL // 20)
    stage.pay(first, second, int(draw.uniform(0.5, 2) * SOL), stage.start - draw.uniform(1, 5) * DAY)
    for wallet in (first, second):
        buys_alone(stage, wallet, draw.uniform(5, 500))
    stage.strangers(draw.randint(45, 80))
