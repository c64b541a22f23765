"""Strangers whose node handed all of them one blockhash buy in one block."""

from typing import Final

from reporter.simulator.scenarios.following import one_blockhash
from reporter.simulator.scenarios.stage import Stage

KIND: Final = "clear"
MINUTES: Final = 30.0


def play(stage: Stage) -> None:
    """Set the stage."""
    draw = stage.draw
    stage.scale(60, 6)
    stage.create(draw.uniform(0.3, 2))
    one_blockhash(stage, draw.randint(4, 20), draw.uniform(3, 200))
    stage.strangers(draw.randint(45, 80))
