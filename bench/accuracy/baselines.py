"""Three rules that others publish, on the same evidence packs: what the reporter has to beat.

Each gets everything the reporter read, so that what differs is the rule and not the data.
"""

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from bench.accuracy.partition import Groups, components
from reporter.decode.signers import wallet_signers
from reporter.report.build.known import Known


def first_funder(known: Known) -> Groups:
    """Buyers whose first money came from the same address are one group; no list of exchanges."""
    return _grouped(known, _by_funder(known, exchanges=True))


def same_slot(known: Known) -> Groups:
    """Buyers whose first buys stand in the same slot are one group."""
    slots: dict[int, list[str]] = defaultdict(list)
    for purchase in known.launch.story.early:
        slots[purchase.place.slot].append(purchase.wallet)
    return _grouped(known, _chained(slots.values()))


def union_find(known: Known) -> Groups:
    """Buyers joined by a shared signer, neighbouring buys in a block, or a first funder that is no labelled exchange."""
    rows: list[list[str]] = []
    signed: dict[str, list[str]] = defaultdict(list)
    for purchase in known.launch.story.early:
        for signer in wallet_signers(purchase.transaction):
            signed[signer].append(purchase.wallet)
    rows += signed.values()
    early = known.launch.story.early
    for before, after in pairwise(early):
        if before.place.slot == after.place.slot and after.place.index - before.place.index == 1:
            rows.append([before.wallet, after.wallet])
    return _grouped(known, [*_chained(rows), *_by_funder(known, exchanges=False)])


BASELINES = {"first funder": first_funder, "same slot": same_slot, "union-find": union_find}


def _by_funder(known: Known, *, exchanges: bool) -> list[tuple[str, str]]:
    paid: dict[str, list[str]] = defaultdict(list)
    for wallet, source in funders(known).items():
        if exchanges or not known.pack.labels.is_service(source):
            paid[source].append(wallet)
    return _chained(paid.values())


def funders(known: Known) -> dict[str, str]:
    """By buyer the address of its first inflow as far as its history was read, else of the last payment before the buy."""
    found: dict[str, str] = {}
    for wallet, trail in known.money.trails.items():
        rows = trail.first.rows
        if rows and rows[-1].source is not None:
            found[wallet] = rows[-1].source
    return found


def _chained(groups: Iterable[list[str]]) -> list[tuple[str, str]]:
    return [pair for group in groups for pair in pairwise(group)]


def _grouped(known: Known, pairs: list[tuple[str, str]]) -> Groups:
    buyers = [purchase.wallet for purchase in known.launch.story.early]
    return [group for group in components(buyers, pairs) if len(group) > 1]
