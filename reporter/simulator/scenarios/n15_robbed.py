"""A group's wallets are emptied to a thief within a minute."""

from typing import Final

from reporter.simulator.scenarios.group import Group
from reporter.simulator.scenarios.stage import Stage
from reporter.simulator.world import MINUTE

KIND: Final = "positive"
MINUTES: Final = 30.0


def play(stage: Stage) -> None:
    """Set the stage."""
    draw = stage.draw
    group = Group(stage, draw.randint(5, 14))
    stage.scale(60, 11)
    group.fund("own_fees" if stage.evasive else "chain", draw.uniform(60, 300), hops=4)
    stage.create(draw.uniform(0.3, 2))
    group.batches(draw.uniform(1, 4))
    stage.strangers(draw.randint(45, 80))
    thief = stage.label(stage.world.wallet("thief"), "sink", "thief")
    sold = group.sell(draw.uniform(6, 12) * MINUTE, (0.2, 1.0))
    group.send(sold + 10, lambda _: thief, (0.2, 2.0))
