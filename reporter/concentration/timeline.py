"""Concentration of wallets and of today's entities at earlier moments, rebuilt from the balance changes read."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from reporter.concentration.bounds import Groups, entity_measures
from reporter.concentration.linked import linked_shares
from reporter.concentration.measures import dust_cut, measure
from reporter.model.ids import Raw, Slot, Wallet
from reporter.model.report import At

_END: Final = 1 << 62  # after every index of a slot


class Delta(Struct, frozen=True, gc=False):
    """What one transaction added to (or took from) a wallet's balance of the mint.

    `index` is the transaction's place in its slot, None where it was not read: then it counts as the slot's last.
    """

    slot: Slot
    index: int | None
    wallet: Wallet
    amount: int


class Moment(Struct, frozen=True, gc=False):
    """A moment to measure: the state after transaction `index` of `slot`, or after the whole slot. `at` is its label; `whole`
    says that every transaction up to it was opened."""

    at: str
    slot: Slot
    index: int | None = None
    whole: bool = True


class Links(Struct, frozen=True):
    """Who counts as one: published groups, those of possible links, and the wallets of each exchange."""

    strict: Groups
    loose: Groups
    custody: Groups = ()


def over_time(
    deltas: Iterable[Delta],
    moments: Sequence[Moment],
    outside: Collection[Wallet],
    *,
    smallest: Raw,
    dust_share: float,
    links: Links | None = None,
) -> list[At]:
    """The measures at each moment, in ledger order of the moments; of entities too where `links` are given.

    `deltas` in any order; `outside` are the owners that never count (curve, pools, vaults, burn). The denominator is what the
    counting wallets hold at that moment; below `smallest` (base units) nothing is measured. `dust_share` is the Gini cut as a
    share of it. A balance below zero means that transactions were not read: the wallet counts as empty then. The market's
    reserves of the past are not known here, so the controlling set is None.
    """
    changes = sorted(
        (delta for delta in deltas if delta.wallet not in outside), key=lambda delta: _key(delta.slot, delta.index)
    )
    balances: dict[Wallet, int] = defaultdict(int)
    found: list[At] = []
    done = 0
    for moment in sorted(moments, key=lambda moment: (_key(moment.slot, moment.index), moment.at)):
        until = _key(moment.slot, moment.index)
        while done < len(changes) and _key(changes[done].slot, changes[done].index) <= until:
            balances[changes[done].wallet] += changes[done].amount
            done += 1
        found.append(_at(moment, balances, smallest, dust_share, links))
    return found


def _at(moment: Moment, balances: Mapping[Wallet, int], smallest: Raw, dust_share: float, links: Links | None) -> At:
    held = {wallet: amount for wallet, amount in balances.items() if amount > 0}
    all_held = sum(held.values())
    circulating = all_held if all_held >= smallest else 0
    dust = dust_cut(circulating, dust_share)
    row = At(moment.at, moment.slot, measure(list(held.values()), circulating, dust=dust, pool_tokens=None), whole=moment.whole)
    if links is None:
        return row
    pairs: dict[tuple[Wallet, Wallet], float] = {}
    joined = entity_measures(
        held, links.strict, links.loose, pairs, circulating, dust=dust, pool_tokens=None, unseen=None, custody=links.custody
    )
    linked = linked_shares(held, links.strict, links.loose, pairs, circulating)
    return replace(
        row,
        at_least=joined.at_least,
        at_most=joined.at_most,
        linked_at_least=linked.at_least,
        linked_at_most=linked.at_most,
    )


def _key(slot: Slot, index: int | None) -> tuple[Slot, int]:
    return slot, _END if index is None else index
