"""Followers copy a habitual buyer's client, time and order, and send it a gift."""

from typing import Final

from reporter.simulator.scenarios.group import Group
from reporter.simulator.scenarios.habitual import habitual
from reporter.simulator.scenarios.stage import Stage
from reporter.simulator.world import SOL

KIND: Final = "framing"
MINUTES: Final = 30.0


def play(stage: Stage) -> None:
    """Set the stage."""
    draw = stage.draw
    group = Group(stage, draw.randint(4, 9), sol=(0.2, 0.5))
    stage.scale(60, 8)
    group.fund("direct", draw.uniform(200, 400), besides=35 * SOL)
    stage.create(draw.uniform(0.3, 2))
    stage.strangers(draw.randint(45, 80))
    moment = draw.uniform(3, 200)
    victim, client = habitual(stage, 1, moment)[0], stage.client()
    stage.imitate[victim] = client
    group.client = dict.fromkeys(group.members, client)
    stage.pay(group.funder, victim, int(draw.uniform(0.1, 3) * SOL), stage.start - draw.uniform(40, 90))
    group.batches(moment + 0.3, size=3, gap=(0.2, 0.6))
