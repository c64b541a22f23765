"""A real HTTP server on the loopback that answers JSON-RPC, as well or as badly as a test wants."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from msgspec import Struct

from reporter.model.questions import Question

GENESIS = "TestGenesis1111111111111111111111111111111"


class Reply(Struct, kw_only=True):
    """One HTTP response. `cut` sends only that many bytes of the body and closes; `hang_up` sends nothing at all."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = {}
    cut: int | None = None
    hang_up: bool = False


class Request(Struct):
    """What arrived: the parsed JSON and how many requests came before it."""

    number: int
    target: str
    json: Any

    @property
    def many(self) -> bool:
        return isinstance(self.json, list)

    @property
    def calls(self) -> list[dict[str, Any]]:
        return self.json if isinstance(self.json, list) else [self.json]


Behaviour = Callable[[Request], Awaitable[Reply | None] | Reply | None]


class LocalLedger:
    """Answers every question with `result(question)`, unless `behaviour` takes a request out of its hands."""

    def __init__(self, behaviour: Behaviour | None = None) -> None:
        self.behaviour = behaviour
        self.asked: Counter[Question] = Counter()
        self.methods: Counter[str] = Counter()
        self.requests: list[Request] = []
        self.answered: Counter[Question] = Counter()
        self.url = ""
        self._open: dict[asyncio.StreamWriter, asyncio.Task[None]] = {}

    def result(self, question: Question) -> bytes:
        if question.method == "getGenesisHash":
            return f'"{GENESIS}"'.encode()
        # Odd spacing and number forms: what comes out must be these very bytes.
        return b'{ "of":' + json.dumps(question.params).encode() + b',  "n": 1.50e1 }'

    def good(self, request: Request) -> Reply:
        items = [self.item(call) for call in request.calls]
        return Reply(body=b"[" + b",".join(items) + b"]" if request.many else items[0])

    def item(self, call: dict[str, Any]) -> bytes:
        question = question_of(call)
        self.answered[question] += 1
        return b'{"jsonrpc":"2.0","result": ' + self.result(question) + b' ,"id":%d}' % call["id"]

    async def reply(self, request: Request) -> Reply:
        for call in request.calls:
            self.asked[question_of(call)] += 1
            self.methods[call["method"]] += 1
        self.requests.append(request)
        if self.behaviour is None:
            return self.good(request)
        chosen = self.behaviour(request)
        if isinstance(chosen, Awaitable):
            chosen = await chosen
        return self.good(request) if chosen is None else chosen

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open[writer] = task
        try:
            while await self._one(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            del self._open[writer]
            writer.close()

    async def hang_up(self) -> None:
        """Close every connection, those a failed test left open as well, and wait for what is still being answered."""
        tasks = list(self._open.values())
        for writer in self._open:
            writer.close()
        if tasks:
            await asyncio.wait(tasks, timeout=3)

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = next(int(line.split(":")[1]) for line in head.split("\r\n") if line.lower().startswith("content-length"))
        request = Request(len(self.requests), head.split(" ")[1], json.loads(await reader.readexactly(length)))
        reply = await self.reply(request)
        if reply.hang_up:
            return False
        headers = {"content-type": "application/json", "content-length": str(len(reply.body))} | reply.headers
        lines = "".join(f"{key}: {value}\r\n" for key, value in headers.items())
        writer.write(f"HTTP/1.1 {reply.status} X\r\n{lines}\r\n".encode() + reply.body[: reply.cut])
        await writer.drain()
        return reply.cut is None


def question_of(call: dict[str, Any]) -> Question:
    return Question(call["method"], json.dumps(call["params"], separators=(",", ":"), ensure_ascii=False))


def error_reply(request: Request, code: int, message: str = "no", *, status: int = 200, **headers: str) -> Reply:
    """The same JSON-RPC error for every call of a request."""
    items = [{"jsonrpc": "2.0", "id": call["id"], "error": {"code": code, "message": message}} for call in request.calls]
    return Reply(status=status, body=json.dumps(items if request.many else items[0]).encode(), headers=headers)


@asynccontextmanager
async def running(behaviour: Behaviour | None = None, path: str = "/") -> AsyncIterator[LocalLedger]:
    """A LocalLedger that listens on a free port of the loopback."""
    ledger = LocalLedger(behaviour)
    server = await asyncio.start_server(ledger.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    ledger.url = f"http://127.0.0.1:{port}{path}"
    try:
        yield ledger
    finally:
        server.close()
        await ledger.hang_up()
        await server.wait_closed()
