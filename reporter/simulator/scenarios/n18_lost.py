"""The chains of the first scenario on a node that has lost a part of its transactions."""

from typing import Final

from reporter.simulator.faults import Faults
from reporter.simulator.scenarios.group import Group
from reporter.simulator.scenarios.stage import Stage

KIND: Final = "unknown"
MINUTES: Final = 30.0


def play(stage: Stage) -> None:
    """Set the stage."""
    draw = stage.draw
    group = Group(stage, draw.randint(5, 14))
    stage.scale(60, 11)
    group.fund("chain", draw.uniform(60, 300), hops=8)
    stage.create(draw.uniform(0.3, 2))
    group.batches(draw.uniform(1, 4))
    stage.strangers(draw.randint(45, 80))
    stage.undecidable("operator", "operator")
    stage.faults = Faults(lost=draw.uniform(0.1, 0.5))
