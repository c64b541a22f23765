"""Strangers follow a leader: they buy a few slots after it with similar amounts, with money of their own."""

from typing import Final

from reporter.simulator.scenarios.following import followers
from reporter.simulator.scenarios.stage import Stage

KIND: Final = "clear"
MINUTES: Final = 30.0


def play(stage: Stage) -> None:
    """Set the stage."""
    draw = stage.draw
    stage.scale(60, 6)
    stage.create(draw.uniform(0.3, 2))
    followers(stage, draw.randint(5, 25), draw.uniform(2, 200))
    followers(stage, draw.randint(3, 10), draw.uniform(200, 500))
    stage.strangers(draw.randint(45, 80))
