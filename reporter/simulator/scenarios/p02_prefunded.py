"""Buyers hold their money hours or days before the launch; nothing is paid when it happens."""

from typing import Final

from reporter.simulator.scenarios.group import Group
from reporter.simulator.scenarios.stage import Stage
from reporter.simulator.world import HOUR

KIND: Final = "positive"
MINUTES: Final = 30.0


def play(stage: Stage) -> None:
    """Set the stage."""
    draw = stage.draw
    group = Group(stage, draw.randint(4, 17))
    stage.scale(60, 12)
    group.fund("own_fees" if stage.evasive else "chain", draw.uniform(6, 160) * HOUR, hops=8)
    stage.create(draw.uniform(0.3, 2))
    group.batches(draw.uniform(0.9, 4))
    stage.strangers(draw.randint(45, 80))
