"""A node on a real local port: HTTP/1.1 with kept connections, one thread per connection."""

import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar, Final

from reporter.simulator.faults import Faults, Gate
from reporter.simulator.node import Node
from reporter.simulator.rpc.view import View

_LARGEST_BODY: Final = 50 * 1024  # bytes a node takes by default


class Server:
    """A running node. `url` is where it listens; `calls` and `asked` tell what it was asked so far."""

    def __init__(self, url: str, node: Node, gate: Gate) -> None:
        self.url = url
        self._node = node
        self._gate = gate

    @property
    def calls(self) -> Counter[str]:
        """Calls by method; each item of a batch counts."""
        return self._node.calls

    @property
    def asked(self) -> list[tuple[str, Any]]:
        """Method and parameters of every call, in the order they came."""
        return self._node.asked

    @property
    def requests(self) -> int:
        """HTTP requests received; a batch is one."""
        return self._gate.requests


@contextmanager
def serve(view: View, *, host: str = "127.0.0.1", port: int = 0, **faults: Any) -> Iterator[Server]:
    """Serve a finished ledger until the block ends. `faults` are the fields of Faults; port 0 takes a free one."""
    declared = Faults(**faults)
    node = Node(view, declared)
    gate = Gate(declared)
    handler = type("BoundHandler", (_Handler,), {"node": node, "gate": gate, "faults": declared})
    with _Listener((host, port), handler) as listener:
        thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield Server(f"http://{host}:{listener.server_address[1]}", node, gate)
        finally:
            listener.shutdown()
            listener.close_connections()
            thread.join()


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        self._connections: set[socket.socket] = set()
        super().__init__(address, handler)

    def get_request(self) -> tuple[socket.socket, Any]:
        connection, address = super().get_request()
        self._connections.add(connection)
        return connection, address

    def shutdown_request(self, request: Any) -> None:
        self._connections.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is its own business."""

    def close_connections(self) -> None:
        """Wake the threads that wait on kept connections."""
        for connection in list(self._connections):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # one packet per answer
    disable_nagle_algorithm = True
    node: ClassVar[Node]
    gate: ClassVar[Gate]
    faults: ClassVar[Faults]

    def do_POST(self) -> None:
        """Answer one JSON-RPC request body."""
        length = int(self.headers.get("Content-Length") or 0)
        if length > _LARGEST_BODY:
            self.close_connection = True
            self._send(413, b"Payload Too Large", content="text/plain")
            return
        body = self.rfile.read(length)
        fate = self.gate.next()
        if self.faults.latency:
            time.sleep(self.faults.latency)
        if fate == "disconnect":
            self.close_connection = True
        elif fate == "busy":
            wait = self.faults.retry_after
            self._send(429, b"Too many requests", content="text/plain", retry=None if wait is None else f"{wait:g}")
        elif fate == "forbidden":
            self._send(403, b"Forbidden", content="text/plain")
        elif fate == "unhealthy":
            self._send(200, self.node.unhealthy(body))
        else:
            self._send(200, self.node.answer(body), cut=fate == "truncate")

    def do_GET(self) -> None:
        """Health as nodes tell it outside JSON-RPC."""
        self._send(200 if self.path == "/health" else 405, b"ok" if self.path == "/health" else b"", content="text/plain")

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 — the base class names it so
        """Stay silent: request lines are no news."""

    def _send(
        self, status: int, body: bytes, *, content: str = "application/json", retry: str | None = None, cut: bool = False
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content)
        self.send_header("Content-Length", str(len(body)))
        if retry is not None:
            self.send_header("Retry-After", retry)
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if cut else body)
        self.wfile.flush()
        self.close_connection = self.close_connection or cut
