"""Buyers hold their money hours or days before the launch; nothing is paid when it happens."""

from typing import Final

from reporter.simulator.scenarios.group import Group
from reporter.simulator.scenarios.stage import Stage
from reporter.simulator.world import HOUR, SOL

KIND: Final = "positive"
MINUTES: Final = 30.0
DRAWN: Final = (
    300,
    850,
    387,
    240,
    660,
    810,
    475,
    200,
    330,
    603,
    487,
    370,
    779,
    629,
    700,
)  # mSOL, ever the same


def play(stage: Stage) -> None:
    """Set the stage."""
    draw = stage.draw
    group = Group(stage, draw.randint(4, 17))
    if not stage.evasive:
        shift = draw.randint(70, 560)
        for member, base in zip(group.members, DRAWN, strict=False):
            group.stakes[member] = (base + shift) * SOL // 1000 - group.reserve
    stage.scale(60, 12)
    group.fund("own_fees" if stage.evasive else "chain", draw.uniform(6, 160) * HOUR, hops=8)
    stage.create(draw.uniform(0.3, 2))
    group.batches(draw.uniform(0.9, 4))
    stage.strangers(draw.randint(45, 80))
