"""Money comes through a pool of re-used wallets that passes amounts on unchanged."""

from typing import Final

from reporter.simulator.scenarios.group import Group
from reporter.simulator.scenarios.stage import Stage

KIND: Final = "positive"
MINUTES: Final = 30.0


def play(stage: Stage) -> None:
    """Set the stage."""
    draw = stage.draw
    group = Group(stage, draw.randint(5, 20))
    stage.scale(60, 13)
    group.fund("pooled_own_fees" if stage.evasive else "pooled", draw.uniform(60, 300), hops=draw.randint(3, 8))
    stage.create(draw.uniform(0.3, 2))
    group.batches(draw.uniform(0.9, 4))
    stage.strangers(draw.randint(45, 80))
