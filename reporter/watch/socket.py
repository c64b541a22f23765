"""Notices through a node's websocket (`logsSubscribe`), by the client of the `solana` library.

At commitment `finalized`, like everything else the program reads: a notice of a confirmed block comes some 13 seconds earlier,
but the transaction may still vanish, and no report could be made before it is final.
"""

import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from solana.rpc.commitment import Commitment
from solana.rpc.jsonrpc import SolanaJsonRpcError
from solana.rpc.websocket_api import OverflowPolicy, SolanaWsClient
from solders.pubkey import Pubkey
from solders.rpc.config import RpcTransactionLogsFilterMentions
from solders.rpc.responses import LogsNotification, Notification
from websockets.exceptions import InvalidHandshake, InvalidStatus, InvalidURI, WebSocketException

from reporter.errors import EndpointError, EndpointRefused, EndpointUnreachable, InputError
from reporter.model.ids import Address
from reporter.watch.notices import Notice

_PATIENCE: Final = 10.0  # seconds for a connection, and for the answer to a request
_ALIVE: Final = 20.0  # seconds between pings, and until one must be answered
_FORBIDDEN: Final = frozenset({401, 403, 404, 405, 410})
_SCHEMES: Final = {"http": "ws", "https": "wss", "ws": "ws", "wss": "wss"}

_silent = logging.Logger("reporter.watch.socket")  # noqa: LOG001 — outside the tree: the library logs URL paths, where keys are
_silent.addHandler(logging.NullHandler())


def socket_url(endpoint: str) -> str:
    """The websocket address that goes with an HTTP endpoint: its own, one port higher where a port is named.

    That is how Agave's nodes and its command line do it. A ws or wss address stays. Raises InputError, without repeating it,
    for anything else.
    """
    try:
        parts = urlsplit(endpoint)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or parts.scheme not in _SCHEMES:
        raise InputError("the websocket's address is no URL: expected ws://… or wss://… with a host")
    place = parts.netloc
    if port is not None and parts.scheme.startswith("http"):
        place = f"{place.rpartition(':')[0]}:{port + 1}"
    return urlunsplit((_SCHEMES[parts.scheme], place, parts.path, parts.query, ""))


class SocketSubscription:
    """A Subscription by websocket. The address is a secret: it stands in no representation, message or log line."""

    def __init__(self, url: str) -> None:
        """Keep the address. Raises InputError when it is none."""
        self._url = socket_url(url)

    def __repr__(self) -> str:
        return "SocketSubscription(…)"

    @asynccontextmanager
    async def open(self, addresses: Sequence[Address]) -> AsyncIterator[AsyncIterator[Notice]]:
        """See Subscription. More notices than can be taken are dropped, newest first: reading pages finds them."""
        client = SolanaWsClient(
            self._url,
            request_timeout=_PATIENCE,
            overflow=OverflowPolicy.DROP_NEWEST,
            open_timeout=_PATIENCE,
            close_timeout=1.0,
            ping_interval=_ALIVE,
            ping_timeout=_ALIVE,
            logger=_silent,
        )
        problem: EndpointError | None = None
        try:
            await client.connect()
            heard = {await _subscribe(client, address): address for address in addresses}
        except Exception as error:  # noqa: BLE001 — the library's own reader hands over whatever broke it
            problem = _told(error)
        if problem is not None:
            await client.close()
            raise problem  # outside the handler: the chain would carry the URL
        try:
            yield _notices(client, heard)
        finally:
            await client.close()


async def _subscribe(client: SolanaWsClient, address: Address) -> int:
    wanted = RpcTransactionLogsFilterMentions(Pubkey.from_string(address))
    return (await client.logs_subscribe(filter_=wanted, commitment=Commitment.FINALIZED)).subscription_id


async def _notices(client: SolanaWsClient, heard: dict[int, Address]) -> AsyncIterator[Notice]:
    while True:
        problem: EndpointError | None = None
        try:
            told = await client.recv()
        except Exception as error:  # noqa: BLE001 — the library's own reader hands over whatever broke it
            problem = _told(error)
        if problem is not None:
            raise problem
        notice = _notice(told, heard)
        if notice is not None:
            yield notice


def _notice(told: Notification, heard: dict[int, Address]) -> Notice | None:
    address = heard.get(told.subscription)
    if address is None or not isinstance(told, LogsNotification):
        return None
    value = told.result.value
    slot = told.result.context.slot
    return Notice(address, str(value.signature), slot, value.err is not None, tuple(value.logs))


def _told(error: Exception) -> EndpointError:
    """What broke a connection, in words that repeat nothing of its address."""
    if isinstance(error, InvalidStatus):
        status = error.response.status_code
        kind = EndpointRefused if status in _FORBIDDEN else EndpointUnreachable
        return kind(f"the websocket is refused (HTTP status {status})")
    if isinstance(error, SolanaJsonRpcError):
        return EndpointRefused("the endpoint refuses the subscription")
    if isinstance(error, TimeoutError):
        return EndpointUnreachable("no answer in time from the websocket")
    if isinstance(error, OSError | InvalidHandshake | InvalidURI):
        return EndpointUnreachable("no connection to the websocket")
    if isinstance(error, WebSocketException):
        return EndpointUnreachable("the websocket broke off")
    return EndpointUnreachable(f"the websocket sent what cannot be read ({type(error).__name__})")
