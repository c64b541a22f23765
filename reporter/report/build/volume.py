"""Volume that moved no position: trades of one wallet that cancel in one transaction, and trades inside a published group."""

from collections import Counter, defaultdict

from msgspec import Struct

from reporter.model.events import Trade
from reporter.model.ids import WRAPPED_SOL, Mint, Signature, Wallet
from reporter.report import numbers
from reporter.report.build.known import Known


class Volume(Struct, frozen=True):
    """The facts of `behaviour.offsetting_volume`, and the transactions behind them in ledger order."""

    facts: dict[str, str]
    signatures: tuple[Signature, ...]


def offsetting(known: Known) -> Volume:
    """Volume read in the asset most trades were paid in, with and without what changed nobody's position.

    Without a position are transactions in which one wallet both bought and sold. `linked_*` are trades in which, again and
    again, one wallet of a published group sold what another of it bought within a few slots.
    """
    asset = _main_asset(known)
    sides: dict[tuple[Signature, Wallet | None], set[type]] = defaultdict(set)
    volume: Counter[Signature] = Counter()
    for item in known.launch.story.told:
        if isinstance(item.event, Trade) and (item.event.quote_mint or WRAPPED_SOL) == asset:
            sides[(item.transaction.signature, item.event.wallet)].add(type(item.event))
            volume[item.transaction.signature] += item.event.quote_amount or 0
    both = {signature for (signature, _), kinds in sides.items() if len(kinds) == 2}
    inside = _inside_groups(known) & volume.keys()
    total, flat, linked = (sum(volume[s] for s in chosen) for chosen in (volume.keys(), both, inside - both))
    facts = {
        "transactions": str(len(both)),
        "share_of_volume_read": _share(flat, total),
        "quote_mint": asset,
        "volume_read": str(total),
        "volume_without": str(total - flat),
        "linked_transactions": str(len(inside - both)),
        "linked_share_of_volume_read": _share(linked, total),
    }
    return Volume(facts, tuple(signature for signature in volume if signature in both | inside))


def _main_asset(known: Known) -> Mint:
    paid = Counter(i.event.quote_mint or WRAPPED_SOL for i in known.launch.story.told if isinstance(i.event, Trade))
    return max(sorted(paid), key=lambda mint: paid[mint]) if paid else WRAPPED_SOL


def _inside_groups(known: Known) -> set[Signature]:
    """Offsetting trades whose wallets stand in one published group."""
    found: set[Signature] = set()
    for item in known.evidence:
        if item.kind == "offsetting_trades":
            for group in known.linked.strict:
                members = [wallet for wallet in item.members if wallet in group]
                if len(members) >= 2:
                    found |= {signature for wallet in members for signature in item.members[wallet]}
    return found


def _share(part: int, total: int) -> str:
    return numbers.share(part, total) if total else "0.000000"
