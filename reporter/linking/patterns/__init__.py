"""What a group did, beside who it is: patterns in its trades, each with a statistic of its own. None of them links anybody."""

from collections.abc import Iterable

from reporter.launch.story import Told
from reporter.model.events import Trade
from reporter.model.ids import Signature, Wallet


def round_trips(told: Iterable[Told]) -> dict[Signature, Wallet]:
    """By transaction the wallet that bought and sold in it: no position was taken or left there."""
    sides: dict[tuple[Signature, Wallet], set[type[Trade]]] = {}
    for item in told:
        if isinstance(item.event, Trade) and item.event.wallet is not None:
            sides.setdefault((item.transaction.signature, item.event.wallet), set()).add(type(item.event))
    return {signature: wallet for (signature, wallet), kinds in sides.items() if len(kinds) == 2}
