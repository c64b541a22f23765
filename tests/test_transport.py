"""The one HTTP module, on real sockets of the loopback and on httpx's own test transport."""

import asyncio
import gzip
import logging

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.errors import EndpointRefused, EndpointUnreachable, InputError
from reporter.transport import HttpClient, PublicOnly, Response, SecretUrl
from tests.ledger.server import Reply, running

KEY = "abcdef0123456789"


def answering(reply: httpx.Response) -> httpx.MockTransport:
    return httpx.MockTransport(lambda _: reply)


async def test_a_response_is_handed_over_untouched() -> None:
    body = b'{ "a" : 1.0 }\n\xff'
    client = HttpClient(transport=answering(httpx.Response(418, content=body, headers={"X-Rate": "5"})))
    response = await client.request("GET", SecretUrl("http://host/x"))
    assert response == Response(418, {"x-rate": "5", "content-length": "15"}, body)
    await client.aclose()


async def test_compressed_bodies_arrive_unpacked() -> None:
    async with running(lambda _: Reply(body=gzip.compress(b"[]" * 500), headers={"content-encoding": "gzip"})) as server:
        client = HttpClient()
        call = b'{"jsonrpc":"2.0","id":1,"method":"getSlot","params":[]}'
        assert (await client.request("POST", SecretUrl(server.url), call)).body == b"[]" * 500
        await client.aclose()


async def test_redirects_are_not_followed() -> None:
    client = HttpClient(transport=answering(httpx.Response(302, headers={"location": "http://elsewhere/"})))
    assert (await client.request("GET", SecretUrl("http://host/x"))).status == 302
    await client.aclose()


async def test_a_body_that_unpacks_without_end_is_cut_off() -> None:
    bomb = gzip.compress(bytes(50 << 20))
    client = HttpClient(
        largest=1 << 20, transport=answering(httpx.Response(200, content=bomb, headers={"content-encoding": "gzip"}))
    )
    with pytest.raises(EndpointRefused, match="larger than 1,048,576 bytes"):
        await client.request("GET", SecretUrl("http://host/x"))
    await client.aclose()


FAILURES = [
    (httpx.ConnectError(f"http://{KEY}/"), "no connection"),
    (httpx.ReadTimeout(KEY), "no answer in time"),
    (httpx.PoolTimeout(KEY), "no answer in time"),
    (httpx.RemoteProtocolError(KEY), "broke off"),
    (httpx.ReadError(KEY), "broke off"),
    (httpx.DecodingError(KEY), "compression is damaged"),
    (httpx.ProxyError(KEY), "broke off"),
]


@pytest.mark.parametrize(("error", "told"), FAILURES)
async def test_a_failure_is_told_without_the_address_and_without_a_chain(error: Exception, told: str) -> None:
    def fail(_: httpx.Request) -> httpx.Response:
        raise error

    client = HttpClient(transport=httpx.MockTransport(fail))
    with pytest.raises(EndpointUnreachable, match=told) as caught:
        await client.request("POST", SecretUrl(f"https://host/{KEY}"), b"{}")
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
    assert KEY not in str(caught.value)
    await client.aclose()


