"""People who buy many launches: a long past, money enough, a client of their own."""

from collections.abc import Sequence

from reporter.model.ids import Wallet
from reporter.simulator.scenarios.stage import Stage
from reporter.simulator.world import DAY, SOL


def habitual(stage: Stage, count: int, moment: float | None = None) -> Sequence[Wallet]:
    """Habitual buyers who buy this token too, from balances of their own; at `moment` where one is named."""
    found = []
    for number in range(count):
        name = f"habitual buyer {len(stage.people)} {number}"
        wallet = stage.label(stage.world.wallet(name), "stranger", name)
        born = stage.start - stage.draw.uniform(60, 170) * DAY
        stage.population.withdraw("old exchange", wallet, int(stage.draw.uniform(4, 12) * SOL), born)
        stage.population.live(wallet, born, stage.start - DAY, budget=SOL // 4)
        for _ in range(stage.draw.randint(25, 60)):
            shop = stage.draw.choice(stage.population.shops)
            time = stage.draw.uniform(born + DAY, stage.start - 3_600)
            stage.population.pay(wallet, shop, stage.draw.randint(5_000, 900_000), time)
        client, spend = stage.client(), int(stage.draw.uniform(0.2, 1.2) * SOL)
        when = stage.draw.uniform(2, 500) if moment is None else moment
        stage.imitate.setdefault(wallet, client)
        stage.world.in_slot(
            stage.world.ledger.slot_at(stage.start + when),
            lambda wallet=wallet, spend=spend: stage.buy(wallet, spend, stage.imitate[wallet]),  # type: ignore[misc]
            lambda landed, wallet=wallet: stage.crowd.bought(landed, [wallet]),  # type: ignore[misc]
        )
        found.append(wallet)
    return found
