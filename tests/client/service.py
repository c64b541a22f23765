"""A local server that speaks the API's wire as a test wants: plain answers, and event streams that break."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

from msgspec import Struct


class Asked(Struct):
    """One request as it arrived."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


class Said(Struct, kw_only=True):
    """One answer; `pieces` are sent one after the other, and with `cut` the connection breaks after the last."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = {}
    pieces: Sequence[bytes] = ()
    cut: bool = False


class Service:
    def __init__(self, behaviour: Callable[[Asked], Said]) -> None:
        self.url = ""
        self.asked: list[Asked] = []
        self._behaviour = behaviour

    async def attend(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
            method, target, _ = head[0].split(" ")
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
            body = await reader.readexactly(int(headers.get("content-length", 0)))
            asked = Asked(method, target, headers, body)
            self.asked.append(asked)
            said = self._behaviour(asked)
            lines = [f"HTTP/1.1 {said.status} x", "connection: close"]
            lines += [f"{name}: {value}" for name, value in said.headers.items()]
            lines += ["transfer-encoding: chunked"] if said.pieces else [f"content-length: {len(said.body)}"]
            writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + said.body)
            for piece in said.pieces:
                writer.write(b"%x\r\n%s\r\n" % (len(piece), piece))
                await writer.drain()
                await asyncio.sleep(0.005)
            if said.pieces and not said.cut:
                writer.write(b"0\r\n\r\n")
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def service(behaviour: Callable[[Asked], Said]) -> AsyncIterator[Service]:
    made = Service(behaviour)
    server = await asyncio.start_server(made.attend, "127.0.0.1", 0)
    made.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        yield made


def document(value: Any, status: int = 200, **headers: str) -> Said:
    return Said(status=status, body=json.dumps(value).encode(), headers={"content-type": "application/json", **headers})


def job(state: str = "completed", **changes: Any) -> dict[str, Any]:
    told = {
        "id": "0" * 16,
        "kind": "report",
        "mint": "M",
        "window": 300,
        "budget": 2500,
        "quick": False,
        "state": state,
        "cancelling": False,
        "private": False,
        "created": 1.0,
        "ended": None,
        "phases": [],
        "message": "",
        "report": None,
        "url": "/api/v1/jobs/0",
        "events": "/api/v1/jobs/0/events",
        "something_new": 1,
    }
    return told | changes


def event(seq: int, status: str = "active") -> bytes:
    told = {
        "job": "0" * 16,
        "seq": seq,
        "phase": "trades",
        "phases": ["trades"],
        "title": "t",
        "done": seq,
        "wanted": 9,
        "progress": seq / 9,
        "status": status,
        "details": "line\nbreak",
    }
    return b"id: %d\nevent: progress\ndata: %s\n\n" % (seq, json.dumps(told).encode())
