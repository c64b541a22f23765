"""One funder pays creator after creator, minutes apart; each time one more wallet of its own buys nearly half of the supply."""

from typing import Final

from reporter.model.ids import Wallet
from reporter.simulator.scenarios.earlier import earlier_coin
from reporter.simulator.scenarios.stage import Stage
from reporter.simulator.world import DAY, MINUTE, SOL

KIND: Final = "positive"
MINUTES: Final = 30.0


def play(stage: Stage) -> None:
    """Set the stage."""
    draw, count = stage.draw, stage.draw.randint(4, 12)
    stage.scale(40, 28)
    funder = stage.label(stage.world.wallet("funder"), "funder", "operator")
    needs = (count + 1) * (3 * SOL + stage.coin.seed) + 30 * SOL
    stage.population.withdraw("old exchange", funder, needs, stage.start - 4 * DAY)
    stage.population.live(funder, stage.start - 4 * DAY, stage.start - 3 * DAY, budget=SOL // 50)
    gap = draw.uniform(60, 600) * (20 if stage.evasive else 1)
    for number in range(count):
        maker = stage.label(stage.world.wallet(f"earlier creator {number}"), "deployer", "operator", funder)
        made = stage.start - 20 * MINUTE - gap * (count - number)
        _pay(stage, funder, maker, 2 * SOL + stage.coin.seed, made - 60)
        earlier_coin(stage, f"earlier mint {number}", maker, made, SOL // 2)
    holder = stage.label(stage.world.wallet("large holder"), "member", "operator", funder)
    lamports = int(draw.uniform(20, 25) * SOL)
    _pay(stage, funder, stage.creator, 3 * SOL + stage.coin.seed, stage.start - draw.uniform(3, 9) * MINUTE)
    _pay(stage, funder, holder, lamports + SOL // 10, stage.start - draw.uniform(1, 3) * MINUTE)
    stage.create(draw.uniform(0.3, 1), controller="operator", funded=False)
    client = stage.client()
    stage.world.in_slot(
        stage.created,
        lambda: stage.buy(holder, lamports * 19 // 20, client),
        lambda landed: stage.crowd.bought(landed, [holder]),
        rank=0.31,
        bundle="operator",
    )
    stage.strangers(draw.randint(30, 60))


def _pay(stage: Stage, funder: Wallet, target: Wallet, lamports: int, time: float) -> None:
    """The funder pays; an evasive one over a wallet that is used once."""
    if stage.evasive:
        middle = stage.label(stage.world.wallet(f"once for {target[:6]}"), "intermediate", "operator", funder)
        stage.pay(funder, middle, lamports + 5_000_000, time - 20)
        stage.pay(middle, target, lamports, time)
    else:
        stage.pay(funder, target, lamports, time)
