"""The wallets of a launch buy their own token again a day later, in the same order."""

from typing import Final

from reporter.simulator.scenarios.group import Group
from reporter.simulator.scenarios.stage import Stage
from reporter.simulator.world import DAY, MINUTE

KIND: Final = "positive"
MINUTES: Final = 4320.0


def play(stage: Stage) -> None:
    """Set the stage."""
    draw = stage.draw
    group = Group(stage, draw.randint(5, 16))
    stage.scale(60, 13)
    group.fund("own_fees" if stage.evasive else "chain", draw.uniform(60, 300), hops=6)
    stage.create(draw.uniform(0.3, 2))
    group.batches(draw.uniform(1, 4))
    stage.strangers(draw.randint(45, 70))
    group.sell(30 * MINUTE, (0.5, 3.0), 0.6)
    group.again(draw.uniform(0.5, 2) * DAY, (0.4, 1.5))
