"""Notices of transactions, and the seam to whatever brings them."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from msgspec import Struct

from reporter.model.ids import Address, Signature, Slot


class Notice(Struct, frozen=True, gc=False):
    """Somebody says a transaction that names `address` landed. A hint: it may be wrong, late, double or missing."""

    address: Address
    signature: Signature
    slot: Slot
    failed: bool
    logs: tuple[str, ...]


class Subscription(Protocol):
    """A source of notices that may break at any moment."""

    def open(self, addresses: Sequence[Address]) -> AbstractAsyncContextManager[AsyncIterator[Notice]]:
        """One connection, on which every address is listened to once it is entered.

        The notices end, and EndpointUnreachable is raised, when the connection breaks; EndpointRefused when the server does
        not do this at all.
        """
        ...
