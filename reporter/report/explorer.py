"""Links out of a report: plain anchors to a block explorer, fetched by nobody until a reader clicks."""

from typing import Final

from msgspec import Struct

from reporter.model import base58
from reporter.model.ids import Address, Signature, is_address

LINKED_NETWORKS: Final = frozenset({"mainnet", "unverified"})  # explorers know nothing of a simulated ledger
DEFAULT: Final = "https://solscan.io/{kind}/{id}"


class Explorer(Struct, frozen=True):
    """A link template with {kind} and {id}, and the network the report is about."""

    template: str
    network: str

    def transaction(self, signature: Signature) -> str | None:
        """The page of a transaction, None where an explorer cannot know it or the text is no signature."""
        return self._link("tx", signature) if _is_signature(signature) else None

    def account(self, address: Address) -> str | None:
        """The page of a wallet or other account."""
        return self._link("account", address) if is_address(address) else None

    def token(self, mint: Address) -> str | None:
        """The page of a token."""
        return self._link("token", mint) if is_address(mint) else None

    def _link(self, kind: str, name: str) -> str | None:
        if self.network not in LINKED_NETWORKS:
            return None
        return self.template.replace("{kind}", kind).replace("{id}", name)


def _is_signature(text: str) -> bool:
    if not 64 <= len(text) <= 88:
        return False
    try:
        return len(base58.decode(text)) == 64
    except ValueError:
        return False
