"""A stranger is written into the group's table, has its rent and fees paid, and receives tokens, without signing anything."""

from typing import Final

from reporter.simulator.scenarios.gathering import hand_over
from reporter.simulator.scenarios.group import Group
from reporter.simulator.scenarios.habitual import habitual
from reporter.simulator.scenarios.stage import Stage
from reporter.simulator.scenarios.tables import private_table
from reporter.simulator.world import MINUTE, SOL

KIND: Final = "framing"
MINUTES: Final = 30.0


def play(stage: Stage) -> None:
    """Set the stage."""
    draw = stage.draw
    group = Group(stage, draw.choice((4, 8)), sol=(0.2, 0.6))
    stage.scale(60, 8)
    group.fund("direct", draw.uniform(200, 400), besides=35 * SOL)
    stage.create(draw.uniform(0.3, 1))
    stage.strangers(draw.randint(45, 80))
    victims = habitual(stage, draw.randint(1, 3))
    table = private_table(stage, group.funder, [*group.members, *victims], stage.start - draw.uniform(25, 55))
    group.bundled(1, (table,))
    moment = draw.uniform(3, 8) * MINUTE
    for victim in victims:
        stage.pay(group.funder, victim, int(draw.uniform(0.05, 2) * SOL), stage.start - draw.uniform(60, 600))
        for member in group.members:
            hand_over(stage, member, victim, moment)
            moment += draw.uniform(1, 9)
