"""HTTP for the whole package: the one module that imports httpx.

It hands over the untouched bytes of a response, bounds time and size, follows no redirects, and keeps URLs secret: they
often hold an API key, so they appear in no representation, log line, message or exception chain.
"""

import asyncio
import hashlib
import logging
import re
import socket
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Final, TypeAlias
from urllib.parse import unquote

import httpx
from msgspec import Struct

from reporter.addresses import is_public
from reporter.errors import EndpointRefused, EndpointUnreachable, InputError

Transport: TypeAlias = httpx.AsyncBaseTransport
Resolver: TypeAlias = Callable[[str, int], Awaitable[Sequence[str]]]

LARGEST: Final = 256 << 20  # bytes of one unpacked body; the holders of a large token take some 20 MB
CONNECT: Final = 10.0  # seconds
_PATIENCE: Final = 4  # a whole exchange may take this many times the silence that is allowed inside it
_LOCAL: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_SHORTEST_SECRET: Final = 6  # shorter pieces of a URL ("v1", "rpc") are no keys
_ANY_URL: Final = re.compile(r"\b[a-z][a-z0-9+.-]*://[^\s\"'<>]+", re.IGNORECASE)
_HOST: Final = re.compile(rb"[A-Za-z0-9._:-]+")
_LOGGERS: Final = ("httpx", "httpcore", "httpcore.connection", "httpcore.http11", "httpcore.http2", "httpcore.proxy")


def _mute(_record: logging.LogRecord) -> bool:
    return False


for _name in _LOGGERS:  # httpx logs every URL at INFO, httpcore every header at DEBUG
    logging.getLogger(_name).addFilter(_mute)


class SecretUrl:
    """An http or https address that shows itself to nobody but the transport."""

    __slots__ = ("_pieces", "_url")

    def __init__(self, text: str) -> None:
        """Check and keep `text`. Raises InputError (without repeating it) for anything but an http or https URL."""
        try:
            url = httpx.URL(text.strip())
        except (httpx.InvalidURL, TypeError, ValueError):
            url = httpx.URL("")
        if url.scheme not in {"http", "https"} or not _HOST.fullmatch(url.raw_host) or re.search(r"\s", text.strip()):
            raise InputError("the endpoint is no URL: expected http://… or https://… with a host")
        self._url = url
        self._pieces = _pieces(url)

    def __repr__(self) -> str:
        return "SecretUrl(…)"

    @property
    def local(self) -> bool:
        """True for an address of this machine."""
        return self._url.host in _LOCAL

    @property
    def fingerprint(self) -> str:
        """A hash by which processes tell addresses apart without knowing them."""
        return hashlib.sha256(str(self._url).encode()).hexdigest()

    def reveal(self) -> str:
        """The URL itself, for the transport alone."""
        return str(self._url)

    def hide(self, text: str) -> str:
        """`text` without any URL and without any piece of this one."""
        for piece in self._pieces:
            text = re.sub(re.escape(piece), "…", text, flags=re.IGNORECASE)
        return _ANY_URL.sub("…", text)

    def leaks_into(self, body: bytes) -> bool:
        """True when `body` repeats a piece of this URL."""
        lowered = body.lower()
        return any(piece.lower().encode() in lowered for piece in self._pieces)


def _pieces(url: httpx.URL) -> tuple[str, ...]:
    parts = [url.host, url.username, url.password, *url.path.split("/"), *(v for _, v in url.params.multi_items())]
    parts += [unquote(part) for part in parts]
    parts += [label for label in url.host.split(".") if len(label) >= 16]
    long_enough = {part for part in parts if len(part) >= _SHORTEST_SECRET}
    return tuple(sorted({str(url), *long_enough}, key=lambda part: (-len(part), part)))


class Response(Struct, frozen=True):
    """What came back: status, headers with lower-case names, and the body after content encoding was undone."""

    status: int
    headers: dict[str, str]
    body: bytes


async def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses the system knows for a host. Raises OSError when there are none."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


