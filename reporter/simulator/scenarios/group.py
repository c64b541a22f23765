"""Wallets of one operator: how they are paid, how they buy, how they leave."""

from collections.abc import Callable, Sequence
from typing import Final

from msgspec.structs import replace

from reporter.model.ids import Lamports, Wallet
from reporter.simulator.disguises import DISGUISES
from reporter.simulator.funding.pipes import Habits, Need, Pipes
from reporter.simulator.genesis import public_table
from reporter.simulator.landed import Landed
from reporter.simulator.market import Client, held
from reporter.simulator.runtime import Call
from reporter.simulator.scenarios.stage import CREATION_RANK, Stage
from reporter.simulator.transaction import Budget, Order
from reporter.simulator.world import DAY, HOUR, SOL

_APART: Final = 1000  # numbers of intermediates of one group, so that two groups never share them by name


class Group:
    """One operator's wallets. A group sends everything with one client of its own; an evasive one with a new one each."""

    def __init__(self, stage: Stage, size: int, name: str = "operator", *, sol: tuple[float, float] = (0.25, 0.9)) -> None:
        self.stage = stage
        self.name = name
        draw = stage.draw
        prefix = "" if name == "operator" else f"{name} "
        self.funder = stage.label(stage.world.wallet(f"{prefix}funder"), "funder", name)
        self.members = [
            stage.label(stage.world.wallet(f"{prefix}member {n}"), "member", name, self.funder) for n in range(size)
        ]
        self.stakes = {member: int(draw.uniform(*sol) * SOL) for member in self.members}
        own = Client("own", "buy_exact_quote_in_v2", "sell_v2", 1, 320_000, draw.randrange(100_000, 900_000))
        self.client: dict[Wallet, Client] = {m: stage.client() if stage.evasive else own for m in self.members}
        self.reserve = draw.choice((20_000_000, 25_000_000, 50_000_000))
        self._prepared = stage.created - draw.randint(8, 40)
        self._number = _APART * sum(1 for person in stage.people.values() if person.role == "funder")

    def total(self) -> Lamports:
        """What the members need together."""
        return sum(self._needs(member) for member in self.members)

    def fund(self, disguise: str, lead: float, *, hops: int = 8, spread: float = 3.5, besides: Lamports = 0) -> None:
        """Pay the members by a disguise; the last one has its money `lead` seconds before the creation, the others before that,
        `spread` seconds apart. The funder's own money came from an exchange days earlier, `besides` for what else it pays."""
        stage = self.stage
        last = stage.start - lead
        margin = len(self.members) * SOL // 2 + SOL + besides
        paid = last - stage.draw.uniform(3, 9) * DAY - (15 * DAY if disguise == "slow" else 0)
        stage.population.withdraw("old exchange", self.funder, self.total() + margin, paid)
        stage.population.live(self.funder, paid, paid + DAY, budget=SOL // 50)
        pipes = Pipes(stage.world, stage.population, self.funder, Habits(hops, stage.evasive))
        needs = [
            Need(member, self._number + n, self._needs(member), last - spread * (len(self.members) - 1 - n))
            for n, member in enumerate(self.members)
        ]
        DISGUISES[disguise](pipes, needs)

    def bundled(self, per_transaction: int = 1, tables: Sequence[str] = ()) -> None:
        """Buy next to the creation, in its slot; several members sign one transaction where asked for."""
        for start in range(0, len(self.members), per_transaction):
            chosen = self.members[start : start + per_transaction]
            self._in_slot(self.stage.created, chosen, CREATION_RANK, tables)

    def batches(self, first: float, size: int = 5, gap: tuple[float, float] = (0.8, 3.5), *, shared: bool = True) -> None:
        """Buy some at a time, `first` seconds after the creation; `shared` prepares all with one blockhash. Half of the
        evasive groups buy at any time of some minutes instead."""
        if self.stage.evasive and self.stage.draw.random() < 0.5:
            self.scattered(first, first + self.stage.draw.uniform(60, 900))
            return
        moment = self.stage.start + first
        for start in range(0, len(self.members), size):
            for member in self.members[start : start + size]:
                slot = max(self.stage.world.ledger.slot_at(moment + self.stage.draw.uniform(0, 0.5)), self.stage.created + 1)
                self._in_slot(slot, [member], None, (), shared=shared)
            moment += self.stage.draw.uniform(*gap)

    def scattered(self, first: float, last: float) -> None:
        """Buy at any time between two moments after the creation, in any order."""
        for member in self.members:
            moment = self.stage.start + self.stage.draw.uniform(first, last)
            self._in_slot(self.stage.world.ledger.slot_at(moment), [member], None, (), shared=False)

    def sell(self, moment: float, gap: tuple[float, float], part: float = 1.0, *, ascending: bool = False) -> float:
        """Sell one after another from `moment` (seconds after the creation) on; the moment the last has sold."""
        chosen = sorted(self.members, key=lambda member: self.stakes[member]) if ascending else self.members
        time = self.stage.start + moment
        for member in chosen:
            self.stage.world.at(time, lambda member=member: self.stage.sell(member, part, self.client[member]))  # type: ignore[misc]
            time += self.stage.draw.uniform(*gap)
        return time - self.stage.start

    def send(self, moment: float, target: Callable[[Wallet], Wallet], gap: tuple[float, float] = (0.5, 20.0)) -> float:
        """Send the SOL on, one after another; the moment the last has sent."""
        time = self.stage.start + moment
        for member in self.members:
            self.stage.world.at(time, lambda member=member: self.stage.sweep(member, target(member), 995_000))  # type: ignore[misc]
            time += self.stage.draw.uniform(*gap)
        return time - self.stage.start

    def again(self, moment: float, gap: tuple[float, float], share: float = 0.3) -> None:
        """Buy once more, in the order of the list."""
        time = self.stage.start + moment
        for member in self.members:
            spend = int(self.stakes[member] * share)
            self.stage.world.at(time, lambda m=member, s=spend: self.stage.buy(m, s, self.client[m]))  # type: ignore[misc]
            time += self.stage.draw.uniform(*gap)

    def _needs(self, member: Wallet) -> Lamports:
        return self.stakes[member] + self.reserve

    def _in_slot(
        self, slot: int, chosen: Sequence[Wallet], rank: float | None, tables: Sequence[str], *, shared: bool = True
    ) -> None:
        stage = self.stage
        recent = stage.world.ledger.hash_of(self._prepared) if shared and not stage.evasive else None

        def build() -> Order | None:
            if len(chosen) == 1 and not tables:
                order = self._single(chosen[0])
                return None if order is None else replace(order, blockhash=recent)
            calls = [call for member in chosen for call in self._calls(member)]
            budget = Budget(1_200_000, self.client[chosen[0]].price)
            ledger = stage.world.ledger
            loaded = (public_table(ledger), *stage.coin.tables(ledger), *tables) if tables else ()
            return Order(chosen[0], tuple(calls), 0 if tables else 1, budget, loaded, recent) if calls else None

        bundle = None if rank is None else "operator"
        stage.world.in_slot(slot, build, self._bought(chosen), rank=rank, bundle=bundle)

    def _single(self, member: Wallet) -> Order | None:
        """Everything but the reserve; an evasive member keeps any part of its money."""
        stage = self.stage
        if stage.coin.curve not in stage.world.ledger.accounts:
            return None
        spend = stage.world.balance(member) - self.reserve
        if stage.evasive:
            spend = min(int(spend * stage.draw.uniform(0.75, 0.97)), stage.world.spare(member, keep=15_000_000))
        return stage.buy(member, spend, self.client[member])

    def _calls(self, member: Wallet) -> Sequence[Call]:
        stage = self.stage
        spend = stage.world.balance(member) - self.reserve
        if spend < SOL // 200:
            return ()
        return stage.coin.buy(stage.world.ledger, member, spend, self.client[member].buy, stage.draw) or ()

    def _bought(self, chosen: Sequence[Wallet]) -> Callable[[Landed], None]:
        return lambda landed: self.stage.crowd.bought(landed, chosen)

    def holds(self, member: Wallet) -> int:
        """Tokens of a member right now."""
        return held(self.stage.world.ledger, self.stage.coin, member)


def hours(least: float, most: float, stage: Stage) -> float:
    """Seconds of some hours."""
    return stage.draw.uniform(least, most) * HOUR
