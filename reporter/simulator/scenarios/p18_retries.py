"""A part of the first tries fails; the wallets try again seconds later with a higher price."""

from typing import Final

from reporter.simulator.scenarios.failing import failing
from reporter.simulator.scenarios.group import Group
from reporter.simulator.scenarios.stage import Stage

KIND: Final = "positive"
MINUTES: Final = 30.0


def play(stage: Stage) -> None:
    """Set the stage."""
    draw = stage.draw
    group = Group(stage, draw.randint(6, 20))
    stage.scale(60, 13)
    group.fund("own_fees" if stage.evasive else "chain", draw.uniform(60, 200), hops=8)
    stage.create(draw.uniform(0.3, 2))
    first = draw.uniform(1, 4)
    failing(stage, [m for m in group.members if draw.random() < 0.4], first)
    group.batches(first + draw.uniform(2, 10))
    stage.strangers(draw.randint(45, 80))
