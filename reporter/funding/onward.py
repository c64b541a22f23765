"""One step forward over all sellers: whom to follow, and what the addresses are that they sent their proceeds to."""

from collections import Counter
from collections.abc import Mapping

from msgspec import Struct

from reporter.decode.reading import Reading
from reporter.funding import breadth as breadths
from reporter.funding import sinks
from reporter.funding.breadth import Breadth, Suspect
from reporter.funding.destinations import TO_FUNDER, Looked, kind_of, named
from reporter.funding.forward import TO_WALLET, Proceeds, proceeds
from reporter.funding.sinks import Sink
from reporter.funding.upstream import Upstream
from reporter.launch.story import Purchase, Story
from reporter.model.ids import Address, Wallet
from reporter.model.labels import Labels
from reporter.model.questions import Question
from reporter.model.rules import RuleSet


class Onward(Struct, frozen=True):
    """Proceeds by seller and the verdicts on where they went, as far as known, with what to ask next; nothing of that kind is
    left to ask when `wanted` is empty."""

    proceeds: dict[Wallet, Proceeds]
    sinks: dict[Address, Sink]
    wanted: tuple[Question, ...]


class Forward(Struct, frozen=True):
    """One launch with all that following its proceeds needs: who stands upstream of each early buyer, and what payers are."""

    reading: Reading
    story: Story
    labels: Labels
    rules: RuleSet
    family: frozenset[Wallet]
    reached: Mapping[Wallet, Mapping[Address, Upstream]]
    verdicts: Mapping[Address, Breadth]

    def look(self) -> Onward:
        """Follow the proceeds first, then look at the addresses they went to, then at the services behind those."""
        gone = {p.wallet: proceeds(self.reading, p, self.story.mint, self.rules) for p in self._sellers()[: self._most()]}
        wanted = [question for each in gone.values() for question in each.next]
        ends: dict[Address, Sink] = {}
        looks: list[Question] = []
        for address, asset in self._ends(gone):
            looks += sinks.plan(self.reading, address, asset, self.labels, self.rules)
            ends[address] = sinks.sink(self.reading, address, asset, self.family, self.labels, self.rules)
        behind = [who for end in ends.values() if (who := sinks.behind(end, self.labels)) is not None]
        unknown = {who.address: who for who in behind if who.address not in self.verdicts}.values()
        looked = {**self.verdicts, **{who.address: self._breadth(who) for who in unknown}}
        ends = {address: sinks.told(end, looked.get(end.onward or "")) for address, end in ends.items()}
        told = Looked(self.labels, self.verdicts, ends)
        named_so = {wallet: named(each, self.reached.get(wallet, {}), told) for wallet, each in gone.items()}
        services = [q for who in unknown for q in breadths.plan(self.reading, who, self.labels, self.rules)]
        return Onward(named_so, ends, tuple(dict.fromkeys(wanted or looks or services)))

    def _sellers(self) -> list[Purchase]:
        """Those of common private payers first, then in ledger order."""
        groups = Counter(
            payer
            for above in self.reached.values()
            for payer in above
            if (verdict := self.verdicts.get(payer)) is not None and verdict.private
        )
        grouped = {wallet for wallet, above in self.reached.items() if any(groups[payer] >= 2 for payer in above)}
        return sorted(self.story.early, key=lambda purchase: purchase.wallet not in grouped)

    def _most(self) -> int:
        tracing = self.rules.tracing
        return tracing.followed if len(self.story.early) <= tracing.crowd else tracing.followed_crowded

    def _ends(self, gone: Mapping[Wallet, Proceeds]) -> list[tuple[Address, str]]:
        """Addresses worth a look, with the asset sent: those several sent to, of most senders first, then payers nobody has
        looked at that got money back from one."""
        sent: Counter[tuple[Address, str]] = Counter()
        returned: set[tuple[Address, str]] = set()
        known = Looked(self.labels, self.verdicts)
        for each in gone.values():
            payers = self.reached.get(each.wallet, {})
            for row in each.destinations:
                if row.kind == TO_WALLET and kind_of(row.target, row.target in payers, known) in {TO_WALLET, TO_FUNDER}:
                    sent[(row.target, each.asset)] += 1
                    if row.target in payers and row.target not in self.verdicts:
                        returned.add((row.target, each.asset))
        chosen = [end for end, count in sent.items() if count >= self.rules.limits.sink_senders or end in returned]
        largest: dict[Address, str] = {}
        for address, asset in sorted(chosen, key=lambda end: (-sent[end], end)):
            largest.setdefault(address, asset)
        return list(largest.items())[: self.rules.tracing.sinks]

    def _breadth(self, who: Suspect) -> Breadth:
        return breadths.breadth(self.reading, who, self.family, self.labels, self.rules)
