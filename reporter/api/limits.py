"""How much one caller may ask of us: requests a minute, and ledger calls a day."""

import time
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from typing import Final

from msgspec import Struct

from reporter.api.problem import Problem
from reporter.api.recent import Recent

_DAY: Final = 86_400.0
_CALLERS: Final = 50_000  # remembered at most; who was forgotten starts afresh


class _Bucket(Struct):
    left: float
    at: float


class Bucket:
    """A bucket of tokens for each caller, filled evenly. For one thread; each process has its own."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        """A whole bucket is filled in `seconds`."""
        self._seconds = seconds
        self._clock = clock
        self._callers: Recent[str, _Bucket] = Recent(_CALLERS)

    def take(self, caller: str, size: float, wanted: float = 1.0) -> float:
        """Take `wanted` tokens out of a bucket of `size`: 0.0 when they were there, else the seconds until they will be."""
        now = self._clock()
        bucket = self._callers.get(caller) or _Bucket(size, now)
        bucket.left = min(size, bucket.left + max(0.0, now - bucket.at) * size / self._seconds)
        bucket.at = now
        self._callers.put(caller, bucket)
        if wanted > bucket.left:
            return (wanted - bucket.left) * self._seconds / size if wanted <= size else self._seconds
        bucket.left -= wanted
        return 0.0


class Limits:
    """The limits of callers. `anonymous_rate` is requests a minute, `anonymous_calls` ledger calls a day, both for each
    address; 0 of the second: nobody asks for reports without a key."""

    def __init__(self, anonymous_rate: int, anonymous_calls: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.anonymous_rate = anonymous_rate
        self.anonymous_calls = anonymous_calls
        self._requests = Bucket(60.0, clock)
        self._calls = Bucket(_DAY, clock)

    def request(self, caller: str, per_minute: int) -> None:
        """Count one request. Raises Problem when there were too many."""
        if pause := self._requests.take(caller, per_minute):
            raise Problem("rate-limited", f"at most {per_minute} requests a minute", retry_after=pause)

    def anonymous(self, address: str, calls: int) -> None:
        """Count what a report may cost. Raises Problem when the address has no budget left."""
        if self.anonymous_calls == 0:
            raise Problem("unauthorised", "asking for a report takes an API key here")
        if pause := self._calls.take(neighbourhood(address), self.anonymous_calls, calls):
            told = f"without a key, an address may spend {self.anonymous_calls} ledger calls a day"
            raise Problem("budget-spent", told, retry_after=pause)


def neighbourhood(address: str) -> str:
    """Whom a limit counts as one caller: an IPv4 address, or the /64 an IPv6 user can choose addresses from."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped or IPv6Address(int(parsed) >> 64 << 64))
    return address
