"""An operator who has nothing to do with the creator buys an old token with all its wallets."""

from typing import Final

from reporter.simulator.scenarios.group import Group
from reporter.simulator.scenarios.stage import Stage
from reporter.simulator.world import DAY

KIND: Final = "positive"
MINUTES: Final = 5760.0


def play(stage: Stage) -> None:
    """Set the stage."""
    draw = stage.draw
    group = Group(stage, draw.randint(5, 18))
    stage.scale(40, 14)
    later = draw.uniform(0.5, 3) * DAY
    group.fund("own_fees" if stage.evasive else "chain", 90 - later, hops=draw.randint(2, 8))
    stage.create(draw.uniform(0.3, 2))
    stage.strangers(draw.randint(25, 40))
    group.batches(later, size=1, gap=(1.0, 40.0) if stage.evasive else (1.0, 3.0))
