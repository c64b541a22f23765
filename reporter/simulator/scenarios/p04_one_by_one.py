"""Buyers send one after another, half a second to two seconds apart."""

from typing import Final

from reporter.simulator.scenarios.group import Group
from reporter.simulator.scenarios.stage import Stage

KIND: Final = "positive"
MINUTES: Final = 30.0


def play(stage: Stage) -> None:
    """Set the stage."""
    draw = stage.draw
    group = Group(stage, draw.randint(3, 20))
    stage.scale(60, 13)
    group.fund("own_fees" if stage.evasive else "chain", draw.uniform(60, 200), hops=8)
    stage.create(draw.uniform(0.3, 2))
    group.batches(draw.uniform(1, 3), size=1, gap=(0.5, 2.0))
    stage.strangers(draw.randint(45, 80))
