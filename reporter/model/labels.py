"""Known addresses: what a sourced list says about an account. A missing label may lower a claim, never raise one."""

from msgspec import Struct

from reporter.model.ids import Address


class Label(Struct, frozen=True, gc=False):
    """One row of a label file. `category`: exchange, bridge, terminal, relayer, fee, tip, burn, locker, authority, vault."""

    address: Address
    name: str
    category: str
    source: str
    date: str  # when the source was read, ISO
    licence: str


class Labels(Struct, frozen=True):
    """All labels of one dated set. `sha256` names the set in reports."""

    version: str
    sha256: str
    rows: dict[Address, Label]

    def get(self, address: Address) -> Label | None:
        """The label of an address, if it has one."""
        return self.rows.get(address)

    def is_service(self, address: Address) -> bool:
        """True for addresses that serve strangers: paying through one links nobody."""
        label = self.rows.get(address)
        return label is not None and label.category in {"exchange", "bridge", "terminal", "relayer", "fee", "tip"}
