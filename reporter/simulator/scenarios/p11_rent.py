"""The creator pays the rent of every buyer's account inside the buyer's own buy; tokens are gathered and sold at once."""

from typing import Final

from reporter.simulator.scenarios.gathering import gather, sponsored
from reporter.simulator.scenarios.group import Group
from reporter.simulator.scenarios.stage import Stage
from reporter.simulator.truth import Person
from reporter.simulator.world import MINUTE

KIND: Final = "positive"
MINUTES: Final = 30.0


def play(stage: Stage) -> None:
    """Set the stage."""
    draw = stage.draw
    group = Group(stage, draw.randint(3, 12))
    stage.scale(60, 10)
    group.fund("direct", draw.uniform(60, 300))
    for member in group.members:
        stage.people[member] = Person(member, "member", "operator", group.funder)
    stage.create(draw.uniform(0.3, 2), controller="operator")
    sponsored(stage, group, draw.uniform(1, 4))
    gather(stage, group, draw.uniform(3, 9) * MINUTE)
    stage.strangers(draw.randint(45, 80))
