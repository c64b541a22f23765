"""An operator sends dust, and more than dust, to strangers who buy, to draw them into its group."""

from typing import Final

from reporter.simulator.scenarios.group import Group
from reporter.simulator.scenarios.stage import Stage

KIND: Final = "clear"
MINUTES: Final = 30.0


def play(stage: Stage) -> None:
    """Set the stage."""
    draw = stage.draw
    group = Group(stage, draw.randint(5, 14))
    stage.scale(60, 11)
    group.fund("decoy_dust" if draw.random() < 0.6 else "gift", draw.uniform(600, 900))
    stage.create(draw.uniform(0.3, 2))
    group.batches(draw.uniform(1, 4))
    stage.strangers(draw.randint(45, 80))
