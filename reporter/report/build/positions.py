"""What wallets bought, sold, moved on and still hold: one pass over the story, asked for any set of wallets."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

from msgspec import Struct

from reporter.launch.holdings import Holdings
from reporter.launch.story import Told
from reporter.model.events import Buy, Sell, Transfer
from reporter.model.ids import Raw, Signature, Wallet
from reporter.report import numbers
from reporter.report.build.known import Known


class Positions(Struct, frozen=True):
    """Base units by wallet over the transactions opened, those outside the markets with them; `acts` are the transactions of
    each, in ledger order."""

    bought: Counter[Wallet]
    sold: Counter[Wallet]
    sent: dict[Wallet, tuple[tuple[Wallet | None, Raw], ...]]
    acts: dict[Wallet, tuple[Signature, ...]]
    holdings: Holdings
    total: Raw

    def part(self, raw: Raw) -> str:
        """A share of the total supply."""
        return numbers.share(raw, self.total) if self.total > 0 else "0.000000"

    def holds(self, wallets: Collection[Wallet]) -> Raw | None:
        """What they hold now; None where somebody's balance was not read, because absence from a short list is no zero."""
        held = self.holdings
        known = held.whole or all(wallet in held.amounts for wallet in wallets)
        return sum(held.amounts.get(wallet, 0) for wallet in wallets) if known else None

    def moved_out(self, wallets: Collection[Wallet]) -> Raw:
        """What they sent to others without a trade; between themselves nothing leaves."""
        inside = frozenset(wallets)
        return sum(raw for wallet in inside for target, raw in self.sent.get(wallet, ()) if target not in inside)

    def of(self, wallets: Collection[Wallet]) -> dict[str, str]:
        """Bought, sold, transferred out and, where it was read, held now, as shares of the total supply."""
        chosen = frozenset(wallets)
        found = {
            "bought": self.part(sum(self.bought[wallet] for wallet in chosen)),
            "sold": self.part(sum(self.sold[wallet] for wallet in chosen)),
            "transferred_out": self.part(self.moved_out(chosen)),
        }
        held = self.holds(chosen)
        return found if held is None else {**found, "holds": self.part(held)}


def positions_of(known: Known) -> Positions:
    """The positions of everybody in a pack."""
    return positions(known.facts.told, known.launch.holdings, known.supply.total)


def positions(told: Iterable[Told], holdings: Holdings, total: Raw) -> Positions:
    """Sum the trades and transfers of every wallet."""
    bought: Counter[Wallet] = Counter()
    sold: Counter[Wallet] = Counter()
    sent: dict[Wallet, list[tuple[Wallet | None, Raw]]] = defaultdict(list)
    acts: dict[Wallet, dict[Signature, None]] = defaultdict(dict)
    for item in told:
        event = item.event
        if event.wallet is None or not isinstance(event, Buy | Sell | Transfer):
            continue
        raw = event.token_amount or 0
        acts[event.wallet][item.transaction.signature] = None
        if isinstance(event, Buy):
            bought[event.wallet] += raw
        elif isinstance(event, Sell):
            sold[event.wallet] += raw
        else:
            sent[event.wallet].append((event.to, raw))
    return Positions(
        bought,
        sold,
        {wallet: tuple(rows) for wallet, rows in sent.items()},
        {wallet: tuple(rows) for wallet, rows in acts.items()},
        holdings,
        total,
    )
