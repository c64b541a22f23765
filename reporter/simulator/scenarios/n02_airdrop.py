"""A project pays hundreds of strangers in batches; some of them buy with it later."""

from typing import Final

from reporter.simulator.scenarios.payers import airdrop, buys_alone
from reporter.simulator.scenarios.stage import Stage
from reporter.simulator.world import HOUR

KIND: Final = "clear"
MINUTES: Final = 30.0


def play(stage: Stage) -> None:
    """Set the stage."""
    draw = stage.draw
    stage.scale(60, 6)
    stage.create(draw.uniform(0.3, 2))
    recipients = airdrop(stage, draw.randint(150, 300), stage.start - draw.uniform(2, 30) * HOUR)
    for wallet in draw.sample(recipients, draw.randint(5, 14)):
        buys_alone(stage, wallet, draw.uniform(2, 600))
    stage.strangers(draw.randint(45, 80))
