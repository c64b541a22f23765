"""The creator buys in the creation transaction, and that is all."""

from typing import Final

from reporter.simulator.scenarios.stage import Stage

KIND: Final = "clear"
MINUTES: Final = 30.0


def play(stage: Stage) -> None:
    """Set the stage."""
    draw = stage.draw
    stage.scale(60, 6)
    stage.create(draw.uniform(0.1, 5))
    stage.strangers(draw.randint(30, 80))
