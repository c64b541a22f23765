"""First buys that stand next to each other in a block."""

from collections.abc import Iterator, Sequence

from reporter.launch.story import Purchase
from reporter.linking.facts import Facts
from reporter.model.events import Sell
from reporter.model.evidence import Evidence
from reporter.model.ids import Signature


def find(facts: Facts) -> list[Evidence]:
    """The first buys of these wallets stand directly behind one another in one block.

    Why it matters: bundles are sent as a block of up to five transactions that land together; strangers rarely stand in an
    unbroken row.
    How it can mislead: fast traders race for the same place, and copy traders follow within a moment. A row with a sale in it
    is left out, position alone never publishes a link, and it is read only where the block's order is known.
    """
    sales = {item.transaction.signature for item in facts.story.told if isinstance(item.event, Sell)}
    found = []
    for run in _runs(facts.story.early):
        wallets = {purchase.wallet for purchase in run} - facts.barred
        signatures = {purchase.place.signature for purchase in run}
        if len(wallets) < 2 or len(signatures) < 2 or signatures & sales:
            continue
        found.append(
            Evidence(
                kind="bundle_adjacency",
                family="launch_timing",
                bits=_bits(facts, len(wallets), signatures, run),
                members={purchase.wallet: (purchase.place.signature,) for purchase in run if purchase.wallet in wallets},
                value=str(len(signatures)),
            )
        )
    return found


def _runs(early: Sequence[Purchase]) -> Iterator[list[Purchase]]:
    """Groups of first buys at consecutive positions of one block.

    A row may be longer than the five transactions of one bundle: launch tools send several at once.
    """
    known = sorted((p for p in early if p.place.index >= 0), key=lambda p: (p.place.slot, p.place.index, p.wallet))
    run: list[Purchase] = []
    for purchase in known:
        if run and not _follows(run[-1], purchase):
            yield run
            run = []
        run.append(purchase)
    if run:
        yield run


def _follows(earlier: Purchase, later: Purchase) -> bool:
    return earlier.place.slot == later.place.slot and later.place.index - earlier.place.index <= 1


def _bits(facts: Facts, wallets: int, signatures: set[Signature], run: Sequence[Purchase]) -> float:
    weights = facts.rules.weights
    if wallets < facts.rules.limits.bundle_wallets:
        return weights.bundle_two
    origin = facts.story.origin
    if origin is None or origin.place.slot != run[0].place.slot or origin.place.index < 0:
        return weights.bundle
    first = min(purchase.place.index for purchase in run)
    return (
        weights.bundle_with_create
        if origin.place.signature in signatures or origin.place.index == first - 1
        else weights.bundle
    )
