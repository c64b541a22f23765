"""Strangers sell and send the money to deposit addresses of their own at one exchange, which sweeps them at its expense."""

from typing import Final

from reporter.simulator.scenarios.exchanges import sweep_by
from reporter.simulator.scenarios.stage import Stage
from reporter.simulator.world import MINUTE

KIND: Final = "clear"
MINUTES: Final = 60.0


def play(stage: Stage) -> None:
    """Set the stage."""
    draw = stage.draw
    stage.scale(60, 6)
    stage.create(draw.uniform(0.3, 2))
    stage.strangers(draw.randint(45, 80))
    exchange = stage.population.exchanges["exchange two"]
    for number, person in enumerate(stage.crowd.people[: draw.randint(8, 20)]):
        deposit = stage.label(stage.world.wallet(f"own deposit {number}"), "service", f"deposit {number}")
        moment = stage.start + draw.uniform(21, 40) * MINUTE
        client = stage.client()
        stage.world.at(moment, lambda w=person.wallet, c=client: stage.sell(w, 1.0, c))  # type: ignore[misc]
        stage.world.at(moment + 60, lambda w=person.wallet, d=deposit: stage.sweep(w, d, 3_000_000))  # type: ignore[misc]
        stage.world.at(moment + 300, lambda d=deposit: sweep_by(stage, exchange, d))  # type: ignore[misc]
