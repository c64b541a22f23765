"""Buyers paid one by one by exchanges sell and send everything to one deposit address of an exchange."""

from typing import Final

from reporter.simulator.scenarios.exchanges import sweep_by
from reporter.simulator.scenarios.group import Group
from reporter.simulator.scenarios.stage import Stage
from reporter.simulator.world import HOUR, MINUTE

KIND: Final = "positive"
MINUTES: Final = 60.0


def play(stage: Stage) -> None:
    """Set the stage."""
    draw = stage.draw
    group = Group(stage, draw.randint(4, 12))
    stage.scale(60, 10)
    exchange = stage.population.exchanges["exchange two"]
    deposit = stage.label(stage.world.wallet("deposit address"), "sink", "operator")
    for member in group.members:
        paid = stage.start - draw.uniform(1, 40) * HOUR
        stage.population.withdraw(
            draw.choice(("exchange one", "exchange two")), member, group.total() // len(group.members), paid
        )
    stage.create(draw.uniform(0.3, 1))
    group.batches(draw.uniform(2, 8))
    sold = group.sell(draw.uniform(4, 9) * MINUTE, (1.0, 20.0))
    sent = group.send(sold + 60, lambda _: deposit)
    stage.world.at(stage.start + sent + 120, lambda: sweep_by(stage, exchange, deposit))
    stage.strangers(draw.randint(45, 80))
