"""The launch as a list of moments."""

from reporter.launch.order import Place
from reporter.model.events import Buy, Complete, Create, Migrate, Sell
from reporter.model.report import Moment
from reporter.report import numbers
from reporter.report.build.known import Known
from reporter.report.build.token import decimals

LONGEST = 500  # lines; trades of published groups and the creator come first when there are more


def timeline(known: Known) -> list[Moment]:
    """Creation, first buys, completion, graduation, and every trade of the creator and of grouped wallets, in ledger order."""
    watched = {wallet for group in known.linked.groups for wallet in group.wallets}
    if known.facts.creator is not None:
        watched.add(known.facts.creator)
    first = {(purchase.wallet, purchase.place.signature) for purchase in known.launch.story.early}
    digits = decimals(known)
    rows: list[tuple[int, Place, Moment]] = []
    for item in known.launch.story.told:
        event = item.event
        if isinstance(event, Create):
            rows.append((0, item.place, _moment(item.place, "creation", f"created by {_who(event.wallet)}")))
        elif isinstance(event, Complete):
            rows.append((0, item.place, _moment(item.place, "complete", "the curve sold out")))
        elif isinstance(event, Migrate):
            rows.append((0, item.place, _moment(item.place, "graduation", "liquidity left the curve")))
        elif isinstance(event, Buy | Sell):
            kind = "buy" if isinstance(event, Buy) else "sell"
            if event.wallet in watched:
                rows.append((1, item.place, _trade(item.place, kind, event, digits)))
            elif isinstance(event, Buy) and (event.wallet, item.place.signature) in first:
                rows.append((2, item.place, _trade(item.place, "first_buy", event, digits)))
    # Inside one transaction the creation comes first; Python's sort keeps the order in which events were told.
    kept = sorted(sorted(rows, key=lambda row: row[:2])[:LONGEST], key=lambda row: (row[1], row[0]))
    return [moment for _, _, moment in kept]


def _moment(place: Place, kind: str, text: str) -> Moment:
    return Moment(place.slot, place.time, kind, text, place.signature)


def _trade(place: Place, kind: str, event: Buy | Sell, digits: int) -> Moment:
    text = f"{_who(event.wallet)} {_did(digits, event)}"
    amount = None if event.token_amount is None else str(event.token_amount)
    return Moment(place.slot, place.time, kind, text, place.signature, event.wallet, amount)


def _who(wallet: str | None) -> str:
    return numbers.short(wallet) if wallet else "somebody"


def _did(digits: int, event: Buy | Sell) -> str:
    tokens = numbers.amount(event.token_amount or 0, digits)
    return f"{'bought' if isinstance(event, Buy) else 'sold'} {tokens}"
