"""A lookup table names the buyers and their future token accounts before the token exists; four of them sign each buy."""

from typing import Final

from msgspec.structs import replace

from reporter.simulator.scenarios.group import Group
from reporter.simulator.scenarios.stage import Stage
from reporter.simulator.scenarios.tables import private_table

KIND: Final = "positive"
MINUTES: Final = 30.0


def play(stage: Stage) -> None:
    """Set the stage."""
    draw = stage.draw
    group = Group(stage, draw.choice((4, 8, 12)), sol=(0.2, 0.7))
    # Four buys of the newer form with 27 accounts each are larger than a transaction may be, tables or not.
    group.client = {member: replace(client, buy="buy_exact_sol_in") for member, client in group.client.items()}
    stage.scale(60, 9)
    group.fund("wrapped_self" if stage.evasive else "wrapped_other", draw.uniform(120, 300), spread=6)
    table = private_table(stage, group.funder, group.members, stage.start - draw.uniform(25, 55))
    stage.create(0.0 if draw.random() < 0.5 else draw.uniform(0.3, 2))
    group.bundled(2 if stage.evasive else 4, (table,))
    stage.strangers(draw.randint(45, 80))
