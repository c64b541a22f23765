"""Buys that fail: the price limit is far from the market, the fee is paid all the same."""

from collections.abc import Sequence

from reporter.model.ids import Wallet
from reporter.simulator.addresses import PUMP
from reporter.simulator.runtime import Call
from reporter.simulator.scenarios.stage import Stage
from reporter.simulator.transaction import Order
from reporter.simulator.world import SOL


def failing(stage: Stage, wallets: Sequence[Wallet], first: float) -> None:
    """Each of the wallets tries to buy once, in vain, within a second or two."""
    for wallet in wallets:
        moment = stage.start + first + stage.draw.uniform(0, 1.5)
        stage.world.in_slot(
            max(stage.world.ledger.slot_at(moment), stage.created + 1),
            lambda wallet=wallet: _vain(stage, wallet),  # type: ignore[misc]
        )


def _vain(stage: Stage, wallet: Wallet) -> Order | None:
    coin, ledger = stage.coin, stage.world.ledger
    if coin.curve not in ledger.accounts or stage.world.spare(wallet) < SOL // 20:
        return None
    calls = list(coin.buy(ledger, wallet, SOL // 50, "buy", stage.draw) or ())
    for place, call in enumerate(calls):
        if coin.trades(call):
            if call.program == PUMP:
                data = call.data[:8] + (10**15).to_bytes(8, "little") + (1).to_bytes(8, "little") + call.data[24:]
                calls[place] = Call(call.program, call.accounts, data)
            else:
                calls[place] = coin.overasked(call)
    return Order(wallet, tuple(calls), 1) if calls else None
