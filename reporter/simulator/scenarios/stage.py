"""A labelled launch in the making: world, coin, crowd, and who controls whom. Scenarios say what happens on it."""

import math
from collections.abc import Iterable, Sequence
from typing import Final

from reporter.model.ids import TOKEN_2022, WRAPPED_SOL, Lamports, Wallet
from reporter.simulator.chain import Ledger
from reporter.simulator.coins import AnyCoin
from reporter.simulator.crowd import Crowd
from reporter.simulator.faults import Faults
from reporter.simulator.genesis import public_table
from reporter.simulator.landed import Landed
from reporter.simulator.market import Client, buy_order, clients, held, personal, sell_order
from reporter.simulator.platforms import Platform, make
from reporter.simulator.population import Population
from reporter.simulator.programs import system
from reporter.simulator.runtime import Call
from reporter.simulator.transaction import BASE_FEE, Budget, Order
from reporter.simulator.truth import Launch, Person, Role, Truth
from reporter.simulator.verdict import truth_of
from reporter.simulator.world import DAY, HOUR, MINUTE, SOL, World

CREATION_RANK: Final = 0.3
_NAMES: Final = (("Copper Kettle", "KETTL"), ("Quiet Harbour", "HARBR"), ("Moss & Stone", "MOSS"), ("Night Ferry", "FERRY"))


