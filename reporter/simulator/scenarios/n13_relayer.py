"""A relayer pays the fees and the rent of strangers' buys, here and elsewhere."""

from typing import Final

from reporter.simulator.scenarios.relaying import relayed
from reporter.simulator.scenarios.stage import Stage

KIND: Final = "clear"
MINUTES: Final = 30.0


def play(stage: Stage) -> None:
    """Set the stage."""
    draw = stage.draw
    stage.scale(60, 6)
    stage.create(draw.uniform(0.3, 2))
    relayed(stage, draw.randint(5, 25), outside=draw.randint(80, 160))
    stage.strangers(draw.randint(45, 80))
