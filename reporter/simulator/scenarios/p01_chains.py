"""One funder pays its buyers through chains of eight wallets just before the launch; they buy in batches and return the
money."""

from typing import Final

from reporter.simulator.scenarios.group import Group
from reporter.simulator.scenarios.stage import Stage
from reporter.simulator.world import MINUTE

KIND: Final = "positive"
MINUTES: Final = 30.0


def play(stage: Stage) -> None:
    """Set the stage."""
    draw = stage.draw
    group = Group(stage, draw.randint(5, 22))
    stage.scale(60, 14)
    hops = draw.randint(3, 8)
    group.fund("own_fees" if stage.evasive else "chain", draw.uniform(60, 120), hops=hops, spread=3.5)
    stage.create(draw.uniform(0.3, 2))
    group.batches(draw.uniform(0.9, 4))
    sold = group.sell(draw.uniform(4, 15) * MINUTE, (0.2, 0.8), ascending=True)
    if draw.random() < 0.6:
        group.send(sold + draw.uniform(20, 90), lambda _: group.funder)
    stage.strangers(draw.randint(45, 90), per_minute=draw.uniform(12, 25))
