"""The subscriptions of a node: a websocket server that tells the logs of transactions as the ledger grows, well or badly."""

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from typing import Any, Final, TypeAlias

import msgspec
from msgspec import Struct
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.sync.server import Server, ServerConnection, serve

from reporter.model.ids import Address, Signature, Slot
from reporter.simulator.growing import Growing
from reporter.simulator.landed import Landed
from reporter.simulator.rpc.refusal import BAD_PARAMS, UNKNOWN_METHOD, Refusal

Json: TypeAlias = dict[str, Any]
_ABRUPT: Final = 1011  # the close code of a server in trouble


class Lapses(Struct, frozen=True, kw_only=True):
    """How the subscriptions misbehave; the default do not. "Every n-th" counts notifications from 1; 0 means never."""

    skip: float = 0.0  # share of notifications never sent, drawn from their signatures
    drop_every: int = 0  # every n-th notification: all connections break instead
    twice_every: int = 0  # every n-th notification is sent twice
    garbled_every: int = 0  # every n-th notification: bytes that are no JSON
    refuse_after_drop: int = 0  # as many attempts to connect are refused after each break

    def skips(self, signature: Signature) -> bool:
        """True when this notification shall not be sent."""
        drawn = int.from_bytes(hashlib.sha256(b"skip" + signature.encode()).digest()[:8])
        return drawn < self.skip * 2**64


class Sockets:
    """Connections with their subscriptions. `told`, `skipped`, `drops` and `refused` count what was done."""

    def __init__(self, view: Growing, lapses: Lapses) -> None:
        self.url = ""
        self.told = self.skipped = self.drops = self.refused = self.connected = 0
        self._view = view
        self._lapses = lapses
        self._lock = threading.Lock()
        self._open: dict[ServerConnection, dict[int, Address]] = {}
        self._refusing = 0
        self._numbers = iter(range(1000, 10**9))

    def advance(self, tip: Slot) -> None:
        """Let the ledger grow to `tip` and tell whoever listens what is new."""
        for landed in self._view.advance(tip):
            with self._lock:
                listeners = [(c, n) for c, wanted in self._open.items() for n, who in wanted.items() if who in landed.keys]
            for connection, number in listeners:
                self._tell(connection, number, landed)

    def drop(self) -> None:
        """Break every connection."""
        with self._lock:
            broken = list(self._open)
            self._open.clear()
            self._refusing = self._lapses.refuse_after_drop
            self.drops += 1
        for connection in broken:
            connection.close(_ABRUPT)

    def admit(self, connection: ServerConnection, _request: Request) -> Response | None:
        """Refuse a connection while refusals are due."""
        with self._lock:
            if not self._refusing:
                return None
            self._refusing -= 1
            self.refused += 1
        return connection.respond(HTTPStatus.SERVICE_UNAVAILABLE, "not now\n")

    def attend(self, connection: ServerConnection) -> None:
        """Answer one client until it goes away."""
        with self._lock:
            self._open[connection] = {}
            self.connected += 1
        try:
            for frame in connection:
                connection.send(_encode(self._answer(connection, frame)), text=True)
        except ConnectionClosed:
            return
        finally:
            with self._lock:
                self._open.pop(connection, None)

    def _answer(self, connection: ServerConnection, frame: str | bytes) -> Json:
        asked = msgspec.json.decode(frame)
        try:
            return {"jsonrpc": "2.0", "result": self._result(connection, asked), "id": asked.get("id")}
        except Refusal as refusal:
            return {"jsonrpc": "2.0", "error": refusal.body(), "id": asked.get("id")}

    def _result(self, connection: ServerConnection, asked: Json) -> Any:
        params = asked.get("params") or []
        if asked.get("method") == "logsSubscribe":
            mentions = params[0].get("mentions") if params and isinstance(params[0], dict) else None
            if not isinstance(mentions, list) or len(mentions) != 1:
                raise Refusal(BAD_PARAMS, "Invalid Request: Only 1 address supported")
            number = next(self._numbers)
            with self._lock:
                self._open.get(connection, {})[number] = mentions[0]
            return number
        if asked.get("method") == "logsUnsubscribe":
            with self._lock:
                return self._open.get(connection, {}).pop(params[0], None) is not None
        raise Refusal(UNKNOWN_METHOD, "Method not found")

    def _tell(self, connection: ServerConnection, number: int, landed: Landed) -> None:
        lapses = self._lapses
        if lapses.skips(landed.signature):
            self.skipped += 1
            return
        self.told += 1
        if _turn(self.told, lapses.drop_every):
            self.drop()
            return
        notice = b"{" if _turn(self.told, lapses.garbled_every) else _encode(_notice(number, landed))
        with suppress(ConnectionClosed):
            for _ in range(2 if _turn(self.told, lapses.twice_every) else 1):
                connection.send(notice, text=True)


@contextmanager
def subscriptions(view: Growing, *, host: str = "127.0.0.1", port: int = 0, **lapses: Any) -> Iterator[Sockets]:
    """Serve subscriptions to a growing ledger until the block ends. `lapses` are the fields of Lapses."""
    sockets = Sockets(view, Lapses(**lapses))
    with serve(sockets.attend, host, port, process_request=sockets.admit, close_timeout=1, compression=None) as server:
        sockets.url = f"ws://{host}:{_port(server)}"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield sockets
        finally:
            server.shutdown()
            sockets.drop()
            thread.join()


def _port(server: Server) -> int:
    port: int = server.socket.getsockname()[1]
    return port


def _notice(number: int, landed: Landed) -> Json:
    """A logsNotification (Solana RPC docs)."""
    value = {"err": landed.error, "logs": landed.effects().get("logMessages") or [], "signature": landed.signature}
    result = {"context": {"apiVersion": "4.2.0", "slot": landed.slot}, "value": value}
    return {"jsonrpc": "2.0", "method": "logsNotification", "params": {"result": result, "subscription": number}}


def _turn(count: int, every: int) -> bool:
    return every > 0 and count % every == 0


def _encode(value: Any) -> bytes:
    return msgspec.json.encode(value)
