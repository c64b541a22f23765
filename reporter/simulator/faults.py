"""What can go wrong between a reader and a node, declared; all of it repeatable."""

import hashlib
import threading
import time
from collections import deque
from typing import Any

from msgspec import Struct

from reporter.model.ids import Signature, Slot


class Faults(Struct, frozen=True, kw_only=True):
    """How this node misbehaves; the default does not. "Every n-th" counts HTTP requests from 1; 0 means never."""

    rate: int = 0  # requests answered within `window`; more get 429
    window: float = 1.0  # seconds
    retry_after: float | None = None  # seconds named in the Retry-After header of a 429
    busy_every: int = 0  # every n-th request gets 429
    unhealthy_every: int = 0  # every n-th request gets -32005
    unhealthy_first: int = 0  # the first n requests get -32005
    latency: float = 0.0  # seconds before each answer
    disconnect_every: int = 0  # every n-th request: the connection is closed without an answer
    truncate_every: int = 0  # every n-th request: half an answer, then the connection is closed
    forbidden: bool = False  # every request gets 403
    refused: frozenset[str] = frozenset()  # methods refused
    refusal_code: int = -32601
    batches: bool = True
    batch_limit: int = 0  # most calls one batch may hold; 0 for any number
    pruned_before: Slot = 0  # older transactions are null, older blocks -32001
    no_history: bool = False  # getTransaction and getSignaturesForAddress answer -32011
    scans: bool = True  # False: getProgramAccounts answers -32010
    lost: float = 0.0  # share of transactions that getTransaction does not know, drawn from their signatures

    def loses(self, signature: Signature) -> bool:
        """True when getTransaction shall not know this transaction."""
        if not self.lost:
            return False
        drawn = int.from_bytes(hashlib.sha256(signature.encode()).digest()[:8])
        return drawn < self.lost * 2**64


class Gate:
    """Counts requests and says what happens to each."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._lock = threading.Lock()
        self._recent: deque[float] = deque()
        self.requests = 0

    def next(self) -> str:
        """The fate of one more request: "answer", "busy", "unhealthy", "disconnect", "truncate" or "forbidden"."""
        faults = self._faults
        with self._lock:
            self.requests += 1
            count = self.requests
            over = self._over(time.monotonic())
        fates: tuple[tuple[str, Any], ...] = (
            ("forbidden", faults.forbidden),
            ("busy", over or _turn(count, faults.busy_every)),
            ("disconnect", _turn(count, faults.disconnect_every)),
            ("truncate", _turn(count, faults.truncate_every)),
            ("unhealthy", count <= faults.unhealthy_first or _turn(count, faults.unhealthy_every)),
        )
        return next((name for name, happens in fates if happens), "answer")

    def _over(self, now: float) -> bool:
        if not self._faults.rate:
            return False
        while self._recent and self._recent[0] <= now - self._faults.window:
            self._recent.popleft()
        if len(self._recent) >= self._faults.rate:
            return True
        self._recent.append(now)
        return False


def _turn(count: int, every: int) -> bool:
    return every > 0 and count % every == 0
