"""A group inside a hot launch, beside followers who copy a leader."""

from typing import Final

from reporter.simulator.scenarios.following import followers
from reporter.simulator.scenarios.group import Group
from reporter.simulator.scenarios.stage import Stage

KIND: Final = "positive"
MINUTES: Final = 15.0


def play(stage: Stage) -> None:
    """Set the stage."""
    draw = stage.draw
    group = Group(stage, draw.randint(8, 20), sol=(0.15, 0.4))
    stage.scale(130, 8)
    group.fund("own_fees" if stage.evasive else "chain", draw.uniform(60, 200), hops=6)
    stage.create(draw.uniform(0.3, 1))
    group.batches(draw.uniform(0.9, 4))
    stage.strangers(draw.randint(90, 120), per_minute=draw.uniform(60, 120), snipers=0.15)
    followers(stage, draw.randint(4, 10), draw.uniform(5, 90))
