"""Unrelated creators use one launch page: equal first buys, one host for their texts, one fee to the page."""

from typing import Final

from reporter.model.ids import Wallet
from reporter.simulator.programs import system
from reporter.simulator.scenarios.earlier import earlier_coin
from reporter.simulator.scenarios.stage import Stage
from reporter.simulator.transaction import Order
from reporter.simulator.world import HOUR, SOL

KIND: Final = "clear"
MINUTES: Final = 30.0
_FEE: Final = 50_000_000  # lamports the page takes for a launch


def play(stage: Stage) -> None:
    """Set the stage."""
    draw = stage.draw
    stage.scale(60, 6)
    dev = draw.uniform(0.3, 0.6)
    page = stage.label(stage.world.wallet("launch page"), "service", "launch page")
    stage.world.ledger.endow(page, SOL)
    makers = [stage.label(stage.world.wallet(f"other creator {n}"), "stranger", f"other creator {n}") for n in range(3)]
    for number, maker in enumerate(makers):
        time = stage.start - draw.uniform(0.5, 20) * HOUR
        stage.population.withdraw("exchange two", maker, 5 * SOL + stage.coin.seed, time - 2 * HOUR)
        stage.world.at(time - 60, lambda maker=maker: _fee(maker, page))  # type: ignore[misc]
        earlier_coin(stage, f"mint of the page {number}", maker, time, int(dev * SOL))
    stage.create(dev)
    stage.strangers(draw.randint(45, 80))
    stage.world.at(stage.start - 60, lambda: _fee(stage.creator, page))


def _fee(maker: Wallet, page: Wallet) -> Order:
    return Order(maker, (system.transfer(maker, page, _FEE),))
