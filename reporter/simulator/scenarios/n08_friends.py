"""Friends who have sent each other money for months buy within minutes of each other."""

from typing import Final

from reporter.simulator.scenarios.payers import friends
from reporter.simulator.scenarios.stage import Stage

KIND: Final = "ambiguous"
MINUTES: Final = 30.0


def play(stage: Stage) -> None:
    """Set the stage."""
    draw = stage.draw
    stage.scale(60, 6)
    stage.create(draw.uniform(0.3, 2))
    friends(stage, draw.randint(3, 8))
    stage.strangers(draw.randint(45, 80))
