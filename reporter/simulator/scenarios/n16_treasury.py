"""A vault of several signers pays contributors, some of whom buy with it."""

from typing import Final

from reporter.simulator.scenarios.payers import buys_alone, treasury
from reporter.simulator.scenarios.stage import Stage

KIND: Final = "clear"
MINUTES: Final = 30.0


def play(stage: Stage) -> None:
    """Set the stage."""
    draw = stage.draw
    stage.scale(60, 6)
    stage.create(draw.uniform(0.3, 2))
    for wallet in treasury(stage, draw.randint(8, 20)):
        buys_alone(stage, wallet, draw.uniform(2, 600))
    stage.strangers(draw.randint(45, 80))
