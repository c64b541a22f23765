"""What creator, snipers and groups did, in counts and shares."""

from collections import Counter
from collections.abc import Iterable

from reporter.model.events import Buy, Sell, Trade, Transfer
from reporter.model.ids import Raw, Wallet
from reporter.model.report import Behaviour
from reporter.report import numbers
from reporter.report.build.known import Known


def behaviour(known: Known) -> Behaviour:
    """Everything here is counted over the transactions opened; shares are of the total supply."""
    return Behaviour(
        creator=_creator(known),
        snipers=_snipers(known),
        bundled=_bundled(known),
        exits=_exits(known),
        rebuys=_rebuys(known),
        offsetting_volume=_offsetting(known),
    )


def _part(known: Known, raw: Raw) -> str:
    return numbers.share(raw, known.supply.total) if known.supply.total > 0 else "0.000000"


def _moved(known: Known, wallet: Wallet, kind: type[Buy | Sell | Transfer]) -> Raw:
    events = (item.event for item in known.launch.story.told)
    return sum(event.token_amount or 0 for event in events if isinstance(event, kind) and event.wallet == wallet)


def _creator(known: Known) -> dict[str, str]:
    creator = known.facts.creator
    if creator is None:
        return {}
    return {
        "wallet": creator,
        "bought": _part(known, _moved(known, creator, Buy)),
        "sold": _part(known, _moved(known, creator, Sell)),
        "transferred_out": _part(known, _moved(known, creator, Transfer)),
        "holds": _part(known, known.launch.holdings.amounts.get(creator, 0)),
    }


def _snipers(known: Known) -> dict[str, str]:
    origin, slots = known.launch.story.origin, known.pack.rules.counting.sniper_slots
    if origin is None:
        return {}
    first = [
        p for p in known.launch.story.early if p.place.slot <= origin.place.slot + slots and p.wallet != known.facts.creator
    ]
    return {
        "window_slots": str(slots),
        **_holding(known, (p.wallet for p in first), sum(p.event.token_amount or 0 for p in first)),
    }


def _bundled(known: Known) -> dict[str, str]:
    """First buys that stand in an unbroken row of the rule set's size or more, or share a transaction."""
    smallest = known.pack.rules.limits.bundle_wallets
    wallets: set[Wallet] = set()
    for item in known.evidence:
        if item.kind in {"bundle_adjacency", "co_signature"} and len(item.members) >= smallest:
            wallets |= set(item.members)
    bought = sum(p.event.token_amount or 0 for p in known.launch.story.early if p.wallet in wallets)
    return _holding(known, wallets, bought)


def _holding(known: Known, wallets: Iterable[Wallet], bought: Raw) -> dict[str, str]:
    chosen = sorted(set(wallets))
    now = sum(known.launch.holdings.amounts.get(wallet, 0) for wallet in chosen)
    return {"wallets": str(len(chosen)), "bought": _part(known, bought), "holds": _part(known, now)}


def _exits(known: Known) -> dict[str, str]:
    early = {purchase.wallet for purchase in known.launch.story.early}
    gone = [wallet for wallet in sorted(early) if known.launch.holdings.amounts.get(wallet, 0) == 0]
    if not known.launch.holdings.whole:
        return {}
    return {"early_buyers": str(len(early)), "hold_nothing_now": str(len(gone))}


def _rebuys(known: Known) -> dict[str, str]:
    """Early buyers that sold and bought again."""
    early = {purchase.wallet for purchase in known.launch.story.early}
    sold: set[Wallet] = set()
    again: set[Wallet] = set()
    for item in known.launch.story.told:
        event = item.event
        if isinstance(event, Sell) and event.wallet is not None:
            sold.add(event.wallet)
        elif isinstance(event, Buy) and event.wallet is not None and event.wallet in sold:
            again.add(event.wallet)
    return {"wallets": str(len(again & early))}


def _offsetting(known: Known) -> dict[str, str]:
    """Transactions in which one wallet bought and sold: volume without a position."""
    sides: dict[tuple[str, Wallet | None], set[type]] = {}
    volume: Counter[str] = Counter()
    for item in known.launch.story.told:
        if isinstance(item.event, Trade):
            sides.setdefault((item.transaction.signature, item.event.wallet), set()).add(type(item.event))
            volume[item.transaction.signature] += item.event.quote_amount or 0
    both = {signature for (signature, _), kinds in sides.items() if len(kinds) == 2}
    total = sum(volume.values())
    part = numbers.share(sum(volume[s] for s in both), total) if total else "0.000000"
    return {"transactions": str(len(both)), "share_of_volume_read": part}
