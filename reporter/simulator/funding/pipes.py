"""Lays payments into a world's timetable and remembers which of them landed, member by member."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Final

from msgspec import Struct

from reporter.model.ids import Lamports, Raw, Wallet
from reporter.simulator.accounts import rent
from reporter.simulator.funding.payment import Leg, Payment
from reporter.simulator.funding.programs import install
from reporter.simulator.landed import Landed
from reporter.simulator.population import Population
from reporter.simulator.programs import system
from reporter.simulator.runtime import Call
from reporter.simulator.transaction import BASE_FEE, Budget, Order
from reporter.simulator.world import DAY, SOL, World

KEPT: Final = 12_000  # lamports a known tool leaves in a fresh intermediate above rent: 5,000 and 7,000


class Need(Struct, frozen=True):
    """What a member must hold, and by when. `number` counts the members."""

    member: Wallet
    number: int
    amount: Raw  # lamports, or base units of the dollar coin it comes in
    by: float


class Habits(Struct, frozen=True):
    """The constants a disguise works with. `evasive` replaces each by a drawn value, and takes fees from separate payers."""

    hops: int
    evasive: bool


class Pipes:
    """The plumbing of one operator. `money` holds what landed, by the member it was meant for."""

    def __init__(self, world: World, population: Population, funder: Wallet, habits: Habits) -> None:
        self.world = world
        self.population = population
        self.funder = funder
        self.habits = habits
        self.money: dict[Wallet, list[Payment]] = defaultdict(list)
        install(world.ledger)

    def hops(self) -> int:
        """Intermediate wallets of the next route."""
        return self.world.draw.randint(1, 8) if self.habits.evasive else self.habits.hops

    def left(self) -> Lamports:
        """What the next intermediate keeps: rent and a little more, or anything."""
        return self.world.draw.randint(rent(0), SOL // 60) if self.habits.evasive else rent(0) + KEPT

    def gap(self, usual: float) -> float:
        """Seconds to the next payment."""
        return self.world.draw.uniform(1.5, 400) if self.habits.evasive else usual

    def fee_payer(self, usual: Wallet, name: str) -> Wallet:
        """Who pays the fee of the next payment: as usual, or a wallet of its own that an exchange once paid."""
        if not self.habits.evasive:
            return usual
        payer = self.world.wallet(f"fee payer {name}")
        self.population.withdraw(
            "old exchange", payer, SOL // 50, self.world.launch_time - self.world.draw.uniform(30, 90) * DAY
        )
        return payer

    def pay(self, need: Need, time: float, source: Wallet, target: Wallet, lamports: Lamports, *, payer: Wallet) -> None:
        """A plain transfer on the way to a member, the fee paid by `payer`."""
        call = system.transfer(source, target, lamports)
        self.send(need, time, payer, (call,), (Leg(source, target, lamports),))

    def send(self, need: Need, time: float, payer: Wallet, calls: Sequence[Call], legs: Sequence[Leg]) -> None:
        """A transaction that truly moves `legs` on the way to a member."""
        self.send_many(time, payer, calls, [(need, leg) for leg in legs])

    def send_many(self, time: float, payer: Wallet, calls: Sequence[Call], legs: Sequence[tuple[Need, Leg]]) -> None:
        """One transaction for several members."""
        self.world.at(time, lambda: Order(payer, tuple(calls), 0, Budget(80_000, 2_000)), self._landed(legs))

    def aside(self, time: float, payer: Wallet, calls: Sequence[Call]) -> None:
        """A transaction that brings no member money: preparation, or company."""
        self.send_many(time, payer, calls, ())

    def endow(self, wallet: Wallet, lamports: Lamports) -> None:
        """Let a wallet of the past hold lamports from before the ledger begins."""
        self.world.ledger.endow(wallet, lamports)

    def _landed(self, legs: Sequence[tuple[Need, Leg]]) -> Callable[[Landed], None]:
        def then(landed: Landed) -> None:
            if landed.error is not None:
                raise ValueError(f"a simulated payment failed: {landed.error}")
            signers = landed.keys[: len(landed.signatures)]
            for need, leg in legs:
                self.money[need.member].append(
                    Payment(landed.signature, leg.source, leg.target, leg.amount, leg.how, signers, landed.time)
                )

        return then


FEES: Final = BASE_FEE * 2 + 200  # base fees of two signatures, and the small priority fee of `Pipes.send_many`
