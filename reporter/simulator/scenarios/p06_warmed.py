"""Buyers were warmed up days before: each bought and sold the same other token twice, in one sequence."""

from typing import Final

from reporter.simulator.scenarios.group import Group
from reporter.simulator.scenarios.stage import Stage
from reporter.simulator.scenarios.warming import warm_up
from reporter.simulator.world import DAY

KIND: Final = "positive"
MINUTES: Final = 30.0


def play(stage: Stage) -> None:
    """Set the stage."""
    draw = stage.draw
    group = Group(stage, draw.randint(6, 16))
    stage.scale(60, 11)
    group.fund("own_fees" if stage.evasive else "chain", draw.uniform(60, 300), hops=4)
    warm_up(stage, group, stage.start - draw.uniform(2, 20) * DAY)
    stage.create(draw.uniform(0.3, 2))
    group.batches(draw.uniform(1, 4))
    stage.strangers(draw.randint(45, 80))
