"""A hot launch that nobody runs: up to two buyers a second, half of the first of them snipers and followers."""

from typing import Final

from reporter.simulator.scenarios.following import followers
from reporter.simulator.scenarios.stage import Stage

KIND: Final = "clear"
MINUTES: Final = 12.0


def play(stage: Stage) -> None:
    """Set the stage."""
    draw = stage.draw
    stage.scale(150, 6)
    stage.create(draw.uniform(0.3, 2))
    stage.strangers(draw.randint(90, 130), per_minute=draw.uniform(60, 120), snipers=draw.uniform(0.2, 0.4))
    followers(stage, draw.randint(10, 25), draw.uniform(2, 60))
