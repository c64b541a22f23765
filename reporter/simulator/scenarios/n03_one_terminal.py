"""Most buyers use one terminal with its default settings: one form, one tip, one fee wallet, one table."""

from typing import Final

from reporter.simulator.scenarios.stage import Stage

KIND: Final = "clear"
MINUTES: Final = 30.0


def play(stage: Stage) -> None:
    """Set the stage."""
    draw = stage.draw
    stage.scale(60, 6)
    stage.create(draw.uniform(0.3, 2))
    stage.crowd.default_client(draw.choice(stage.clients[1:4]), draw.uniform(0.4, 0.9))
    stage.strangers(draw.randint(60, 90), snipers=0.25)