class PublicOnly(httpx.AsyncBaseTransport):
    """Carries requests to public addresses and nowhere else, for URLs that strangers give.

    The name is resolved once, each address is judged, and the connection goes to the very address that was: an answer of the
    name server that changes in between leads nowhere. TLS still checks the name, once a connection; since connections are
    kept by address, a client with this transport is for one host.
    """

    def __init__(self, inner: Transport | None = None, resolver: Resolver = resolve) -> None:
        self._inner = inner or httpx.AsyncHTTPTransport()
        self._resolve = resolver

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Carry one request. Raises EndpointRefused when its host is, or may be, none of the public internet."""
        host = request.url.host
        try:
            found = await self._resolve(host, request.url.port or (443 if request.url.scheme == "https" else 80))
        except (OSError, UnicodeError) as error:
            raise httpx.ConnectError("unknown host") from error
        if not found or not all(is_public(address) for address in found):
            raise EndpointRefused("the address leads into a private network")
        request.extensions = {**request.extensions, "sni_hostname": host}
        request.url = request.url.copy_with(host=found[0])
        return await self._inner.handle_async_request(request)

    async def aclose(self) -> None:
        """Close all connections."""
        await self._inner.aclose()


class HttpClient:
    """A pool of connections. One for each use; close it after."""

    def __init__(
        self, *, timeout: float = 30.0, connections: int = 8, largest: int = LARGEST, transport: Transport | None = None
    ) -> None:
        """`timeout` bounds each silence in seconds, and a whole exchange at four times as long; `largest` bounds a body."""
        self._largest = largest
        self._deadline = timeout * _PATIENCE
        self._client = httpx.AsyncClient(
            timeout=httpx.Timeout(timeout, connect=min(CONNECT, timeout)),
            limits=httpx.Limits(max_connections=connections, max_keepalive_connections=connections),
            follow_redirects=False,
            transport=transport,
        )

    async def request(
        self,
        method: str,
        url: SecretUrl,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """Send one request.

        Raises EndpointUnreachable when no whole response came, EndpointRefused when it grew too large.
        """
        failure = ""
        try:
            async with asyncio.timeout(self._deadline):
                return await self._send(self._client.build_request(method, url.reveal(), content=body, headers=headers))
        except (TimeoutError, httpx.HTTPError, httpx.StreamError) as error:
            failure = _words(error)
        # Raised here and not above: an httpx exception in the chain would carry the URL into a traceback.
        raise EndpointUnreachable(failure)

    @asynccontextmanager
    async def stream(
        self, method: str, url: SecretUrl, headers: Mapping[str, str] | None = None
    ) -> AsyncGenerator["Stream", None]:
        """Send one request and hand over its answer as it comes: only each silence is bounded, not the whole.

        Raises EndpointUnreachable when no answer begins; reading raises it when the answer breaks off.
        """
        failure, response = "", None
        try:
            response = await self._client.send(self._client.build_request(method, url.reveal(), headers=headers), stream=True)
        except httpx.HTTPError as error:
            failure = _words(error)
        if response is None:
            raise EndpointUnreachable(failure)
        try:
            yield Stream(response, self._largest)
        finally:
            await response.aclose()

    async def _send(self, request: httpx.Request) -> Response:
        response = await self._client.send(request, stream=True)
        try:
            return await _whole(response, self._largest)
        finally:
            await response.aclose()

    async def aclose(self) -> None:
        """Close all connections."""
        await self._client.aclose()


class Stream:
    """An answer that is still coming: its status and headers, and its body piece by piece."""

    def __init__(self, response: httpx.Response, largest: int) -> None:
        self.status = response.status_code
        self.headers = dict(response.headers)
        self._response = response
        self._largest = largest

    async def __aiter__(self) -> AsyncGenerator[bytes, None]:
        """The body as it comes. Raises EndpointUnreachable when it breaks off."""
        failure = ""
        try:
            async for piece in self._response.aiter_bytes():
                yield piece
        except (httpx.HTTPError, httpx.StreamError) as error:
            failure = _words(error)
        if failure:
            raise EndpointUnreachable(failure)

    async def whole(self) -> Response:
        """The rest at once, as for a short refusal."""
        failure = ""
        try:
            return await _whole(self._response, self._largest)
        except (httpx.HTTPError, httpx.StreamError) as error:
            failure = _words(error)
        raise EndpointUnreachable(failure)


async def _whole(response: httpx.Response, largest: int) -> Response:
    body = bytearray()
    async for chunk in response.aiter_bytes():
        body += chunk
        if len(body) > largest:
            raise EndpointRefused(f"the answer is larger than {largest:,} bytes")
    return Response(response.status_code, dict(response.headers), bytes(body))


def _words(error: Exception) -> str:
    """What went wrong, without what httpx says: it may quote the URL."""
    if isinstance(error, TimeoutError | httpx.TimeoutException):
        return "no answer in time"
    if isinstance(error, httpx.ConnectError):
        return "no connection"
    if isinstance(error, httpx.DecodingError):
        return "the answer's compression is damaged"
    return "the connection broke off in the middle"
