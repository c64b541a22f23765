"""Money that comes from where many get theirs, and money that proves nothing: exchanges, bridges, gifts, dust, old balances."""

import math
from collections.abc import Sequence
from typing import Final

from reporter.model.ids import Lamports, Wallet
from reporter.simulator.funding import calls
from reporter.simulator.funding.chains import direct
from reporter.simulator.funding.payment import Leg
from reporter.simulator.funding.pipes import Need, Pipes
from reporter.simulator.funding.programs import pool_of
from reporter.simulator.programs import system
from reporter.simulator.transaction import Order
from reporter.simulator.world import DAY, HOUR, MINUTE, SOL

_DUST: Final = 900_000  # lamports, under a thousandth of a SOL
_CUSTOMERS: Final = {"quiet": (300, 30 * DAY), "busy": (700, 20 * HOUR)}


def old_balance(pipes: Pipes, needs: Sequence[Need]) -> None:
    """Every member was paid by an exchange long before and lived on since."""
    for need in needs:
        time = pipes.world.launch_time - pipes.world.draw.uniform(40, 150) * DAY
        pipes.population.withdraw("old exchange", need.member, need.amount * 2, time)
        pipes.population.live(need.member, time, pipes.world.launch_time - DAY, budget=need.amount // 3)


def decoy_dust(pipes: Pipes, needs: Sequence[Need]) -> None:
    """The funder pays its members, and dust to strangers who buy too; the evasive dust is above any fixed floor."""
    direct(pipes, needs)
    for number in range(12):
        stranger = pipes.world.wallet(f"stranger {number}")
        lamports = pipes.world.draw.randint(1_100_000, 3_000_000) if pipes.habits.evasive else _DUST
        _give(pipes, stranger, lamports, pipes.world.launch_time - pipes.world.draw.uniform(5, 9) * MINUTE)


def gift(pipes: Pipes, needs: Sequence[Need]) -> None:
    """The funder pays its members, and as much to strangers who could have bought anyway."""
    direct(pipes, needs)
    for number in range(4):
        stranger = pipes.world.wallet(f"stranger {number}")
        pipes.endow(stranger, 60 * SOL)
        lamports = int(SOL * (pipes.world.draw.uniform(0.2, 0.6) if pipes.habits.evasive else 0.5))
        _give(pipes, stranger, lamports, pipes.world.launch_time - pipes.world.draw.uniform(5, 9) * MINUTE)


def bridge(pipes: Pipes, needs: Sequence[Need]) -> None:
    """The funder pays a bridge, whose program pays the members; its relayer also serves strangers."""
    relayer = pipes.world.wallet("bridge relayer")
    pipes.endow(relayer, 50 * SOL)
    pipes.endow(pool_of("bridge"), 90_000 * SOL)
    for number in range(150):
        time = pipes.world.launch_time - pipes.world.draw.uniform(HOUR, 28 * DAY)
        lamports = int(math.exp(pipes.world.draw.gauss(0, 1)) * SOL) + SOL // 50
        pipes.aside(time, relayer, (calls.pay_from_pool("bridge", pipes.world.wallet(f"bridged {number}"), lamports),))
    total = sum(need.amount for need in needs)
    start = min(need.by for need in needs) - 20 * MINUTE
    pipes.aside(start, pipes.funder, (system.transfer(pipes.funder, pool_of("bridge"), total + SOL // 10),))
    for need in needs:
        time = need.by - (pipes.world.draw.uniform(0, 15) * MINUTE if pipes.habits.evasive else 0)
        leg = Leg(pool_of("bridge"), need.member, need.amount)
        pipes.send(need, time, relayer, (calls.pay_from_pool("bridge", need.member, need.amount),), (leg,))


def quiet_exchange(pipes: Pipes, needs: Sequence[Need]) -> None:
    """The funder sends its money to an exchange without a label that pays 300 customers a month, and the members withdraw."""
    _exchange(pipes, needs, "quiet")


def busy_exchange(pipes: Pipes, needs: Sequence[Need]) -> None:
    """The same with an exchange that pays hundreds within hours."""
    _exchange(pipes, needs, "busy")


def _exchange(pipes: Pipes, needs: Sequence[Need], name: str) -> None:
    world, draw = pipes.world, pipes.world.draw
    exchange = world.wallet(f"{name} exchange")
    deposit = world.wallet(f"{name} exchange deposit")
    pipes.endow(exchange, 400 * SOL)  # less than the balance that alone raises suspicion
    count, span = _CUSTOMERS[name]
    first = min(need.by for need in needs) - 10 * MINUTE
    for number in range(count):
        time = first - draw.uniform(MINUTE, span)
        lamports = int(math.exp(draw.gauss(-1.2, 1)) * SOL) + SOL // 50
        _pay(pipes, exchange, world.wallet(f"{name} customer {number}"), lamports, time)
    total = sum(need.amount for need in needs)
    pipes.aside(first - 50, pipes.funder, (system.transfer(pipes.funder, deposit, total + SOL // 10),))
    pipes.aside(first - 30, exchange, (system.transfer(deposit, exchange, total),))
    for need in needs:
        time = need.by - (draw.uniform(0, 9) * MINUTE if pipes.habits.evasive else 0)
        pipes.pay(need, time, exchange, need.member, need.amount, payer=exchange)


def _give(pipes: Pipes, target: Wallet, lamports: Lamports, time: float) -> None:
    pipes.aside(time, pipes.funder, (system.transfer(pipes.funder, target, lamports),))


def _pay(pipes: Pipes, payer: Wallet, target: Wallet, lamports: Lamports, time: float) -> None:
    pipes.world.at(time, lambda: Order(payer, (system.transfer(payer, target, lamports),)))
