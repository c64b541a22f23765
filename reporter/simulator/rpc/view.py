"""What a ledger must offer to be served, and what every method may ask."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, TypeAlias

from msgspec import Struct

from reporter.model.ids import Address, Signature, Slot
from reporter.simulator.accounts import Account
from reporter.simulator.landed import Block, Landed

Json: TypeAlias = dict[str, Any]


class View(Protocol):
    """A finished ledger: read only while it is served."""

    @property
    def blocks(self) -> Mapping[Slot, Block]:
        """Blocks by slot, oldest first."""
        ...

    @property
    def by_signature(self) -> Mapping[Signature, Landed]:
        """Transactions by signature."""
        ...

    @property
    def history(self) -> Mapping[Address, Sequence[Landed]]:
        """For each address the transactions that name it, oldest first."""
        ...

    @property
    def accounts(self) -> Mapping[Address, Account]:
        """Accounts at the newest slot."""
        ...

    @property
    def tip(self) -> Slot:
        """The newest slot."""
        ...

    @property
    def genesis(self) -> str:
        """The hash that names the network."""
        ...


class Limits(Struct, frozen=True):
    """Where this node ends: oldest slot it keeps, and which scans it refuses."""

    first: Slot = 0
    scans: bool = True


class Request(Struct, frozen=True):
    """One call: which ledger, which node, which parameters."""

    view: View
    limits: Limits
    params: Sequence[Any]


def contextual(view: View, value: Any) -> Json:
    """An answer with the slot it was read at."""
    return {"context": {"apiVersion": "4.2.0", "slot": view.tip}, "value": value}
