"""A finished ledger that is shown as if it were still being made: what lies after the tip is not there yet."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from reporter.model.ids import Address, Signature, Slot
from reporter.simulator.accounts import Account
from reporter.simulator.landed import Block, Landed
from reporter.simulator.rpc.view import View

K = TypeVar("K")
V = TypeVar("V")


class Growing:
    """A view up to `tip`, which only moves forward. Accounts are those of the end: balances do not grow with it."""

    def __init__(self, whole: View, tip: Slot) -> None:
        self._whole = whole
        self._slots = sorted(whole.blocks)
        self._tip = tip

    @property
    def tip(self) -> Slot:
        """The newest slot shown."""
        return self._tip

    @property
    def genesis(self) -> str:
        """The hash that names the network."""
        return self._whole.genesis

    @property
    def blocks(self) -> Mapping[Slot, Block]:
        """Blocks up to the tip."""
        return {slot: self._whole.blocks[slot] for slot in self._slots[: bisect_right(self._slots, self._tip)]}

    @property
    def by_signature(self) -> Mapping[Signature, Landed]:
        """Transactions up to the tip."""
        return _UpTo(self._whole.by_signature, self._tip)

    @property
    def history(self) -> Mapping[Address, Sequence[Landed]]:
        """For each address what names it up to the tip."""
        return _Histories(self._whole.history, self._tip)

    @property
    def accounts(self) -> Mapping[Address, Account]:
        """Accounts at the end of the whole ledger."""
        return self._whole.accounts

    def advance(self, tip: Slot) -> list[Landed]:
        """Show everything up to `tip`; what that adds, in ledger order."""
        first, last = bisect_right(self._slots, self._tip), bisect_right(self._slots, tip)
        self._tip = max(self._tip, tip)
        return [landed for slot in self._slots[first:last] for landed in self._whole.blocks[slot].transactions]


class _Shown(Mapping[K, V]):
    """A read-only mapping."""

    def __init__(self, inside: Mapping[K, V]) -> None:
        self._inside = inside

    def __getitem__(self, key: K) -> V:
        return self._inside[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._inside)

    def __len__(self) -> int:
        return len(self._inside)


class _UpTo(_Shown[Signature, Landed]):
    """Transactions by signature; later ones are not there."""

    def __init__(self, inside: Mapping[Signature, Landed], tip: Slot) -> None:
        super().__init__(inside)
        self._tip = tip

    def __getitem__(self, key: Signature) -> Landed:
        landed = self._inside[key]
        if landed.slot > self._tip:
            raise KeyError(key)
        return landed


class _Histories(_Shown[Address, Sequence[Landed]]):
    """Histories by address, each cut at the tip."""

    def __init__(self, inside: Mapping[Address, Sequence[Landed]], tip: Slot) -> None:
        super().__init__(inside)
        self._tip = tip

    def __getitem__(self, key: Address) -> Sequence[Landed]:
        entries = self._inside[key]
        return entries[: bisect_right(entries, self._tip, key=lambda landed: landed.slot)]
