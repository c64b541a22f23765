"""The creator pays holders shares of its fees after they bought, twenty in a transaction."""

from typing import Final

from reporter.simulator.scenarios.payers import pay_holders
from reporter.simulator.scenarios.stage import Stage
from reporter.simulator.world import MINUTE

KIND: Final = "clear"
MINUTES: Final = 30.0


def play(stage: Stage) -> None:
    """Set the stage."""
    draw = stage.draw
    stage.scale(60, 6)
    stage.create(draw.uniform(0.3, 2))
    stage.strangers(draw.randint(45, 80))
    for turn in range(3):
        stage.world.at(stage.start + (22 + 2 * turn) * MINUTE, lambda: pay_holders(stage))