class Stage:
    """One world. `draw` draws every parameter; `evasive` asks scenarios to shift what tools are known for."""

    def __init__(self, seed: int, name: str, platform: Platform, *, evasive: bool, payouts: int = 120) -> None:
        self.name = name
        self.platform: Platform = platform
        self.evasive = evasive
        self.world = World(seed)
        self.draw = self.world.draw
        self.population = Population(self.world, payouts=payouts)
        self.creator = self.world.wallet("creator")
        self.coin: AnyCoin = make(platform, self.world.wallet("mint"), self.creator, TOKEN_2022, WRAPPED_SOL)
        self.coin.furnish(self.world.ledger)
        self.crowd = Crowd(self.world, self.population, self.coin)
        self.created = self.world.ledger.slot_at(self.world.launch_time)
        self.start = self.world.launch_time
        self.people: dict[Wallet, Person] = {}
        self.unknown: set[frozenset[str]] = set()
        self.imitate: dict[Wallet, Client] = {}  # strangers whose client somebody copies
        self.faults: Faults | None = None
        self.locks: dict[Wallet, Wallet] = {}  # lockers' accounts by owner, known once they were made
        self.clients = clients(self.world.ledger)
        self._creations: list[Landed] = []

    def label(self, wallet: Wallet, role: Role, controller: str, funder: Wallet | None = None) -> Wallet:
        """Note who controls a wallet; equal controllers are one."""
        self.people[wallet] = Person(wallet, role, controller, funder)
        return wallet

    def undecidable(self, first: str, second: str) -> None:
        """Note that no honest reader could tell whether these two controllers are one."""
        self.unknown.add(frozenset({first, second}))

    def scale(self, buyers: int, sol: float) -> None:
        """Make the crowd's buys small enough that `buyers` of them beside `sol` of others leave the curve open."""
        self.crowd = Crowd(self.world, self.population, self.coin, scale=min(1.0, max(0.05, (62.0 - sol) / (0.7 * buyers + 1))))

    def create(
        self, dev: float = 1.0, *, controller: str = "creator", funded: bool = True, payer: Wallet | None = None
    ) -> None:
        """The creation, with a first buy of `dev` SOL by the creator, whose money comes from an exchange unless told
        otherwise. `payer` sends and signs it in the creator's name."""
        sender = payer or self.creator
        name, symbol = _NAMES[self.world.seed % len(_NAMES)]
        texts = (name, symbol, f"https://metadata.invalid/{self.coin.mint[:12]}.json")
        self.label(self.creator, "creator", controller)
        if funded:
            paid = self.start - self.draw.uniform(12, 48) * HOUR
            self.population.withdraw("exchange one", self.creator, int((dev + 3) * SOL) + self.coin.seed, paid)
            self.population.live(self.creator, paid, self.start - 2 * HOUR, budget=SOL // 100)

        def build() -> Order:
            calls = self.coin.creation(sender, texts, math.floor(dev * SOL), self.draw)
            return creation(self.world.ledger, self.coin, sender, calls)

        self.world.in_slot(self.created, build, self._creations.append, rank=CREATION_RANK, bundle="operator")

    def strangers(self, count: int, *, per_minute: float = 15.0, snipers: float = 0.1) -> None:
        """The crowd: everybody for themselves."""
        self.crowd.arrive(count, per_minute=per_minute, snipers=snipers)

    def pay(self, source: Wallet, target: Wallet, lamports: Lamports, time: float, *, payer: Wallet | None = None) -> None:
        """A plain transfer at a time."""
        self.world.at(
            time, lambda: Order(payer or source, (system.transfer(source, target, lamports),), 0, Budget(1_500, 2_000))
        )

    def client(self) -> Client:
        """A trading program as some person set it up."""
        return personal(self.draw.choices(self.clients, (5, 5, 4, 3, 2, 2))[0], self.draw)

    def buy(self, wallet: Wallet, spend: Lamports, client: Client) -> Order | None:
        """A buy with a client, for what the wallet has at the most."""
        most = min(spend, self.world.spare(wallet, keep=15_000_000))
        if most < SOL // 200 or self.coin.curve not in self.world.ledger.accounts:
            return None
        return buy_order(self.world.ledger, self.coin, wallet, most, client, self.draw)

    def sell(self, wallet: Wallet, part: float, client: Client) -> Order | None:
        """A sale of a part of what the wallet holds."""
        tokens = int(held(self.world.ledger, self.coin, wallet) * part)
        if tokens < 1_000_000 or self.world.spare(wallet) < 3_000_000:
            return None
        return sell_order(self.world.ledger, self.coin, wallet, tokens, client, self.draw)

    def sweep(self, source: Wallet, target: Wallet, leave: Lamports = 0) -> Order | None:
        """Everything the wallet has, to somebody; `leave` stays."""
        lamports = self.world.balance(source) - BASE_FEE - leave
        if lamports < SOL // 200:
            return None
        return Order(source, (system.transfer(source, target, lamports),))

    def finish(self, minutes: float) -> Launch:
        """Play the timetable and say what is true."""
        self.crowd.incidents()
        self.world.play(self.start + minutes * MINUTE)
        for stranger in self.crowd.people:
            self.people.setdefault(stranger.wallet, Person(stranger.wallet, "stranger", stranger.wallet, stranger.funder))
        for lock, owner in self.locks.items():
            self.people.setdefault(lock, Person(lock, "lock", owner, owner))
        for name, exchange in self.population.exchanges.items():
            self.people.setdefault(exchange, Person(exchange, "exchange", name))
        for bystander in self.population.bystanders:
            self.people.setdefault(bystander, Person(bystander, "bystander", bystander))
        return Launch(self.world.ledger, self.coin, self._truth(), self.faults)

    def controlled(self, controller: str, roles: Iterable[Role] = ("member",)) -> Sequence[Wallet]:
        """The wallets of one controller in these roles."""
        wanted = set(roles)
        return [person.wallet for person in self.people.values() if person.controller == controller and person.role in wanted]

    def _truth(self) -> Truth:
        return truth_of(
            self.world.ledger,
            self.coin,
            self._creations[0],
            self.people,
            seed=self.world.seed,
            scenario=self.name,
            funder=next((p.wallet for p in self.people.values() if p.role == "funder"), None),
            sink=next((p.wallet for p in self.people.values() if p.role == "sink"), None),
            group=tuple(self.controlled("operator")),
            exchanges=dict(self.population.exchanges),
            unknown=frozenset(self.unknown),
        )


def days(stage: Stage, least: float, most: float) -> float:
    """A moment so many days before the launch."""
    return stage.start - stage.draw.uniform(least, most) * DAY


def creation(ledger: Ledger, coin: AnyCoin, payer: Wallet, calls: tuple[Call, ...]) -> Order:
    """The transaction that makes a coin, as the platform's page sends it."""
    if coin.platform != "pumpfun":
        return Order(payer, calls, 1, Budget(600_000, 150_000))
    return Order(payer, calls, 0, Budget(400_000, 150_000), (public_table(ledger),))
