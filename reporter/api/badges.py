"""`/badge/{mint}.svg`, `.json` and the like: whole answers kept ready in memory, without a framework in between.

A badge is asked for by every visitor of every page that shows it. So a request costs one look into a table; a file is looked
at once a second for each mint that is asked for, and read when its folder has changed.
"""

import asyncio
import hashlib
import time
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Final, TypeAlias

import msgspec
from msgspec import Struct

from reporter.api.asgi import Message, Receive, Scope, Send
from reporter.api.callers import Caller, Door
from reporter.api.conditional import still_valid
from reporter.api.problem import Problem, refusal
from reporter.api.recent import Recent
from reporter.errors import InputError
from reporter.jobs.shelf import Shelf
from reporter.jobs.store import Store
from reporter.model.badged import Badged
from reporter.model.ids import Mint, is_address
from reporter.model.report import Badge
from reporter.report.render import badge_json, badge_svg

Gate: TypeAlias = Callable[[Scope], Awaitable[None]]
Signed: TypeAlias = Callable[[bytes], bytes | None]

PREFIX: Final = "/badge/"
FRESH: Final = 1.0  # seconds until the folder of a mint is looked at again
KEPT: Final = 4096  # mints in memory, some 4 kB each
MAX_AGE: Final = 60  # seconds a cache between us and a reader may keep a badge
_UNSETTLED: Final = 0.1  # seconds: a folder changed this recently may change again without its time telling


class _Outline(Struct, frozen=True):
    """The little of a stored report a badge needs."""

    badge: Badge


class Form(Struct, frozen=True):
    """One way to show a badge."""

    media_type: str
    render: Callable[[Badged], bytes]


FORMS: Final[Mapping[str, Form]] = {
    "svg": Form("image/svg+xml", badge_svg.render),
    "json": Form("application/json", badge_json.render),
}
_DOCUMENTS: Final = msgspec.json.Decoder(_Outline)


class Answer(Struct, frozen=True):
    """One badge as messages to a server: whole, and for a reader who has it already."""

    etag: str
    whole: tuple[Message, Message]
    same: tuple[Message, Message]


class _Known(Struct):
    """What is known of a mint: the stamp of its reports, when that was looked at, until when the answers hold."""

    stamp: int | None
    looked: float
    until: float | None
    answers: Mapping[str, Answer]


