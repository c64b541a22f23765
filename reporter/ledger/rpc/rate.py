"""How fast one endpoint may be asked: a token bucket that learns.

It starts slowly, grows while nobody complains, halves when asked to slow down and then recovers by a little for each answer
(additive increase, multiplicative decrease, as TCP does: Chiu and Jain 1989).
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

INITIAL: Final = 8.0  # calls a second; public endpoints allow about ten
INITIAL_LOCAL: Final = 5000.0  # a node on this machine is its owner's business
FASTEST: Final = 500.0  # what a remote endpoint that never complains is asked at most
SLOWEST: Final = 0.5
LONGEST_PAUSE: Final = 60.0  # seconds; a server may ask for more, the user would not
_GROWTH: Final = 0.25  # calls a second, for each answer before the first complaint
_RECOVERY: Final = 0.02  # the same after it
_ONE_COMPLAINT: Final = 1.0  # seconds in which several complaints are one: requests in flight fail together

Clock = Callable[[], float]
Sleep = Callable[[float], Awaitable[None]]
Pass = Callable[[int], Awaitable[None]]


class Rate:
    """The bucket. One batch may exceed what is in it; the next then waits until the debt is paid."""

    def __init__(self, *, most: float | None, initial: float, clock: Clock, sleep: Sleep, shared: Pass | None = None) -> None:
        """`most` is the user's own limit in calls a second; with it the rate starts there and never exceeds it. `shared` waits
        for the turn among other processes that ask the same endpoint."""
        self._shared = shared
        self._most = max(FASTEST, initial) if most is None else most
        self.per_second = initial if most is None else most
        self._clock = clock
        self._sleep = sleep
        self._tokens = 1.0
        self._filled = clock()
        self._not_before = self._filled
        self._complained: float | None = None
        self._turn = asyncio.Lock()

    @property
    def paused_until(self) -> float:
        """The moment on the clock before which nothing is sent."""
        return self._not_before

    async def take(self, calls: int) -> None:
        """Wait until `calls` more may be sent."""
        async with self._turn:
            while (wait := self._wait()) > 0:
                await self._sleep(wait)
            self._tokens -= calls
            if self._shared is not None:
                await self._shared(calls)

    def _wait(self) -> float:
        now = self._clock()
        self._tokens = min(max(1.0, self.per_second), self._tokens + (now - self._filled) * self.per_second)
        self._filled = now
        debt = (1.0 - self._tokens) / self.per_second
        # Rounding can leave a debt of a billionth that no clock resolves.
        return max(self._not_before - now, debt if debt > 1e-6 else 0.0)

    def answered(self, calls: int) -> None:
        """Take note that `calls` were answered."""
        growth = _GROWTH if self._complained is None else _RECOVERY
        self.per_second = min(self._most, self.per_second + growth * calls)

    def complained(self, retry_after: float | None) -> None:
        """Take note that the endpoint asked to slow down, and for how many seconds if it said so."""
        now = self._clock()
        if self._complained is None or now - self._complained >= _ONE_COMPLAINT:
            self.per_second = max(min(SLOWEST, self._most), self.per_second / 2)
            self._complained = now
        if retry_after is not None:
            self._not_before = max(self._not_before, now + min(retry_after, LONGEST_PAUSE))
