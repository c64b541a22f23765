"""Balance changes of the mint in ledger order: what earlier moments are rebuilt from."""

from collections.abc import Iterable

from reporter.concentration.timeline import Delta
from reporter.launch.story import Told
from reporter.model.ids import Mint, Wallet


def deltas(told: Iterable[Told], mint: Mint) -> list[Delta]:
    """Every balance change of the mint in the transactions opened, per owner."""
    seen: set[str] = set()
    found: list[Delta] = []
    for item in told:
        transaction = item.transaction
        if transaction.signature in seen:
            continue
        seen.add(transaction.signature)
        sums: dict[Wallet, int] = {}
        for change in transaction.tokens:
            if change.mint == mint:
                before, after = change.owner_pre or change.owner, change.owner or change.owner_pre
                sums[before] = sums.get(before, 0) - change.pre
                sums[after] = sums.get(after, 0) + change.post
        found.extend(Delta(item.place.slot, item.place.known_index, wallet, raw) for wallet, raw in sorted(sums.items()) if raw)
    return found
