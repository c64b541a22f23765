"""Who is asking: an address, and perhaps a key."""

from collections.abc import Iterable, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import TypeAlias

from msgspec import Struct

from reporter.api.keys import Key, Keys, Scope
from reporter.api.limits import Limits, neighbourhood
from reporter.api.problem import Problem

Network: TypeAlias = IPv4Network | IPv6Network
Headers: TypeAlias = Iterable[tuple[bytes, bytes]]


class Caller(Struct, frozen=True):
    """One caller. `key` is None for somebody who shows none."""

    address: str
    key: Key | None = None

    @property
    def key_id(self) -> str:
        """The id of the key, empty without one."""
        return "" if self.key is None else self.key.id

    def may(self, scope: Scope) -> bool:
        """True for a key of this scope."""
        return self.key is not None and scope in self.key.scopes

    def needs(self, scope: Scope) -> Key:
        """The key, when it has the scope. Raises Problem otherwise."""
        if self.key is None:
            raise Problem("unauthorised")
        if scope not in self.key.scopes:
            raise Problem("forbidden", f"this takes a key with the scope {scope}")
        return self.key


class Door:
    """Tells callers apart and holds each to its rate."""

    def __init__(self, keys: Keys, limits: Limits, *, proxies: Sequence[Network], public_reads: bool) -> None:
        """`proxies` are believed about whom they forward; without `public_reads`, reading takes a key too."""
        self._keys = keys
        self._limits = limits
        self._proxies = proxies
        self.public_reads = public_reads

    def address(self, peer: str, headers: Headers) -> str:
        """Whom a request is from: the peer, or the last in the chain that trusted proxies tell of and do not belong to."""
        chain = b",".join(value for name, value in headers if name == b"x-forwarded-for").decode("latin-1").split(",")
        for forwarded in reversed([part.strip() for part in chain if part.strip()]):
            if not self._trusted(peer):
                break
            peer = forwarded
        return peer if _is_address(peer) else ""

    def key(self, headers: Headers) -> Key | None:
        """The key a request shows, None when it shows none. Raises Problem for one that opens nothing. Asks the database."""
        for name, value in headers:
            if name == b"authorization":
                kind, _, text = value.decode("latin-1").partition(" ")
                key = self._keys.find(text.strip()) if kind.lower() == "bearer" else None
                if key is None:
                    raise Problem("unauthorised", "this key is unknown or was revoked")
                return key
        return None

    def count(self, caller: Caller) -> None:
        """Count one request. Raises Problem when the caller made too many."""
        if caller.key is not None:
            self._limits.request(caller.key.id, caller.key.per_minute)
        else:
            self._limits.request(neighbourhood(caller.address), self._limits.anonymous_rate)

    def reads(self, caller: Caller) -> None:
        """Let pass who may read what is published. Raises Problem."""
        if not self.public_reads:
            caller.needs("read")

    def _trusted(self, peer: str) -> bool:
        return _is_address(peer) and any(ip_address(peer) in network for network in self._proxies)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
