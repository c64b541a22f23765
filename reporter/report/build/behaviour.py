"""What creator, snipers, groups and buyers did, in counts and shares, with the transactions that show it."""

from collections.abc import Collection, Iterable, Mapping

from reporter.model.events import Buy, Create, Sell
from reporter.model.ids import Signature, Wallet
from reporter.model.report import Behaviour
from reporter.report.build.known import Known
from reporter.report.build.lives import lives
from reporter.report.build.positions import Positions, positions_of
from reporter.report.build.volume import offsetting

MOST_SIGNATURES = 40  # named of one part; every trade behind them stands in the tables and the pack


def behaviour(known: Known) -> Behaviour:
    """Everything here is counted over the transactions opened; shares are of the total supply."""
    held = positions_of(known)
    early = [purchase.wallet for purchase in known.launch.story.early]
    linked = sorted(wallet for group in known.linked.strict for wallet in group)
    snipers, bundled = _snipers(known), _bundled(known)
    again, volume = _rebuys(known), offsetting(known)
    others = _other_launches(known)
    creator = known.facts.creator
    proofs = {
        "creator": [*(held.acts.get(creator, ()) if creator is not None else ()), *others],
        "snipers": _first_buys(known, snipers),
        "bundled": _first_buys(known, bundled),
        "exits": _sales(known, early),
        "linked_exits": _sales(known, linked),
        "rebuys": [signature for wallet in sorted(again) for signature in again[wallet]],
        "offsetting_volume": volume.signatures,
    }
    return Behaviour(
        creator=_creator(held, creator, others),
        snipers=_window(known) | _counted(held, snipers) if known.launch.story.origin is not None else {},
        bundled=_counted(held, bundled),
        exits=_exits(held, early, linked),
        rebuys={"wallets": str(len(again)), "linked_wallets": str(len(again.keys() & set(linked)))},
        offsetting_volume=volume.facts,
        holders=lives(known),
        signatures={name: list(dict.fromkeys(rows))[:MOST_SIGNATURES] for name, rows in proofs.items() if rows},
    )


def _creator(held: Positions, creator: Wallet | None, others: Collection[Signature]) -> dict[str, str]:
    if creator is None:
        return {}
    return {"wallet": creator, **held.of([creator]), "other_launches_seen": str(len(others))}


def _other_launches(known: Known) -> list[Signature]:
    """Creations of other tokens that this creator signed, among all transactions opened; a name alone is no signature."""
    creator, found = known.facts.creator, []
    for signature in known.reading.opened() if creator is not None else ():
        transaction, decoded = known.reading.transaction(signature), known.reading.decoded(signature)
        if transaction is None or decoded is None or creator not in transaction.signers:
            continue
        made = (event for event in decoded.events if isinstance(event, Create) and event.platform is not None)
        if any(event.creator == creator and event.mint != known.pack.parameters.mint for event in made):
            found.append(signature)
    return found


def _window(known: Known) -> dict[str, str]:
    return {"window_slots": str(known.sniper_slots)}


def _snipers(known: Known) -> list[Wallet]:
    """Wallets other than the creator whose first buy came within the window after the creation."""
    origin = known.launch.story.origin
    if origin is None:
        return []
    last = origin.place.slot + known.sniper_slots
    return [p.wallet for p in known.launch.story.early if p.place.slot <= last and p.wallet != known.facts.creator]


def _bundled(known: Known) -> list[Wallet]:
    """First buys that stand in an unbroken row of the rule set's size or more, or share a transaction."""
    smallest = known.pack.rules.limits.bundle_wallets
    rows = (item.members for item in known.evidence if item.kind in {"bundle_adjacency", "co_signature"})
    return sorted({wallet for members in rows if len(members) >= smallest for wallet in members})


def _counted(held: Positions, wallets: Collection[Wallet]) -> dict[str, str]:
    return {"wallets": str(len(set(wallets))), **held.of(wallets)}


def _exits(held: Positions, early: Collection[Wallet], linked: Collection[Wallet]) -> dict[str, str]:
    """Who is out, of the early buyers and of published groups; nothing where nobody knows who holds."""
    found = {"early_buyers": str(len(early)), **held.of(early), "linked_wallets": str(len(linked))}
    found |= {f"linked_{name}": value for name, value in held.of(linked).items()} if linked else {}
    for name, wallets in (("", early), ("linked_", linked)):
        if held.holds(wallets) is not None and wallets:
            found[f"{name}hold_nothing_now"] = str(sum(1 for wallet in set(wallets) if not held.holds([wallet])))
    return found


def _rebuys(known: Known) -> Mapping[Wallet, list[Signature]]:
    """Early buyers that sold and bought again, with their later buys."""
    early, sold = known.facts.early, set[Wallet]()
    again: dict[Wallet, list[Signature]] = {}
    for item in known.launch.story.told:
        event = item.event
        if event.wallet not in early or event.wallet is None:
            continue
        if isinstance(event, Sell):
            sold.add(event.wallet)
        elif isinstance(event, Buy) and event.wallet in sold:
            again.setdefault(event.wallet, []).append(item.transaction.signature)
    return again


def _first_buys(known: Known, wallets: Iterable[Wallet]) -> list[Signature]:
    chosen = set(wallets)
    return [purchase.place.signature for purchase in known.launch.story.early if purchase.wallet in chosen]


def _sales(known: Known, wallets: Collection[Wallet]) -> list[Signature]:
    chosen = frozenset(wallets)
    told = known.launch.story.told
    return [item.transaction.signature for item in told if isinstance(item.event, Sell) and item.event.wallet in chosen]
