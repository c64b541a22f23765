"""Two operators use one pool of intermediate wallets; their buyers are not one group."""

from typing import Final

from reporter.simulator.scenarios.group import Group
from reporter.simulator.scenarios.stage import Stage

KIND: Final = "two operators"
MINUTES: Final = 30.0


def play(stage: Stage) -> None:
    """Set the stage."""
    draw = stage.draw
    first = Group(stage, draw.randint(5, 10), sol=(0.2, 0.6))
    second = Group(stage, draw.randint(5, 10), "second operator", sol=(0.2, 0.6))
    stage.scale(60, 10)
    for group in (first, second):
        group.fund("pooled_own_fees" if stage.evasive else "pooled", draw.uniform(60, 600), hops=4)
    stage.create(draw.uniform(0.3, 1))
    first.batches(draw.uniform(1, 4))
    second.batches(draw.uniform(1, 30))
    stage.strangers(draw.randint(45, 80))
