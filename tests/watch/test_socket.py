"""The websocket's address is a secret, and whatever breaks it is one error that repeats nothing of it."""

import asyncio
import logging

import pytest

from reporter.errors import EndpointError, EndpointRefused, EndpointUnreachable, InputError
from reporter.simulator.hour import Hour
from reporter.watch.socket import SocketSubscription, socket_url
from reporter.watch.targets import TARGETS
from tests.watch.live import Live, live

PUMP = TARGETS["pumpfun"].address
SECRET = "s3cret-key-of-the-endpoint"


@pytest.mark.parametrize(
    ("endpoint", "socket"),
    [
        ("http://127.0.0.1:8899", "ws://127.0.0.1:8900"),
        ("https://rpc.example/v2/key?x=1", "wss://rpc.example/v2/key?x=1"),
        ("https://user:word@rpc.example:8899/a", "wss://user:word@rpc.example:8900/a"),
        ("http://[::1]:8899", "ws://[::1]:8900"),
        ("wss://rpc.example:9000/key", "wss://rpc.example:9000/key"),
        ("ws://127.0.0.1:1", "ws://127.0.0.1:1"),
    ],
)
def test_an_endpoints_websocket_is_its_own_address_one_port_higher_where_a_port_is_named(endpoint: str, socket: str) -> None:
    assert socket_url(endpoint) == socket


@pytest.mark.parametrize("text", ["", "ftp://host", "ws://", "file:///etc/passwd", f"ws://h:{SECRET}"])
def test_what_is_no_address_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(InputError) as told:
        SocketSubscription(text)
    assert SECRET not in str(told.value)


async def test_notices_tell_signature_slot_failure_and_logs(played: Hour) -> None:
    with live(played) as world:
        async with SocketSubscription(world.sockets.url).open([PUMP]) as notices:
            await world.play(played.start + 1200, steps=1)
            created = [made for made in played.launches if made.platform == "pumpfun"]
            heard = [await asyncio.wait_for(anext(notices), 10) for _ in range(3)]
    assert all(notice.address == PUMP for notice in heard)
    assert created[0].signature in {notice.signature for notice in heard}
    first = next(notice for notice in heard if notice.signature == created[0].signature)
    assert (first.slot, first.failed) == (created[0].slot, False)
    assert any("Instruction: Create" in line for line in first.logs)


async def hear_out(world: Live) -> None:
    async with SocketSubscription(world.sockets.url).open([PUMP]) as notices:
        await world.play(played_until(world), steps=1)
        async for _ in notices:
            pass


def played_until(world: Live) -> float:
    return world.hour.start + 1200


async def test_a_broken_connection_is_unreachable_and_a_refused_one_too(played: Hour) -> None:
    with live(played, drop_every=1, refuse_after_drop=1) as world:
        with pytest.raises(EndpointUnreachable, match="broke off"):
            await hear_out(world)
        with pytest.raises(EndpointUnreachable, match="503"):
            await hear_out(world)


async def test_a_frame_that_is_no_json_ends_the_connection(played: Hour) -> None:
    with live(played, garbled_every=1) as world, pytest.raises(EndpointUnreachable, match="cannot be read"):
        await hear_out(world)


async def test_a_server_without_this_subscription_refuses(played: Hour) -> None:
    with live(played) as world, pytest.raises(EndpointRefused):
        async with SocketSubscription(f"ws://{world.node.url.removeprefix('http://')}").open([PUMP]):
            pass


@pytest.mark.parametrize("port", [1, 9])
async def test_no_error_and_no_log_line_repeats_the_address(port: int, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    subscription = SocketSubscription(f"ws://127.0.0.1:{port}/{SECRET}?api-key={SECRET}")
    with pytest.raises(EndpointError) as told:
        async with subscription.open([PUMP]):
            pass
    chain = [told.value, told.value.__cause__, told.value.__context__]
    assert SECRET not in f"{subscription!r} {caplog.text} {chain}"


async def test_a_working_connection_logs_nothing_of_its_address(played: Hour, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with live(played) as world:
        async with SocketSubscription(f"{world.sockets.url}/{SECRET}").open([PUMP]) as notices:
            await world.play(played.start + 1200, steps=1)
            await anext(notices)
    client = [record for record in caplog.records if record.name != "websockets.server"]
    assert SECRET not in " ".join(record.getMessage() for record in client)
