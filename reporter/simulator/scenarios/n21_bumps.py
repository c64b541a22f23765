"""A paid service buys and sells in one transaction again and again to keep the token in sight."""

from typing import Final

from reporter.simulator.scenarios.following import bumps
from reporter.simulator.scenarios.stage import Stage

KIND: Final = "clear"
MINUTES: Final = 30.0


def play(stage: Stage) -> None:
    """Set the stage."""
    draw = stage.draw
    stage.scale(60, 6)
    stage.create(draw.uniform(0.3, 2))
    stage.strangers(draw.randint(45, 80))
    bumps(stage, draw.randint(3, 8), draw.randint(10, 40))
