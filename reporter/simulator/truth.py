"""What is true of a simulated launch: who controls which wallet, who paid whom, who holds what."""

from typing import Literal, TypeAlias

from msgspec import Struct

from reporter.model.ids import INCINERATOR, Address, Mint, Raw, Signature, Slot, Wallet
from reporter.simulator.chain import Ledger
from reporter.simulator.coins import AnyCoin
from reporter.simulator.facts import Traded
from reporter.simulator.faults import Faults
from reporter.simulator.funding.payment import Payment

Role: TypeAlias = Literal[
    "creator",
    "deployer",
    "funder",
    "member",
    "sink",
    "stranger",
    "vault",
    "lock",
    "bystander",
    "exchange",
    "relayer",
    "intermediate",
    "service",
]


class Person(Struct, frozen=True):
    """One wallet. `controller` names who decides over it; equal names mean one controller. `funder` paid for its first buy."""

    wallet: Wallet
    role: Role
    controller: str
    funder: Wallet | None = None


class Made(Struct, frozen=True):
    """A trade and its transaction."""

    signature: Signature
    trade: Traded


class Graduation(Struct, frozen=True):
    """The migration of the curve's liquidity to `pool`, which belongs to `platform`."""

    signature: Signature
    slot: Slot
    pool: Address
    platform: str


class Truth(Struct, frozen=True, kw_only=True):
    """The answers a reporter is measured against. `early_buyers` stand in ledger order; amounts are base units."""

    seed: int
    scenario: str
    mint: Mint
    curve: Address
    creator: Wallet
    creation: Signature
    creation_slot: Slot
    creation_time: int
    supply: Raw
    funder: Wallet | None
    sink: Wallet | None  # where the group's proceeds go
    group: tuple[Wallet, ...]  # buyer wallets of the operator, in the order they were funded
    people: dict[Wallet, Person]
    early_buyers: tuple[Wallet, ...]
    holdings: dict[Wallet, Raw]  # owners with tokens at the end, the curve included
    exchanges: dict[str, Wallet]
    platform: str
    payer: Wallet  # paid the fee of the creation
    markets: dict[Address, str]  # owners that hold tokens or quote for the market, each with a word
    trades: tuple[Made, ...]  # in ledger order
    graduation: Graduation | None
    burned: Raw  # by instruction; what lies in the incinerator is held by it
    unknown: frozenset[frozenset[str]] = frozenset()  # pairs of controllers no honest reader could tell apart or together
    money: dict[Wallet, tuple[Payment, ...]] = {}  # by member: the payments that brought its money, where it came disguised

    def same_controller(self, a: Wallet, b: Wallet) -> bool | None:
        """Whether one controller has both wallets; None where nobody could know, or a wallet is not labelled."""
        first, second = self.people.get(a), self.people.get(b)
        if first is None or second is None or frozenset({first.controller, second.controller}) in self.unknown:
            return None
        return first.controller == second.controller

    def linked_supply(self) -> float:
        """Share of circulating supply held by controllers of two wallets or more that hold or bought."""
        mine = {*self.early_buyers, *self.holdings}
        groups = ([wallet for wallet in wallets if wallet in mine] for wallets in self.controllers().values())
        return self.share(tuple(wallet for group in groups if len(group) > 1 for wallet in group))

    @property
    def circulating(self) -> Raw:
        """Tokens that exist outside the curve and its pools, the incinerator's left out."""
        return self.supply - self.burned - sum(self.holdings.get(owner, 0) for owner in (*self.markets, INCINERATOR))

    def share(self, wallets: tuple[Wallet, ...]) -> float:
        """What `wallets` hold together, of the circulating supply."""
        return sum(self.holdings.get(wallet, 0) for wallet in wallets) / self.circulating

    def controllers(self) -> dict[str, list[Wallet]]:
        """Wallets by who controls them."""
        found: dict[str, list[Wallet]] = {}
        for person in self.people.values():
            found.setdefault(person.controller, []).append(person.wallet)
        return found


class Launch(Struct, frozen=True):
    """A finished launch: the ledger to serve and what is true of it."""

    ledger: Ledger
    coin: AnyCoin
    truth: Truth
    faults: Faults | None = None  # how the node that serves it misbehaves