class Badges:
    """An ASGI application. `gate` raises Problem for callers who may not read; `signed` signs the badge of
    a report document."""

    def __init__(
        self,
        store: Shelf,
        *,
        clock: Callable[[], float] = time.time,
        gate: Gate | None = None,
        signed: Signed | None = None,
        kept: int = KEPT,
    ) -> None:
        self.served = 0
        self._store = store
        self._clock = clock
        self._gate = gate
        self._signed = signed
        self._found: Recent[Mint, _Known] = Recent(kept)
        self._absent: Recent[Mint, _Known] = Recent(kept)  # apart, so that questions for nothing displace no badge
        self._looking: dict[Mint, asyncio.Task[_Known]] = {}

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        """Answer one request."""
        self.served += 1
        try:
            answer = await self._answer(scope)
        except Problem as problem:
            start, body = refusal(problem, _SAFE | ({"allow": "GET, HEAD"} if problem.status == 405 else {}))
        else:
            start, body = answer.same if _has_it(scope, answer.etag) else answer.whole
        await send(start)
        await send(body)

    async def settled(self) -> None:
        """Wait until nothing is being looked at."""
        while self._looking:
            await asyncio.wait(list(self._looking.values()))

    async def _answer(self, scope: Scope) -> Answer:
        if scope["method"] not in {"GET", "HEAD"}:
            raise Problem("method-not-allowed")
        if self._gate is not None:
            await self._gate(scope)
        mint, _, form = scope["path"].removeprefix(PREFIX).rpartition(".")
        known = self._found.get(mint) or self._absent.get(mint)
        now = self._clock()
        if known is None:
            known = await asyncio.shield(self._look(mint, None, now)) if self._may_be_there(mint) else None
        elif not 0 <= now - known.looked < FRESH:
            self._look(mint, known, now)  # what is known is told meanwhile
        answer = None if known is None else known.answers.get(form)
        if answer is None:
            raise Problem("not-found", "no badge of this name is published here")
        return answer

    def _may_be_there(self, mint: Mint) -> bool:
        """False at once for what is certainly not: files are near enough to look without a thread, a database is not."""
        return is_address(mint) and (not isinstance(self._store, Store) or self._store.stamp(mint) is not None)

    def _look(self, mint: Mint, known: _Known | None, now: float) -> asyncio.Task[_Known]:
        """Look at the reports of a mint, once however many ask."""
        task = self._looking.get(mint)
        if task is None:
            task = self._looking[mint] = asyncio.ensure_future(asyncio.to_thread(self._seen, mint, known, now))
            task.add_done_callback(partial(self._keep, mint))
        return task

    def _keep(self, mint: Mint, task: asyncio.Task[_Known]) -> None:
        del self._looking[mint]
        if task.cancelled() or task.exception() is not None:
            return
        known = task.result()
        kept, other = (self._found, self._absent) if known.answers else (self._absent, self._found)
        other.forget(mint)
        kept.put(mint, known)

    def _seen(self, mint: Mint, known: _Known | None, now: float) -> _Known:
        """What is known after a look: as before while nothing changed and the badge has not expired."""
        stamp = self._store.stamp(mint)
        if stamp is None:
            return _Known(None, now, None, {})
        if known is not None and known.stamp == stamp and (known.until is None or now < known.until):
            return _Known(stamp, now, known.until, known.answers)
        until, answers = self._make(mint, now)
        settled = stamp if now - stamp / 1e9 > _UNSETTLED else None
        return _Known(settled, now, until, answers)

    def _make(self, mint: Mint, now: float) -> tuple[float | None, Mapping[str, Answer]]:
        """All forms of the badge of the latest report, and when they change by themselves."""
        try:
            report = self._store.latest(mint)
            document = self._store.document(report) if report else b""
            badge = _DOCUMENTS.decode(document).badge if report else None
        except (InputError, msgspec.DecodeError):
            report = badge = None
        if report is None or badge is None:
            return None, {}
        ends = badge.valid_until
        over = ends is not None and ends <= now
        shown = _Outline(expired(badge) if over else badge)
        answers = {name: _ready(form.render(shown), form.media_type) for name, form in FORMS.items()}
        if self._signed is not None and (signed := self._signed(document)) is not None:
            answers["jws"] = _ready(signed, "application/json")
        return (None if over else ends), answers


def gate(door: Door) -> Gate:
    """Lets pass who shows a key that reads."""

    async def check(scope: Scope) -> None:
        key = await asyncio.to_thread(door.key, scope["headers"])
        caller = Caller("", key)
        door.reads(caller)
        door.count(caller)

    return check


def expired(badge: Badge) -> Badge:
    """A badge past its time: what it says is no longer shown in a colour."""
    return msgspec.structs.replace(badge, message=f"{badge.message}, expired", color="lightgrey")


_SAFE: Final = {
    "access-control-allow-origin": "*",
    "cross-origin-resource-policy": "cross-origin",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; sandbox",
}


def _ready(body: bytes, media_type: str) -> Answer:
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"etag": etag, "cache-control": f"public, max-age={MAX_AGE}", **_SAFE}
    whole = {"content-type": media_type, "content-length": str(len(body)), **headers}
    return Answer(etag, _messages(200, whole, body), _messages(304, headers, b""))


def _messages(status: int, headers: Mapping[str, str], body: bytes) -> tuple[Message, Message]:
    lines = [(name.encode(), value.encode()) for name, value in headers.items()]
    return (
        {"type": "http.response.start", "status": status, "headers": lines},
        {"type": "http.response.body", "body": body, "more_body": False},
    )


def _has_it(scope: Scope, etag: str) -> bool:
    for name, value in scope["headers"]:
        if name == b"if-none-match":
            return still_valid(value.decode("latin-1"), etag)
    return False
