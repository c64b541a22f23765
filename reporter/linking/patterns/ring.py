"""A group trades to and fro: what its wallets sell its wallets buy, and what it holds hardly changes."""

from collections import Counter
from collections.abc import Collection

from msgspec import Struct

from reporter.linking.facts import Facts
from reporter.linking.patterns import round_trips
from reporter.model.events import Buy, Sell
from reporter.model.ids import Raw, Signature, Wallet


class Ring(Struct, frozen=True):
    """Trades of the group after its first buys, in base units of the token. `volume` and `everybody` are quote amounts of the
    group's trades and of all trades read. `usual` counts the launch's other traders that both bought and sold as often, and all
    of them."""

    wallets: tuple[Wallet, ...]
    signatures: tuple[Signature, ...]
    bought: Raw
    sold: Raw
    volume: Raw
    everybody: Raw
    usual: tuple[int, int]

    @property
    def cancelled(self) -> tuple[Raw, Raw]:
        """The part of what was traded that cancels out, and what was traded."""
        return 2 * min(self.bought, self.sold), self.bought + self.sold


def ring(facts: Facts, members: Collection[Wallet]) -> Ring | None:
    """The group's trades to and fro, where at least the rule set's part of them cancels out and three wallets or more each
    bought and sold repeatedly."""
    limits = facts.rules.limits
    first = {purchase.transaction.signature for purchase in facts.story.early if purchase.wallet in members}
    trades = facts.story.trades()
    aside = first | round_trips(trades).keys()
    own = [item for item in trades if item.event.wallet in members and item.transaction.signature not in aside]
    sides = Counter((item.event.wallet, type(item.event)) for item in trades if item.transaction.signature not in aside)
    traders = sorted({item.event.wallet for item in trades if item.event.wallet is not None})
    busy = [wallet for wallet in traders if min(sides[wallet, Buy], sides[wallet, Sell]) >= limits.ring_turns]
    turning = [wallet for wallet in busy if wallet in members]
    bought = sum(item.event.token_amount or 0 for item in own if isinstance(item.event, Buy))
    sold = sum(item.event.token_amount or 0 for item in own if isinstance(item.event, Sell))
    if len(turning) < limits.company or 2 * min(bought, sold) < limits.ring_share * (bought + sold):
        return None
    shown = [item for item in own if item.event.wallet in turning]
    return Ring(
        wallets=tuple(turning),
        signatures=tuple(dict.fromkeys(item.transaction.signature for item in shown)),
        bought=bought,
        sold=sold,
        volume=sum(item.event.quote_amount or 0 for item in own),
        everybody=sum(item.event.quote_amount or 0 for item in trades),
        usual=(len(busy) - len(turning), len(traders) - len(turning)),
    )
