"""Balance changes of the mint in ledger order: what earlier moments are rebuilt from."""

from reporter.concentration.timeline import Delta
from reporter.launch.launch import Launch
from reporter.model.ids import Wallet


def deltas(launch: Launch) -> list[Delta]:
    """Every balance change of the mint in the transactions opened, per owner."""
    mint = launch.subject.mint
    seen: set[str] = set()
    found: list[Delta] = []
    for item in launch.story.told:
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
