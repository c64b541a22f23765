"""The ways a group's dollars can arrive, by name: what `funded_launch(dollars=...)` takes."""

from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import Final, TypeAlias

from reporter.model.ids import Mint, Raw, Wallet
from reporter.simulator.dollars import payment
from reporter.simulator.funding.payment import Leg
from reporter.simulator.funding.pipes import Need, Pipes
from reporter.simulator.programs import system

Way: TypeAlias = Callable[[Pipes, Mint, Sequence[Need]], None]

_SECONDS: Final = 4.0
_PARTS: Final = 3
_FEES: Final = 10_000_000  # lamports with which a wallet pays its own way
_CENT: Final = 10_000


def direct(pipes: Pipes, mint: Mint, needs: Sequence[Need]) -> None:
    """The funder pays each member."""
    for need in needs:
        payer = pipes.fee_payer(pipes.funder, f"dollars {need.number}")
        _pay(pipes, mint, need, need.by, (pipes.funder, need.member), need.amount, payer)


def fan_out(pipes: Pipes, mint: Mint, needs: Sequence[Need]) -> None:
    """One transaction pays several members; the evasive funder pays two at a time."""
    size = 2 if pipes.habits.evasive else 5
    for start in range(0, len(needs), size):
        chosen = needs[start : start + size]
        payer = pipes.fee_payer(pipes.funder, f"dollars {start}")
        calls = [c for need in chosen for c in payment(mint, (pipes.funder, need.member), need.amount, sponsor=payer)]
        legs = [(need, Leg(pipes.funder, need.member, need.amount, "token_transfer")) for need in chosen]
        pipes.send_many(min(need.by for need in chosen), payer, calls, legs)


def chain(pipes: Pipes, mint: Mint, needs: Sequence[Need]) -> None:
    """Fresh wallets pass the dollars on; the evasive ones keep some of them, and others pay their fees."""
    for need in needs:
        between = [pipes.world.wallet(f"dollar hop {place} of {need.number}") for place in range(pipes.hops())]
        ends = [pipes.funder, *between, need.member]
        kept = [_kept(pipes) for _ in between]
        time = need.by
        for place in range(len(ends) - 2, -1, -1):
            amount = need.amount + sum(kept[place:])
            source = ends[place]
            payer = pipes.fee_payer(source, f"dollars {need.number} {place}")
            if payer == source and place:
                fees = _FEES * (len(ends) - place)
                pipes.aside(time - 2 * _SECONDS, pipes.funder, (system.transfer(pipes.funder, source, fees),))
            _pay(pipes, mint, need, time, (source, ends[place + 1]), amount, payer)
            time -= pipes.gap(_SECONDS)


def split_merge(pipes: Pipes, mint: Mint, needs: Sequence[Need]) -> None:
    """The funder pays three wallets per member, and each of them the member."""
    for need in needs:
        rest = need.amount
        for part in range(_PARTS):
            size = rest if part == _PARTS - 1 else need.amount // _PARTS + pipes.world.draw.randint(-_CENT * 50, _CENT * 50)
            rest -= size
            middle = pipes.world.wallet(f"dollar part {part} of {need.number}")
            end = need.by - part * 3
            payer = pipes.fee_payer(middle, f"dollars {need.number} {part}")
            start = end - 20 - pipes.gap(5)
            if payer == middle:
                pipes.aside(start - 5, pipes.funder, (system.transfer(pipes.funder, middle, _FEES),))
            _pay(pipes, mint, need, start, (pipes.funder, middle), size + _kept(pipes), pipes.funder)
            _pay(pipes, mint, need, end, (middle, need.member), size, payer)


def _pay(pipes: Pipes, mint: Mint, need: Need, time: float, ends: tuple[Wallet, Wallet], amount: Raw, payer: Wallet) -> None:
    legs = (Leg(*ends, amount, "token_transfer"),)
    pipes.send(need, time, payer, payment(mint, ends, amount, sponsor=payer), legs)


def _kept(pipes: Pipes) -> Raw:
    return pipes.world.draw.randint(0, _CENT * 300) if pipes.habits.evasive else 0


WAYS: Final[MappingProxyType[str, Way]] = MappingProxyType(
    {"direct": direct, "fan_out": fan_out, "chain": chain, "split_merge": split_merge}
)