async def test_a_server_that_drips_is_given_up_on() -> None:
    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n")
        try:
            for _ in range(100):
                writer.write(b" ")
                await writer.drain()
                await asyncio.sleep(0.03)
        except ConnectionError:
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(drip, "127.0.0.1", 0)
    client = HttpClient(timeout=0.1)
    with pytest.raises(EndpointUnreachable, match="no answer in time"):
        await client.request("GET", SecretUrl(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"))
    await client.aclose()
    server.close()
    await server.wait_closed()


async def test_nothing_is_logged_by_the_http_library(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with running() as server:
        client = HttpClient()
        body = b'{"jsonrpc":"2.0","id":1,"method":"getSlot","params":[]}'
        assert (await client.request("POST", SecretUrl(f"{server.url}?key={KEY}"), body)).status == 200
        await client.aclose()
    assert [record for record in caplog.records if record.name.startswith("http")] == []


def test_a_secret_url_shows_itself_only_when_asked() -> None:
    url = SecretUrl(f"https://user:{KEY}@host.example/{KEY}")
    assert repr(url) == str(url) == f"{url}" == "SecretUrl(…)"
    assert not hasattr(url, "__dict__")
    assert url.reveal() == f"https://user:{KEY}@host.example/{KEY}"


@pytest.mark.parametrize(
    ("text", "local"),
    [
        ("http://127.0.0.1:8899", True),
        ("http://[::1]:1/", True),
        ("http://localhost", True),
        ("https://127.0.0.1.example", False),
    ],
)
def test_this_machine_is_known(text: str, local: bool) -> None:
    assert SecretUrl(text).local is local


@pytest.mark.parametrize(
    "text",
    [
        f"bad key {KEY}",
        f"at https://host.example/{KEY}?x=1 failed",
        f"user {KEY.upper()} unknown",
        "no such project: a/b c-d-e-f at HOST.example",
        "see wss://other.example/path",
    ],
)
def test_no_piece_of_the_address_is_left_in_a_text(text: str) -> None:
    hidden = SecretUrl(f"https://host.example/v2/{KEY}?project=a%2Fb%20c-d-e-f").hide(text)
    assert KEY not in hidden.lower()
    assert "example" not in hidden.lower()
    assert "a/b c" not in hidden


@given(
    st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789-_", min_size=6, max_size=40),
    st.text(max_size=20),
    st.text(max_size=20),
)
def test_a_key_is_found_wherever_it_stands(key: str, before: str, after: str) -> None:
    url = SecretUrl(f"https://rpc.example/v2/{key}")
    assert url.leaks_into(f"{before}{key}{after}".encode())
    assert key not in url.hide(f"{before}{key}{after}")


@pytest.mark.parametrize(
    "text", ["", " ", "host", "ftp://host", "http://", "javascript:alert(1)", "http://ho st/", "http://[x", "http://a%00b/"]
)
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(InputError, match="expected http"):
        SecretUrl(text)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://2130706433/",
        "http://0177.0.0.1/",
        "http://0x7f.1/",
        "http://0/",
        "http://169.254.169.254/latest/meta-data",
        "https://10.0.0.1:8443/",
    ],
)
async def test_a_private_address_is_refused_however_it_is_written(url: str) -> None:
    reached: list[httpx.Request] = []

    def handler(request: httpx.Request) -> httpx.Response:
        reached.append(request)
        return httpx.Response(200)

    client = HttpClient(transport=PublicOnly(httpx.MockTransport(handler)))
    with pytest.raises((EndpointRefused, EndpointUnreachable, InputError)):
        await client.request("POST", SecretUrl(url), b"{}")
    assert reached == []
    await client.aclose()


@pytest.mark.parametrize("found", [["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["::ffff:10.0.0.1"], []])
async def test_a_name_is_refused_when_any_of_its_addresses_is_private(found: list[str]) -> None:
    async def resolver(_host: str, _port: int) -> list[str]:
        return found

    client = HttpClient(transport=PublicOnly(answering(httpx.Response(200)), resolver))
    with pytest.raises(EndpointRefused, match="private network"):
        await client.request("GET", SecretUrl("https://hook.example/"))
    await client.aclose()


async def test_the_connection_goes_to_the_address_that_was_judged_and_tls_checks_the_name() -> None:
    answers = iter([["8.8.8.8"], ["127.0.0.1"]])
    seen: list[httpx.Request] = []

    async def rebinding(_host: str, _port: int) -> list[str]:
        return next(answers)

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(204)

    client = HttpClient(transport=PublicOnly(httpx.MockTransport(handler), rebinding))
    assert (await client.request("GET", SecretUrl("https://hook.example/x"))).status == 204
    assert (seen[0].url.host, seen[0].headers["host"], seen[0].extensions["sni_hostname"]) == (
        "8.8.8.8",
        "hook.example",
        "hook.example",
    )
    with pytest.raises(EndpointRefused):
        await client.request("GET", SecretUrl("https://hook.example/x"))
    assert len(seen) == 1
    await client.aclose()


async def test_an_unknown_host_is_unreachable() -> None:
    async def nobody(_host: str, _port: int) -> list[str]:
        raise OSError("no such host")

    client = HttpClient(transport=PublicOnly(answering(httpx.Response(200)), nobody))
    with pytest.raises(EndpointUnreachable, match="no connection"):
        await client.request("GET", SecretUrl("https://hook.example/"))
    await client.aclose()
