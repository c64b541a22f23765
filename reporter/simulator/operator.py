"""The operator of a launch: a private funder, a group of buyer wallets, and how money and buys are arranged."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from reporter.model.ids import SPL_TOKEN, WRAPPED_SOL, Lamports, Raw, Slot, Wallet
from reporter.simulator.accounts import TOKEN_ACCOUNT
from reporter.simulator.addresses import raw
from reporter.simulator.coins import AnyCoin
from reporter.simulator.disguises import DISGUISES
from reporter.simulator.funding.dollar_ways import WAYS
from reporter.simulator.funding.payment import Payment
from reporter.simulator.funding.pipes import Habits, Need, Pipes
from reporter.simulator.landed import Landed
from reporter.simulator.market import held
from reporter.simulator.population import Population
from reporter.simulator.programs import system, token
from reporter.simulator.runtime import Call, Meta
from reporter.simulator.transaction import BASE_FEE, Budget, Order
from reporter.simulator.world import DAY, HOUR, MINUTE, SOL, World

Sponsor: TypeAlias = Literal["self", "funder", "creator"]
Exit: TypeAlias = Literal["none", "funder", "sink"]
_RESERVE: Final = 6_000_000  # lamports a member keeps for rent and fees
_ROUTE: Final = "buy_exact_quote_in_v2"
_BUDGET: Final = Budget(320_000, 250_000)
_BATCH: Final = 4  # transfers in one fan-out transaction


class Arrangement(Struct, frozen=True):
    """How this operator works; see `launch.Options` for the meaning of each field."""

    sponsor: Sponsor
    fan_out: bool
    bundle: bool
    multi_buy: bool
    rent_by_creator: bool
    creator_pays_member: bool
    wrapped_close: bool
    prefunded: bool
    exits: Exit
    disguise: str = ""
    hops: int = 4
    evasive: bool = False
    dollars: str = "direct"


class Operator:
    """One operator. `landed` is told every buy of the group."""

    def __init__(self, world: World, coin: AnyCoin, size: int, how: Arrangement, *, scale: float = 1.0) -> None:
        draw = world.draw
        self.world = world
        self.coin = coin
        self.how = how
        self.funder = world.wallet("funder")
        self.members = [world.wallet(f"member {n}") for n in range(size)]
        self.stakes = {member: int(draw.uniform(0.3, 1.1) * scale * SOL) for member in self.members}
        self.sink = {"none": None, "funder": self.funder, "sink": world.wallet("sink")}[how.exits]
        self._pipes: Pipes | None = None
        self._client_price = draw.randrange(100_000, 900_000)
        # The program prepares all buys at once, so they share a blockhash.
        self._prepared = world.ledger.slot_at(world.launch_time) - draw.randint(8, 40)

    def needs(self) -> Lamports:
        """What the funder must hold before it pays the group."""
        margin = len(self.members) * SOL // 2 if self.how.disguise else 0
        return sum(self.stakes.values()) + len(self.members) * 2 * _RESERVE + SOL + margin

    def rests(self) -> float:
        """Seconds the funder must hold its money before it can be on its way."""
        return 15 * DAY if self.how.disguise == "slow" else 0.0

    def disguised(self, population: Population) -> None:
        """Let the money come by the disguise asked for, the last member a minute before the launch."""
        pipes = self._plumbing(population)
        DISGUISES[self.how.disguise](pipes, self._needs({member: self._amount(member) for member in self.members}))

    def dollars(self, population: Population, shares: Mapping[Wallet, Raw]) -> None:
        """Let the dollars come the way asked for; they are then what brought the members' money."""
        WAYS[self.how.dollars](self._plumbing(population), self.coin.quote, self._needs(shares))

    def _plumbing(self, population: Population) -> Pipes:
        self._pipes = Pipes(self.world, population, self.funder, Habits(self.how.hops, self.how.evasive))
        return self._pipes

    def _needs(self, amounts: Mapping[Wallet, Raw]) -> list[Need]:
        last = self.world.launch_time - MINUTE
        return [
            Need(member, number, amounts[member], last - 3.5 * (len(self.members) - 1 - number))
            for number, member in enumerate(self.members)
        ]

    def money(self) -> dict[Wallet, tuple[Payment, ...]]:
        """By member the payments that brought its money, in ledger order; empty without a disguise."""
        return {} if self._pipes is None else {member: tuple(rows) for member, rows in self._pipes.money.items()}

    def fund(self) -> None:
        """Pay every member, minutes to hours before the launch (days when prefunded)."""
        world, draw = self.world, self.world.draw
        lead = draw.uniform(8, 40) * HOUR if self.how.prefunded else draw.uniform(10, 90) * MINUTE
        time = world.launch_time - lead
        payees = list(self.members)
        if self.how.creator_pays_member:
            first = payees.pop(0)
            world.at(world.launch_time - draw.uniform(10, 90) * MINUTE, lambda: self._transfers(self.coin.creator, [first]))
        step = _BATCH if self.how.fan_out else 1
        for start in range(0, len(payees), step):
            chosen = payees[start : start + step]
            world.at(time, self._payment(chosen))
            time += draw.uniform(2, 25)
        if time > world.launch_time - 30:
            raise ValueError("the group is too large to be funded before the launch")

    def buy(self, creation: Slot, rank: float, then: Callable[[Landed, Sequence[Wallet]], None]) -> None:
        """Let the group buy: next to the creation in its slot when bundled, else in batches over the next slots."""
        world, draw = self.world, self.world.draw
        size = 3 if self.how.multi_buy else 1
        slot = creation if self.how.bundle else creation + draw.randint(1, 3)
        for place in range(0, len(self.members), size):
            chosen = self.members[place : place + size]
            world.in_slot(slot, self._purchase(chosen), partial(_told, then, chosen), rank=rank, bundle="operator")
            if not self.how.bundle and (place // size) % 4 == 3:
                slot += draw.randint(1, 4)

    def leave(self) -> None:
        """Let every member sell all it holds some minutes after the launch and send its SOL on, where exits are wanted."""
        sink = self.sink
        if sink is None:
            return
        time = self.world.launch_time + self.world.draw.uniform(2, 6) * MINUTE
        for member in self.members:
            self.world.at(time, partial(self._sale, member))
            self.world.at(time + self.world.draw.uniform(20, 60), partial(self._return, member, sink))
            time += self.world.draw.uniform(1, 6)

    def _sale(self, member: Wallet) -> Order | None:
        tokens = held(self.world.ledger, self.coin, member)
        if not tokens:
            return None
        calls = self.coin.sell(self.world.ledger, member, tokens, "sell_v2", self.world.draw)
        return None if calls is None else Order(member, calls, 1, Budget(_BUDGET.units, self._client_price))

    def _return(self, member: Wallet, sink: Wallet) -> Order | None:
        lamports = self.world.balance(member) - BASE_FEE
        return Order(member, (system.transfer(member, sink, lamports),)) if lamports > _RESERVE else None

    def _payment(self, members: Sequence[Wallet]) -> Callable[[], Order]:
        if self.how.wrapped_close:
            return lambda: self._close_out(members)
        return lambda: self._transfers(self.funder, members)

    def _transfers(self, payer: Wallet, members: Sequence[Wallet]) -> Order:
        calls = tuple(system.transfer(payer, member, self._amount(member)) for member in members)
        return Order(payer, calls, 0, Budget(20_000, 100_000))

    def _amount(self, member: Wallet) -> Lamports:
        return self.stakes[member] + _RESERVE

    def _close_out(self, members: Sequence[Wallet]) -> Order:
        """Pay through wrapped SOL: a seeded token account is filled, then closed to the member."""
        calls: list[Call] = []
        for member in members:
            seed = f"w{self.members.index(member)}"
            account, make = system.create_with_seed(self.funder, seed, self._amount(member), TOKEN_ACCOUNT, SPL_TOKEN)
            start = Call(SPL_TOKEN, (Meta(account, writable=True), Meta(WRAPPED_SOL)), b"\x12" + raw(self.funder))
            calls += [make, start, token.close(account, member, self.funder)]
        return Order(self.funder, tuple(calls), 0, Budget(60_000, 100_000))

    def _purchase(self, members: Sequence[Wallet]) -> Callable[[], Order]:
        return lambda: self._buys(members)

    def _buys(self, members: Sequence[Wallet]) -> Order:
        payer = {"self": members[0], "funder": self.funder, "creator": self.coin.creator}[self.how.sponsor]
        ledger, calls = self.world.ledger, list[Call]()
        for member in members:
            sponsor = self.coin.creator if self.how.rent_by_creator else member
            spend = self.coin.budget(ledger, member, self.stakes[member])
            calls += self.coin.buy(ledger, member, spend, _ROUTE, self.world.draw, sponsor=sponsor) or ()
        recent = self.world.ledger.hash_of(self._prepared)
        return Order(payer, tuple(calls), 1, Budget(_BUDGET.units, self._client_price), blockhash=recent)


def _told(then: Callable[[Landed, Sequence[Wallet]], None], members: Sequence[Wallet], landed: Landed) -> None:
    then(landed, members)
