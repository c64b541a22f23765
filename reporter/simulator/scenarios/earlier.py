"""Tokens that somebody made before this one."""

from reporter.model.ids import TOKEN_2022, WRAPPED_SOL, Lamports, Wallet
from reporter.simulator.coins import AnyCoin
from reporter.simulator.platforms import make
from reporter.simulator.scenarios.stage import Stage, creation
from reporter.simulator.transaction import Order


def earlier_coin(stage: Stage, name: str, maker: Wallet, time: float, dev: Lamports) -> AnyCoin:
    """`maker` makes another token of the same platform, with a first buy of `dev` lamports."""
    coin = make(stage.platform, stage.world.wallet(name), maker, TOKEN_2022, WRAPPED_SOL)
    texts = ("Other Thing", "OTHER", "https://metadata.invalid/other.json")
    ready = coin.preparation(texts)
    if ready:
        stage.world.at(time - 30, lambda: Order(maker, ready, 1))
    ledger = stage.world.ledger
    stage.world.at(time, lambda: creation(ledger, coin, maker, coin.creation(maker, texts, dev, stage.draw)))
    return coin
