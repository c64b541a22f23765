"""A ring of wallets trades among itself: one buys, the next buys, the first sells; nobody's holding changes much."""

from typing import Final

from reporter.simulator.scenarios.group import Group
from reporter.simulator.scenarios.stage import Stage
from reporter.simulator.world import MINUTE, SOL

KIND: Final = "positive"
MINUTES: Final = 30.0


def play(stage: Stage) -> None:
    """Set the stage."""
    draw = stage.draw
    group = Group(stage, draw.randint(5, 14), sol=(0.25, 0.5))
    stage.scale(60, 8)
    group.fund("fan_out" if not stage.evasive else "own_fees", draw.uniform(60, 300), hops=2)
    stage.create(draw.uniform(0.3, 1))
    group.batches(draw.uniform(5, 60))
    stage.strangers(draw.randint(45, 80))
    time = 3.0 * MINUTE
    for _ in range(3):
        for seller, buyer in zip(group.members, [*group.members[1:], group.members[0]], strict=True):
            stage.world.at(stage.start + time, lambda m=seller: stage.sell(m, 0.8, group.client[m]))  # type: ignore[misc]
            stage.world.at(stage.start + time + 1, lambda m=buyer: stage.buy(m, SOL // 10, group.client[m]))  # type: ignore[misc]
            time += draw.uniform(4, 15)
