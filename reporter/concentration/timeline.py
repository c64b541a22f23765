"""Concentration of wallets at earlier moments, rebuilt from the balance changes read."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from msgspec import Struct

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
    """A moment to measure: the state after transaction `index` of `slot`, or after the whole slot. `at` is its label."""

    at: str
    slot: Slot
    index: int | None = None


def over_time(
    deltas: Iterable[Delta], moments: Sequence[Moment], outside: Collection[Wallet], *, smallest: Raw, dust_share: float
) -> list[At]:
    """Wallet measures at each moment, in ledger order of the moments.

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
        found.append(_at(moment, balances.values(), smallest, dust_share))
    return found


def _at(moment: Moment, balances: Iterable[int], smallest: Raw, dust_share: float) -> At:
    held = [amount for amount in balances if amount > 0]
    circulating = sum(held) if sum(held) >= smallest else 0
    measures = measure(held, circulating, dust=dust_cut(circulating, dust_share), pool_tokens=None)
    return At(at=moment.at, slot=moment.slot, metrics=measures)


def _key(slot: Slot, index: int | None) -> tuple[Slot, int]:
    return slot, _END if index is None else index
