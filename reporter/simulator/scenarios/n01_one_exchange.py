"""Strangers withdraw from one exchange without a label within minutes, some of them equal round amounts."""

from typing import Final

from reporter.simulator.scenarios.exchanges import quiet_exchange, visitor
from reporter.simulator.scenarios.stage import Stage
from reporter.simulator.world import MINUTE

KIND: Final = "clear"
MINUTES: Final = 30.0


def play(stage: Stage) -> None:
    """Set the stage."""
    draw = stage.draw
    stage.scale(60, 6)
    stage.create(draw.uniform(0.3, 2))
    exchange = quiet_exchange(stage, "nameless exchange", draw.randint(200, 420))
    for number in range(draw.randint(6, 20)):
        visitor(stage, f"customer who buys {number}", exchange, draw.uniform(2, 50) * MINUTE, whole=draw.random() < 0.5)
    stage.strangers(draw.randint(45, 80))
