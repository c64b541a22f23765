"""Buyers are paid by a bridge, for which the operator paid elsewhere: nobody can say who sent it."""

from typing import Final

from reporter.simulator.scenarios.group import Group
from reporter.simulator.scenarios.stage import Stage

KIND: Final = "unknown"
MINUTES: Final = 30.0


def play(stage: Stage) -> None:
    """Set the stage."""
    draw = stage.draw
    group = Group(stage, draw.randint(4, 16))
    stage.scale(60, 11)
    group.fund("bridge", draw.uniform(60, 300))
    stage.create(draw.uniform(0.3, 2))
    group.batches(draw.uniform(1, 4))
    stage.strangers(draw.randint(45, 80))
    stage.undecidable("operator", "operator")
