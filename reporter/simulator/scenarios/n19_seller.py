"""Strangers bought their SOL from one private seller, who has sold to many over weeks."""

from typing import Final

from reporter.simulator.scenarios.payers import buys_alone, desk
from reporter.simulator.scenarios.stage import Stage

KIND: Final = "clear"
MINUTES: Final = 30.0


def play(stage: Stage) -> None:
    """Set the stage."""
    draw = stage.draw
    stage.scale(60, 6)
    stage.create(draw.uniform(0.3, 2))
    for wallet in desk(stage, draw.randint(60, 240), draw.randint(4, 12)):
        buys_alone(stage, wallet, draw.uniform(2, 600))
    stage.strangers(draw.randint(45, 80))
