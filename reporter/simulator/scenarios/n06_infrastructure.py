"""Routed and relayed trades, vault wallets, a pool's liquidity, a locker, burns: accounts that hold tokens for a protocol."""

from typing import Final

from reporter.simulator.scenarios.furnishing import furnish
from reporter.simulator.scenarios.stage import Stage

KIND: Final = "clear"
MINUTES: Final = 20.0


def play(stage: Stage) -> None:
    """Set the stage."""
    draw = stage.draw
    stage.scale(60, 6)
    stage.create(draw.uniform(0.3, 2))
    stage.strangers(draw.randint(45, 80))
    furnish(stage)
