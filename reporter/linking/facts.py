"""What evidence is found in: the story, the money, and who counts."""

from collections import defaultdict

from msgspec import Struct

from reporter.decode.addresses import is_on_curve
from reporter.funding.money import Money
from reporter.funding.upstream import Upstream
from reporter.launch.story import Story, Told, signed_by
from reporter.launch.tables import Table
from reporter.model.ids import Address, Mint, Wallet
from reporter.model.rules import Background, RuleSet


class Facts(Struct, frozen=True):
    """One launch as the linking room sees it.

    `barred` are infrastructure and labelled services: they are never members, payers that count, or anybody's company. `moves`
    are transfers of the token that the story does not hold.
    """

    story: Story
    money: Money
    rules: RuleSet
    background: Background
    barred: frozenset[Address]
    tables: tuple[Table, ...] = ()
    moves: tuple[Told, ...] = ()

    @property
    def told(self) -> tuple[Told, ...]:
        """The story with the transfers outside it, in ledger order."""
        if not self.moves:
            return self.story.told
        return tuple(sorted((*self.story.told, *self.moves), key=lambda item: (item.place, item.event.path)))

    @property
    def early(self) -> frozenset[Wallet]:
        """The early buyers."""
        return frozenset(purchase.wallet for purchase in self.story.early)

    @property
    def creator(self) -> Wallet | None:
        """The creator, when it signed the creation or a trade of this mint: a name in an instruction is no signature."""
        origin = self.story.origin
        named = origin.event.creator if origin is not None and origin.event is not None else None
        return named if named is not None and signed_by(self.story, named) is not None else None

    def above(self, wallet: Wallet) -> dict[Address, Upstream]:
        """Whose money, or fees, the wallet's first buy needed."""
        return self.money.upstream.get(wallet, {})

    @property
    def past(self) -> dict[Wallet, tuple[tuple[str, Mint], ...]]:
        """By early buyer what it bought and sold of other tokens before its first buy, as far as that was opened; oldest
        first."""
        return {
            wallet: tuple((side, mint) for side, mint in trail.first.acts if mint != self.story.mint)
            for wallet, trail in self.money.trails.items()
            if wallet in self.early
        }

    def private(self, address: Address) -> bool:
        """True for an address somebody signs for that is not known to serve others."""
        verdict = self.money.breadth.get(address)
        return address not in self.barred and is_on_curve(address) and (verdict is None or verdict.private)

    def sinks(self) -> dict[Address, frozenset[Wallet]]:
        """By address, which is somebody's own or one customer's: the wallets that sent their proceeds there themselves."""
        found: dict[Address, set[Wallet]] = defaultdict(set)
        for wallet, gone in self.money.proceeds.items():
            for row in gone.destinations:
                sink = self.money.sinks.get(row.target)
                if sink is not None and sink.private and row.target not in self.barred and wallet not in self.barred:
                    found[row.target].add(wallet)
        return {address: frozenset(wallets) for address, wallets in sorted(found.items())}

    def why_no_control(self, payer: Address) -> str:
        """Why paying fees or rent for others says nothing about control; "" when it may. Stricter than for money: a small
        relayer
        looks like a private payer until somebody outside the launch is seen to use it."""
        verdict = self.money.breadth.get(payer)
        if verdict is not None and verdict.strangers > self.rules.limits.sponsor_strangers:
            return f"pays for {verdict.strangers} wallets outside this launch as well"
        return self.why_no_link(payer)

    def why_no_link(self, payer: Address) -> str:
        """Why nothing through `payer` may link anybody; "" when it may."""
        if payer in self.barred:
            return "known infrastructure or service"
        verdict = self.money.breadth.get(payer)
        if verdict is None:
            # Only the launch's own creator needs no verdict; anybody else may be a relayer or an exchange.
            return "" if payer == self.creator else "whom else it pays was not examined"
        if verdict.private and verdict.sampled == 0:
            # Whoever pays was paid before. An empty past is a ledger cut off, and a relayer looks private in it.
            return "none of its own transactions could be read"
        return "" if verdict.private else f"{verdict.verdict}: {verdict.reason}"
