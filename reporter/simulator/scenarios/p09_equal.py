"""All wallets fire in the same second, each with the same amount; the creator is a stranger to them."""

from typing import Final

from reporter.simulator.scenarios.group import Group
from reporter.simulator.scenarios.stage import Stage
from reporter.simulator.world import SOL

KIND: Final = "positive"
MINUTES: Final = 30.0


def play(stage: Stage) -> None:
    """Set the stage."""
    draw = stage.draw
    group = Group(stage, draw.randint(5, 24))
    stage.scale(60, 12)
    stake = int(draw.uniform(0.2, 0.7) * SOL)
    group.stakes = {member: int(stake * draw.uniform(0.8, 1.2)) if stage.evasive else stake for member in group.members}
    group.fund("own_fees" if stage.evasive else "direct", draw.uniform(40, 200), hops=3)
    stage.create(draw.uniform(0.3, 2))
    group.batches(draw.uniform(2, 60), size=len(group.members))
    stage.strangers(draw.randint(45, 80))
