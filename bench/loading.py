"""A small HTTP load generator: many connections that each ask again as soon as they were answered, without pipelining."""

import asyncio
import itertools
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast


@dataclass
class Result:
    """What one run measured: answers by status, and seconds from sending a request to the end of its answer."""

    seconds: float
    statuses: Counter[int] = field(default_factory=Counter)
    latencies: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return len(self.latencies) / self.seconds

    def percentile(self, share: float) -> float:
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


class _Connection(asyncio.Protocol):
    """Sends the requests of `wanted` one after the other. Answers must name their length, as those of badges do."""

    def __init__(self, wanted: "itertools.cycle[bytes]", result: Result, until: float) -> None:
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._wanted = wanted
        self._result = result
        self._until = until
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # what a TCP connection is, whatever the loop calls it
        self._ask()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head, separator, body = self._buffer.partition(b"\r\n\r\n")
        if not separator:
            return
        status = int(head[9:12])
        if status != 304:
            at = head.lower().index(b"content-length:") + 15
            if len(body) < int(head[at:].split(b"\r\n", 1)[0]):
                return
        self._buffer = b""
        self._result.statuses[status] += 1
        self._result.latencies.append(time.perf_counter() - self._sent)
        self._ask()

    def connection_lost(self, _exc: Exception | None) -> None:
        if not self.done.done():
            self.done.set_result(None)

    def _ask(self) -> None:
        self._sent = time.perf_counter()
        if self._sent > self._until:
            self._transport.close()
        else:
            self._transport.write(next(self._wanted))


async def measure(port: int, requests: Sequence[bytes], *, connections: int, seconds: float) -> Result:
    """Load 127.0.0.1 for some seconds; the requests are sent in turn."""
    result, began = Result(seconds), time.perf_counter()
    wanted, loop = itertools.cycle(requests), asyncio.get_running_loop()
    opened = [
        await loop.create_connection(lambda: _Connection(wanted, result, began + seconds), "127.0.0.1", port)
        for _ in range(connections)
    ]
    await asyncio.gather(*(protocol.done for _, protocol in opened))
    result.seconds = time.perf_counter() - began
    return result


def get(path: str, **headers: str) -> bytes:
    """A GET request as it is sent."""
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return f"GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\n{lines}\r\n".encode()
