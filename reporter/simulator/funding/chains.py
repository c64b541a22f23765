"""Money that passes through wallets on its way: chains, pools of re-used wallets, splits and merges, peel chains."""

from collections.abc import Sequence
from typing import Final

from reporter.model.ids import Lamports, Wallet
from reporter.simulator.funding.payment import Leg
from reporter.simulator.funding.pipes import FEES, Need, Pipes
from reporter.simulator.programs import system
from reporter.simulator.world import DAY, HOUR, SOL

_SECONDS: Final = 2.5  # a hop follows when the balance is seen
_POOL: Final = 12  # wallets of a pool
_PARTS: Final = 3


def direct(pipes: Pipes, needs: Sequence[Need]) -> None:
    """The funder pays each member."""
    for need in needs:
        payer = pipes.fee_payer(pipes.funder, f"{need.number}")
        pipes.pay(need, need.by - pipes.gap(1), pipes.funder, need.member, need.amount, payer=payer)


def fan_out(pipes: Pipes, needs: Sequence[Need]) -> None:
    """One transaction pays several members; the evasive funder pays two at a time."""
    size = 2 if pipes.habits.evasive else 5
    for start in range(0, len(needs), size):
        chosen = needs[start : start + size]
        calls = [system.transfer(pipes.funder, need.member, need.amount) for need in chosen]
        legs = [(need, Leg(pipes.funder, need.member, need.amount)) for need in chosen]
        pipes.send_many(min(need.by for need in chosen), pipes.fee_payer(pipes.funder, f"{start}"), calls, legs)


def chain(pipes: Pipes, needs: Sequence[Need]) -> None:
    """Fresh wallets pass the money on; the funder pays the fee of every hop."""
    for need in needs:
        _chain(pipes, need, _fresh(pipes, need), _SECONDS)


def own_fees(pipes: Pipes, needs: Sequence[Need]) -> None:
    """The same, every hop paying its own fee."""
    for need in needs:
        _chain(pipes, need, _fresh(pipes, need), _SECONDS, own=True)


def slow(pipes: Pipes, needs: Sequence[Need]) -> None:
    """Hops that pay their own fees and wait hours, the evasive ones days."""
    for need in needs:
        wait = pipes.world.draw.uniform(1, 3) * DAY if pipes.habits.evasive else pipes.world.draw.uniform(1, 6) * HOUR
        _chain(pipes, need, _fresh(pipes, need)[:4], wait, own=True, steady=True)


def pooled(pipes: Pipes, needs: Sequence[Need], *, own: bool = False) -> None:
    """Re-used wallets pass the amount on unchanged; other people's money went through them before."""
    world = pipes.world
    pool = [world.wallet(f"pool wallet {n}") for n in range(_POOL)]
    for wallet in pool:
        pipes.endow(wallet, SOL // 50)
    for customer in range(6):
        route = [pool[(customer * 2 + n) % _POOL] for n in range(pipes.habits.hops)]
        buyer, payer = world.wallet(f"pool customer {customer}"), world.wallet(f"pool customer {customer} payer")
        pipes.endow(payer, 20 * SOL)
        ends = [payer, *route, buyer]
        time = world.launch_time - world.draw.uniform(4, 40) * DAY
        for place in range(len(ends) - 1):
            time += _SECONDS
            pipes.aside(time, payer, (system.transfer(ends[place], ends[place + 1], SOL + customer * 1000),))
    for need in needs:
        start = need.number * pipes.habits.hops
        wallets = [pool[(start + n) % _POOL] for n in range(pipes.hops())]
        _chain(pipes, need, wallets, _SECONDS, own=own, unchanged=True)


def pooled_own_fees(pipes: Pipes, needs: Sequence[Need]) -> None:
    """The same, every pool wallet paying its own fee from what it holds."""
    pooled(pipes, needs, own=True)


def split_merge(pipes: Pipes, needs: Sequence[Need]) -> None:
    """The funder pays three wallets per member, and each of them the member; the evasive ones wait in between."""
    for need in needs:
        rest = need.amount
        for part in range(_PARTS):
            size = rest if part == _PARTS - 1 else need.amount // _PARTS + pipes.world.draw.randint(-(10**7), 10**7)
            rest -= size
            middle = pipes.world.wallet(f"part {part} of {need.number}")
            end = need.by - part * 3
            payer = pipes.fee_payer(middle, f"{need.number} {part}")
            kept = pipes.left() + FEES
            pipes.pay(need, end - 20 - pipes.gap(5), pipes.funder, middle, size + kept, payer=pipes.funder)
            pipes.pay(need, end, middle, need.member, size, payer=payer)


def peel(pipes: Pipes, needs: Sequence[Need]) -> None:
    """A chain that pays one member at each wallet and passes the remainder on."""
    wallets = [pipes.world.wallet(f"peel {n}") for n in range(len(needs))]
    kept = [pipes.left() + 2 * FEES for _ in needs]
    start = min(need.by for need in needs) - 60 - 20 * len(needs)
    for place, need in enumerate(needs):
        rest = sum(later.amount + kept[at] for at, later in enumerate(needs) if at >= place)
        source = pipes.funder if place == 0 else wallets[place - 1]
        payer = pipes.fee_payer(source, f"peel {place}")
        time = start + place * 20
        legs = [(later, Leg(source, wallets[place], rest)) for later in needs[place:]]
        pipes.send_many(time, payer, (system.transfer(source, wallets[place], rest),), legs)
        pipes.pay(need, time + 8, wallets[place], need.member, need.amount, payer=payer if payer != source else wallets[place])


def _fresh(pipes: Pipes, need: Need) -> list[Wallet]:
    return [pipes.world.wallet(f"hop {n} of {need.number}") for n in range(pipes.hops())]


def _chain(
    pipes: Pipes,
    need: Need,
    wallets: Sequence[Wallet],
    wait: float,
    *,
    own: bool = False,
    unchanged: bool = False,
    steady: bool = False,
) -> None:
    """Funder, `wallets`, member; `unchanged` amounts leave in the wallets what was there before."""
    ends = [pipes.funder, *wallets, need.member]
    payers = [pipes.funder, *(wallet if own else pipes.funder for wallet in wallets)]
    if not unchanged:
        payers = [pipes.fee_payer(payer, f"{need.number} {n}") for n, payer in enumerate(payers)]
    kept: list[Lamports] = [0 if unchanged else pipes.left() + (FEES if own else 0) for _ in wallets]
    time = need.by
    for place in range(len(ends) - 2, -1, -1):
        lamports = need.amount + sum(kept[place:])
        pipes.pay(need, time, ends[place], ends[place + 1], lamports, payer=payers[place])
        time -= wait if steady else pipes.gap(wait)
