"""The instruction names a stranger as creator, who never signed and buys like everybody else."""

from typing import Final

from reporter.simulator.scenarios.group import Group
from reporter.simulator.scenarios.stage import Stage
from reporter.simulator.world import DAY, SOL

KIND: Final = "framing"
MINUTES: Final = 30.0


def play(stage: Stage) -> None:
    """Set the stage."""
    draw = stage.draw
    group = Group(stage, draw.randint(5, 12))
    stage.scale(60, 10)
    group.fund("direct", draw.uniform(60, 300), besides=35 * SOL)
    maker = stage.label(stage.world.wallet("deployer"), "deployer", "operator", group.funder)
    stage.population.withdraw("old exchange", maker, 5 * SOL + stage.coin.seed, stage.start - DAY)
    stage.create(0.0, controller="stranger named as creator", payer=maker)
    group.bundled()
    stage.strangers(draw.randint(45, 80))
    stage.pay(group.funder, stage.creator, int(draw.uniform(0.1, 2) * SOL), stage.start - draw.uniform(60, 600))
