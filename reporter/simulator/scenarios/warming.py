"""Wallets that are made to look used: each buys and sells the same other token twice."""

from reporter.model.ids import Wallet
from reporter.simulator.coins import AnyCoin
from reporter.simulator.market import held
from reporter.simulator.scenarios.earlier import earlier_coin
from reporter.simulator.scenarios.group import Group
from reporter.simulator.scenarios.stage import Stage
from reporter.simulator.transaction import Budget, Order
from reporter.simulator.world import DAY, MINUTE, SOL

_PURSE = 60_000_000  # lamports a wallet gets to be warmed up with
_STAKE = 10_000_000


def warm_up(stage: Stage, group: Group, time: float) -> None:
    """From `time` on every member is paid a little and takes the same steps with a stranger's token, one after another."""
    maker = stage.label(stage.world.wallet("maker of another token"), "stranger", "maker of another token")
    stage.world.ledger.endow(maker, 20 * SOL)
    other = earlier_coin(stage, "another mint", maker, time - DAY + 60, SOL)
    stage.population.withdraw("old exchange", group.funder, len(group.members) * 2 * _PURSE + SOL, time - 2 * DAY)
    for member in group.members:
        stage.pay(group.funder, member, _PURSE, time)
        time += stage.draw.uniform(5, 15)
        for side in ("buy", "sell", "buy", "sell"):
            stage.world.at(time, lambda side=side, member=member: _step(stage, other, member, side))  # type: ignore[misc]
            time += stage.draw.uniform(12, 20) if not stage.evasive else stage.draw.uniform(1, 60) * MINUTE


def _step(stage: Stage, other: AnyCoin, member: Wallet, side: str) -> Order | None:
    ledger = stage.world.ledger
    if other.curve not in ledger.accounts:
        return None
    if side == "buy":
        calls = other.buy(ledger, member, min(_STAKE, stage.world.spare(member) // 3), "buy_exact_quote_in_v2", stage.draw)
    else:
        tokens = held(ledger, other, member)
        calls = other.sell(ledger, member, tokens, "sell_v2", stage.draw) if tokens else None
    return None if calls is None else Order(member, tuple(calls), 1, Budget(320_000, 300_000))
