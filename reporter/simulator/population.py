"""People with a past: exchanges that pay hundreds of customers, friends, strangers who were there before the launch."""

import math
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from reporter.model.ids import Address, Lamports, Wallet
from reporter.simulator.accounts import rent
from reporter.simulator.programs import associated, system, token
from reporter.simulator.runtime import Call
from reporter.simulator.transaction import BASE_FEE, Budget, Order
from reporter.simulator.world import DAY, HOUR, MINUTE, PAST, SOL, World

Source: TypeAlias = Literal["exchange one", "exchange two", "old exchange", "friend"]
_SHOPS: Final = 12
_SMALLEST: Final = 2_000_000  # lamports: what makes sure that a new wallet lives


class Stranger(Struct, frozen=True):
    """Somebody who buys of their own accord, and who first paid them."""

    wallet: Wallet
    source: Source
    funder: Wallet


class Population:
    """Everybody but the operator. `payouts` is how many customers each exchange pays in the 30 days before the launch,
    `heavy` the share of strangers with a long past."""

    def __init__(self, world: World, *, hubs: bool = True, payouts: int = 220, heavy: float = 0.0) -> None:
        self.world = world
        self.exchanges = {name: world.wallet(name) for name in ("exchange one", "exchange two", "old exchange")}
        self.shops = [world.wallet(f"shop {n}") for n in range(_SHOPS)]
        self.bystanders: list[Wallet] = []
        self._friends = 0
        self._hubs = hubs
        self._heavy = heavy
        for exchange in self.exchanges.values():
            world.ledger.endow(exchange, 250_000 * SOL)
        for shop in [*self.shops, *(world.wallet(f"terminal fees {n}") for n in range(4))]:
            world.ledger.endow(shop, 5 * SOL)
        names = ("exchange one", "exchange two") if hubs else ()
        for name in names:
            for customer in range(payouts):
                self._customer(name, customer)

    def pay(self, payer: Wallet, target: Address, lamports: Lamports, time: float, *, price: int | None = None) -> None:
        """A transfer at a time, left out when the payer cannot afford it by then."""

        def build() -> Order | None:
            if self.world.spare(payer, keep=100_000) < lamports:
                return None
            if not self.world.balance(target) and lamports < rent(0):
                return None
            budget = Budget() if price is None else Budget(1_500, price)
            return Order(payer, (system.transfer(payer, target, lamports),), budget=budget)

        self.world.at(time, build)

    def withdraw(self, name: str, target: Wallet, lamports: Lamports, time: float) -> None:
        """An exchange pays a customer."""
        self.pay(self.exchanges[name], target, lamports, time, price=200_000)

    def stranger(self, name: str, needs: Lamports, first_use: float) -> Stranger:
        """A wallet that can spend `needs` at `first_use`, with a past that makes it its own person."""
        draw = self.world.draw
        wallet = self.world.wallet(name)
        source = self._source()
        lead = draw.choice((20 * MINUTE, 3 * HOUR, DAY, 6 * DAY, 20 * DAY)) * draw.uniform(0.5, 1.5)
        amount = int(needs * draw.uniform(1.15, 2.5)) + 30_000_000
        if source == "old exchange":
            lead = draw.uniform(40, 170) * DAY
            amount += int(draw.uniform(0.5, 8) * SOL)
        paid = first_use - lead
        if source == "friend":
            funder = self._friend(amount, paid)
            self.pay(funder, wallet, amount, paid)
        else:
            funder = self.exchanges[source]
            self.withdraw(source, wallet, amount, paid)
        self.live(wallet, paid, first_use, budget=amount // 25)
        if self._heavy and draw.random() < self._heavy:
            self._trade_long(wallet, first_use)
        return Stranger(wallet, source, funder)

    def live(self, wallet: Wallet, start: float, end: float, *, budget: Lamports) -> None:
        """Some ordinary transactions between two times: paying shops, wrapping and unwrapping SOL."""
        draw = self.world.draw
        for _ in range(draw.randint(2, 5)):
            time = draw.uniform(start + 2, end - 2)
            if draw.random() < 0.3:
                self._wrap_and_back(wallet, max(budget // 2, 1), time)
            else:
                self.pay(wallet, draw.choice(self.shops), max(int(budget * draw.uniform(0.05, 0.5)), 5000), time)

    def _trade_long(self, wallet: Wallet, first_use: float) -> None:
        """A past of many small payments over months, paid by an exchange at its start and in between."""
        draw = self.world.draw
        start = first_use - draw.uniform(60, 170) * DAY
        for part in range(4):
            self.withdraw("old exchange", wallet, SOL // 10, start + part * 12 * DAY + draw.uniform(0, DAY))
        for _ in range(draw.randint(60, 300)):
            self.pay(wallet, draw.choice(self.shops), draw.randint(5_000, 900_000), draw.uniform(start + DAY, first_use - 2))

    def _source(self) -> Source:
        draw = self.world.draw.random()
        if not self._hubs:
            return "old exchange" if draw < 0.5 else "friend"
        return "exchange one" if draw < 0.27 else "exchange two" if draw < 0.5 else "old exchange" if draw < 0.75 else "friend"

    def _friend(self, amount: Lamports, before: float) -> Wallet:
        """A person with a past who pays one other person."""
        draw = self.world.draw
        friend = self.world.wallet(f"friend {self._friends}")
        self._friends += 1
        self.bystanders.append(friend)
        start = max(before - draw.uniform(20, 100) * DAY, self.world.launch_time - PAST + DAY)
        self.withdraw("old exchange", friend, int(amount * draw.uniform(1.3, 4)) + 50_000_000, start)
        self.live(friend, start, before, budget=amount // 20)
        return friend

    def _customer(self, name: str, number: int) -> None:
        """Somebody an exchange pays who never comes near the launch, and who spends the money elsewhere."""
        draw = self.world.draw
        wallet = self.world.wallet(f"{name} customer {number}")
        self.bystanders.append(wallet)
        time = self.world.launch_time - draw.uniform(0.5 * HOUR, 30 * DAY)
        amount = int(math.exp(draw.gauss(0.0, 1.2)) * SOL) + 20_000_000
        self.withdraw(name, wallet, amount, time)
        if draw.random() < 0.8:
            spent = int(amount * draw.uniform(0.2, 0.9))
            self.pay(wallet, draw.choice(self.shops), spent, time + draw.uniform(MINUTE, 20 * HOUR))

    def _wrap_and_back(self, wallet: Wallet, lamports: Lamports, time: float) -> None:
        def build() -> Order | None:
            if self.world.spare(wallet, keep=_SMALLEST + BASE_FEE) < lamports + rent(165):
                return None
            account, calls = associated.wrap(wallet, lamports)
            finish: tuple[Call, ...] = (token.close(account, wallet, wallet),)
            return Order(wallet, calls + finish)

        self.world.at(time, build)
