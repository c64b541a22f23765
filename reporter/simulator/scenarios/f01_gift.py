"""The operator sends a habitual buyer SOL just before it buys, as it would have anyway."""

from typing import Final

from reporter.simulator.scenarios.group import Group
from reporter.simulator.scenarios.habitual import habitual
from reporter.simulator.scenarios.stage import Stage
from reporter.simulator.world import SOL

KIND: Final = "framing"
MINUTES: Final = 30.0
SMALLEST, LARGEST = -1.5, 1.0  # of a gift, as powers of ten of a SOL


def play(stage: Stage) -> None:
    """Set the stage."""
    draw = stage.draw
    group = Group(stage, draw.randint(5, 12))
    stage.scale(60, 10)
    besides = int((3 * 10**LARGEST + 5) * SOL)
    group.fund("own_fees" if stage.evasive else "direct", draw.uniform(200, 400), hops=3, besides=besides)
    stage.create(draw.uniform(0.3, 2))
    group.batches(draw.uniform(1, 4))
    stage.strangers(draw.randint(45, 80))
    for person in draw.sample(habitual(stage, 8), draw.randint(1, 3)):
        moment = stage.start - draw.uniform(40, 90)
        lamports = int(10 ** draw.uniform(SMALLEST, LARGEST) * SOL)
        if stage.evasive:
            relay = stage.label(stage.world.wallet(f"relay to {person[:6]}"), "intermediate", "operator")
            stage.pay(group.funder, relay, lamports + 5_000_000, moment - 60)
            stage.pay(relay, person, lamports, moment)
        else:
            stage.pay(group.funder, person, lamports, moment)
