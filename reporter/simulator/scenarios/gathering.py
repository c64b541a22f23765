"""Tokens that move without a trade, and rent the creator pays for others."""

from reporter.model.ids import Wallet
from reporter.simulator.market import held
from reporter.simulator.programs import associated
from reporter.simulator.programs.token import checked_data
from reporter.simulator.runtime import Call, Meta
from reporter.simulator.scenarios.group import Group
from reporter.simulator.scenarios.stage import Stage
from reporter.simulator.transaction import Budget, Order
from reporter.simulator.world import SOL


def sponsored(stage: Stage, group: Group, first: float) -> None:
    """The members buy one after another; the creator pays the rent of each one's account, and so signs each buy."""
    moment = stage.start + first
    for member in group.members:
        stage.world.in_slot(
            max(stage.world.ledger.slot_at(moment), stage.created + 1),
            lambda member=member: _sponsored(stage, group, member),  # type: ignore[misc]
            lambda landed, member=member: stage.crowd.bought(landed, [member]),  # type: ignore[misc]
        )
        moment += stage.draw.uniform(0.3, 1.5)


def _sponsored(stage: Stage, group: Group, member: Wallet) -> Order | None:
    spend = stage.world.balance(member) - group.reserve
    if spend < SOL // 200 or stage.coin.curve not in stage.world.ledger.accounts:
        return None
    route = group.client[member].buy
    calls = stage.coin.buy(stage.world.ledger, member, spend, route, stage.draw, sponsor=stage.creator)
    return None if calls is None else Order(member, tuple(calls), 1, Budget(320_000, group.client[member].price))


def gather(stage: Stage, group: Group, moment: float) -> None:
    """Every member moves its tokens to the first, which sells all of them at once."""
    first, time = group.members[0], stage.start + moment
    for member in group.members[1:]:
        stage.world.at(time, lambda member=member: _move(stage, member, first))  # type: ignore[misc]
        time += stage.draw.uniform(0.5, 5)
    stage.world.at(time + 20, lambda: stage.sell(first, 1.0, group.client[first]))


def hand_over(stage: Stage, member: Wallet, target: Wallet, moment: float) -> None:
    """A member sends some of its tokens to somebody who did not ask for them."""
    stage.world.at(stage.start + moment, lambda: _move(stage, member, target, 0.3))


def _move(stage: Stage, source: Wallet, target: Wallet, part: float = 1.0) -> Order | None:
    coin, ledger = stage.coin, stage.world.ledger
    tokens = int(held(ledger, coin, source) * part)
    if not tokens or stage.world.spare(source) < 3_000_000:
        return None
    account, opened = associated.create(source, target, coin.mint, coin.token_program)
    accounts = (
        Meta(coin.held_by(source), writable=True),
        Meta(coin.mint),
        Meta(account, writable=True),
        Meta(source, signer=True),
    )
    return Order(source, (opened, Call(coin.token_program, accounts, checked_data(tokens, coin.decimals))))
