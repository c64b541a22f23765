"""A handful of wallets of one operator buys and sells in the same transaction again and again; nobody holds anything."""

from typing import Final

from reporter.simulator.scenarios.following import round_trips
from reporter.simulator.scenarios.group import Group
from reporter.simulator.scenarios.stage import Stage

KIND: Final = "positive"
MINUTES: Final = 30.0


def play(stage: Stage) -> None:
    """Set the stage."""
    draw = stage.draw
    group = Group(stage, 5, sol=(0.3, 0.5))
    stage.scale(60, 6)
    group.fund("own_fees" if stage.evasive else "fan_out", draw.uniform(60, 300), hops=2)
    stage.create(draw.uniform(0.3, 1))
    stage.strangers(draw.randint(45, 80))
    round_trips(stage, group.members, draw.randint(15, 40), (2.0, 10.0) if not stage.evasive else (5.0, 60.0))
