"""Everything the parts of a report are built from, computed once."""

from msgspec import Struct

from reporter.decode.reading import Reading
from reporter.funding.breadth import HUB, SUSPECTED
from reporter.funding.money import Money, money
from reporter.launch.launch import Launch, launch
from reporter.launch.moves import moves
from reporter.launch.story import Purchase
from reporter.launch.tables import tables
from reporter.launch.top_holders import top_holders
from reporter.linking.entities import Linked, link
from reporter.linking.facts import Facts
from reporter.linking.kinds import find_all
from reporter.model.evidence import Evidence
from reporter.model.ids import Address, Raw, Wallet
from reporter.model.pack import Pack
from reporter.report.build.divided import Divided, divide


class Known(Struct, frozen=True):
    """One pack, read through every room of the house."""

    pack: Pack
    reading: Reading
    launch: Launch
    money: Money
    facts: Facts
    evidence: tuple[Evidence, ...]
    linked: Linked
    supply: Divided
    holders: tuple[Purchase, ...]

    @property
    def services(self) -> frozenset[Address]:
        """Addresses that serve strangers, by label or by what they were seen doing."""
        judged = {address for address, verdict in self.money.breadth.items() if verdict.verdict in {HUB, SUSPECTED}}
        return frozenset(judged | {address for address in self.pack.labels.rows if self.pack.labels.is_service(address)})

    @property
    def sniper_slots(self) -> int:
        """First buys this many slots after the creation count as snipers': as the user asked, else by the rule set."""
        asked = self.pack.parameters.sniper_slots
        return self.pack.rules.counting.sniper_slots if asked is None else asked

    @property
    def amounts(self) -> dict[Wallet, Raw]:
        """Balances of the owners that count, base units."""
        classes = self.launch.classes
        return {owner: raw for owner, raw in self.launch.holdings.amounts.items() if classes[owner].counts}

    @property
    def free(self) -> dict[Wallet, Raw]:
        """The same without what lockers verifiably hold back."""
        bound = {owner: lock.amount for owner, lock in self.launch.locked.items()}
        return {owner: max(0, raw - bound.get(owner, 0)) for owner, raw in self.amounts.items()}

    @property
    def custody(self) -> list[frozenset[Wallet]]:
        """The wallets of each exchange that hold tokens: one exchange, one set."""
        by_name: dict[str, set[Wallet]] = {}
        for owner, kind in self.launch.classes.items():
            label = self.pack.labels.get(owner)
            if kind.kind == "exchange" and label is not None:
                by_name.setdefault(label.name, set()).add(owner)
        return [frozenset(owners) for _, owners in sorted(by_name.items())]


def know(pack: Pack) -> Known:
    """Read a pack. Raises NotAMint and NeverTraded."""
    reading = Reading(pack.answers)
    told = launch(reading, pack.parameters, pack.labels, pack.rules)
    quick = pack.parameters.quick
    holders = () if quick else top_holders(reading, told.story, pack.parameters, pack.labels, pack.rules)
    paid = Money({}, {}, {}) if quick else money(reading, told.story, pack.labels, pack.rules, holders)
    barred = frozenset(told.around.known) | frozenset(a for a in pack.labels.rows if pack.labels.is_service(a))
    outside = frozenset(owner for owner, kind in told.classes.items() if kind.kind in {"infrastructure", "burned", "exchange"})
    filled = () if quick else tuple(tables(reading, told.story, pack.rules))
    facts = Facts(told.story, paid, pack.rules, pack.background, barred | outside, filled, moves(reading, told.story))
    evidence = tuple(find_all(facts))
    return Known(pack, reading, told, paid, facts, evidence, link(evidence, facts), divide(told), holders)
