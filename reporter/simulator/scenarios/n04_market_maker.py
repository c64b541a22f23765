"""A market maker with several wallets, paid by one treasury, quotes both sides for everybody: its wallets are truly one
controller's."""

from typing import Final

from reporter.simulator.scenarios.group import Group
from reporter.simulator.scenarios.stage import Stage
from reporter.simulator.world import SOL

KIND: Final = "ambiguous"
MINUTES: Final = 30.0


def play(stage: Stage) -> None:
    """Set the stage."""
    draw = stage.draw
    group = Group(stage, draw.randint(3, 8), "market maker", sol=(0.6, 1.2))
    stage.scale(60, 8)
    group.fund("direct", draw.uniform(600, 3000))
    stage.create(draw.uniform(0.3, 2))
    stage.strangers(draw.randint(45, 80))
    moment = draw.uniform(60, 200)
    group.batches(moment, size=1, gap=(5.0, 30.0))
    for turn in range(6):
        for member in group.members:
            part = draw.uniform(0.2, 0.5)
            moment += draw.uniform(4, 20)
            if turn % 2:
                stage.world.at(stage.start + moment, lambda m=member: stage.buy(m, SOL // 8, group.client[m]))  # type: ignore[misc]
            else:
                stage.world.at(stage.start + moment, lambda m=member, p=part: stage.sell(m, p, group.client[m]))  # type: ignore[misc]
