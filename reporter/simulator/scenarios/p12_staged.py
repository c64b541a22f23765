"""Fresh chains of two wallets that pay their own fees; the buyers stand beside the creation and leave in stages."""

from typing import Final

from reporter.simulator.scenarios.group import Group
from reporter.simulator.scenarios.stage import Stage

KIND: Final = "positive"
MINUTES: Final = 30.0


def play(stage: Stage) -> None:
    """Set the stage."""
    draw = stage.draw
    group = Group(stage, draw.randint(6, 20), sol=(0.3, 0.6))
    stage.scale(60, 11)
    group.fund("own_fees", draw.uniform(60, 300), hops=2)
    stage.create(draw.uniform(0.3, 1))
    group.bundled()
    stage.strangers(draw.randint(45, 80), per_minute=25)
    moment = draw.uniform(60, 200)
    for part in (0.3, 0.5, 1.0):
        moment = group.sell(moment, (0.2, 1.0), part) + draw.uniform(40, 120)
