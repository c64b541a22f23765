"""The creator pays one other wallet, which buys in the creation slot and sells within minutes."""

from typing import Final

from reporter.simulator.scenarios.stage import Stage
from reporter.simulator.world import DAY, MINUTE, SOL

KIND: Final = "positive"
MINUTES: Final = 30.0


def play(stage: Stage) -> None:
    """Set the stage."""
    draw = stage.draw
    sniper = stage.label(stage.world.wallet("sniper"), "member", "operator", stage.creator)
    stage.scale(60, 4)
    stage.create(draw.uniform(0.3, 1), controller="operator", funded=False)
    paid = stage.start - draw.uniform(1, 2) * DAY
    stage.population.withdraw("exchange one", stage.creator, 9 * SOL + stage.coin.seed, paid)
    lamports, paid_at = int(draw.uniform(0.8, 4) * SOL), stage.start - draw.uniform(2, 20) * MINUTE
    payer = stage.creator
    for hop in range(draw.randint(1, 3) if stage.evasive else 0):
        middle = stage.label(stage.world.wallet(f"middle {hop}"), "intermediate", "operator")
        stage.pay(payer, middle, lamports + (3 - hop) * 3_000_000, paid_at - 600 + 120 * hop)
        payer = middle
    stage.pay(payer, sniper, lamports, paid_at)
    client = stage.client()
    stage.world.in_slot(
        stage.created,
        lambda: stage.buy(sniper, stage.world.balance(sniper) * 9 // 10, client),
        lambda landed: stage.crowd.bought(landed, [sniper]),
        rank=0.31,
        bundle="operator",
    )
    stage.world.at(stage.start + draw.uniform(30, 300), lambda: stage.sell(sniper, 1.0, client))
    stage.strangers(draw.randint(45, 80))
