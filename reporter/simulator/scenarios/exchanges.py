"""Exchanges without a label: customers, deposit addresses, and the sweeps the exchange pays for."""

import math

from reporter.model.ids import Wallet
from reporter.simulator.programs import system
from reporter.simulator.scenarios.payers import buys_alone
from reporter.simulator.scenarios.stage import Stage
from reporter.simulator.transaction import BASE_FEE, Budget, Order
from reporter.simulator.world import DAY, MINUTE, SOL


def quiet_exchange(stage: Stage, name: str, customers: int) -> Wallet:
    """An exchange nobody has labelled, which paid so many customers in the last month at all hours."""
    exchange = stage.label(stage.world.wallet(name), "exchange", name)
    stage.world.ledger.endow(exchange, 600 * SOL)
    for number in range(customers):
        wallet = stage.world.wallet(f"{name} customer {number}")
        stage.population.bystanders.append(wallet)
        lamports = int(math.exp(stage.draw.gauss(-0.8, 1)) * SOL) + SOL // 50
        stage.pay(exchange, wallet, lamports, stage.start - stage.draw.uniform(0.02, 30) * DAY)
    return exchange


def visitor(stage: Stage, name: str, exchange: Wallet, before: float, *, whole: bool) -> None:
    """A stranger who withdraws `before` seconds before the launch, a round sum less the exchange's fee if `whole`, and buys."""
    wallet = stage.label(stage.world.wallet(name), "stranger", name, exchange)
    lamports = SOL - 1_000_000 if whole else int(stage.draw.uniform(0.3, 2) * SOL)
    stage.pay(exchange, wallet, lamports, stage.start - before)
    buys_alone(stage, wallet, stage.draw.uniform(1, 8 * MINUTE))


def sweep_by(stage: Stage, exchange: Wallet, deposit: Wallet) -> Order | None:
    """The exchange empties a deposit address at its own expense: it pays the fee, the address signs too."""
    lamports = stage.world.balance(deposit)
    if lamports < SOL // 100:
        return None
    return Order(exchange, (system.transfer(deposit, exchange, lamports),), 0, Budget(2_000, BASE_FEE))
