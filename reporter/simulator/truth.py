"""What is true of a simulated launch: who controls which wallet, who paid whom, who holds what."""

from typing import Literal, TypeAlias

from msgspec import Struct

from reporter.model.ids import Address, Mint, Raw, Signature, Slot, Wallet
from reporter.simulator.chain import Ledger
from reporter.simulator.funding.payment import Payment
from reporter.simulator.programs.pump.coin import Coin

Role: TypeAlias = Literal["creator", "funder", "member", "sink", "stranger", "bystander", "exchange"]


class Person(Struct, frozen=True):
    """One wallet. `controller` names who decides over it; equal names mean one controller. `funder` paid for its first buy."""

    wallet: Wallet
    role: Role
    controller: str
    funder: Wallet | None = None


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
    money: dict[Wallet, tuple[Payment, ...]] = {}  # by member: the payments that brought its money, where it came disguised

    @property
    def circulating(self) -> Raw:
        """Tokens outside the curve."""
        return self.supply - self.holdings.get(self.curve, 0)

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
    coin: Coin
    truth: Truth
