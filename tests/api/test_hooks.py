"""Webhooks: signed, retried with pauses, delivered once a job, and never into a private network."""

import base64
import json
from contextlib import asynccontextmanager

import httpx
import pytest

from reporter.api.hooks import signing
from reporter.api.hooks.book import MOST, PAUSES
from reporter.api.hooks.postman import Postman
from reporter.transport import PublicOnly
from tests.api.world import ended
from tests.report.factory import MINT, address

HOOK = "https://platform.example/hook?token=abc"


class Receiver:
    """What answers at the other end."""

    def __init__(self, *statuses: int) -> None:
        self.statuses = list(statuses)
        self.got: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.got.append(request)
        status = self.statuses.pop(0) if self.statuses else 200
        return httpx.Response(status, headers={"location": "http://127.0.0.1/"}, content=b"x" * 100)


def postman(world, receiver, resolver=None) -> Postman:
    services = world.services

    def transport() -> PublicOnly:
        return PublicOnly(httpx.MockTransport(receiver), resolver or services.resolver)

    return Postman(services.desk, services.asked, services.book, transport=transport, clock=world.clock)


@asynccontextmanager
async def hooked(world, url=HOOK):
    """A key with one webhook and one job of its that ended."""
    async with world.client(world.key()) as client:
        made = await client.post("/api/v1/webhooks", json={"url": url})
        assert made.status_code == 201, made.text
        job = (await client.post("/api/v1/reports", json={"mint": MINT})).json()["id"]
        await ended(world, job)
        yield client, made.json(), job


async def test_a_job_that_ended_is_told_once_and_signed(world):
    receiver = Receiver()
    async with hooked(world) as (_, hook, job):
        await postman(world, receiver).round()
        await postman(world, receiver).round()
    (request,) = receiver.got
    body = json.loads(request.content)
    secret = base64.b64decode(hook["secret"].removeprefix("whsec_"))
    assert (body["type"], body["data"]["id"], body["data"]["mint"]) == ("job.completed", job, MINT)
    assert (request.headers["host"], request.url.host) == ("platform.example", "93.184.215.14")
    head = dict(request.headers)
    assert signing.verified(head, request.content, secret, world.now + 10)
    assert not signing.verified(head, request.content + b" ", secret, world.now)
    assert not signing.verified(head, request.content, secret[::-1], world.now)
    assert not signing.verified(head, request.content, secret, world.now + signing.TOLERANCE + 1)
    assert not signing.verified(head | {"webhook-id": "msg_other"}, request.content, secret, world.now)


async def test_what_fails_is_tried_again_after_growing_pauses_under_the_same_id_and_given_up_in_the_end(world):
    receiver = Receiver(*[500] * 20)
    async with hooked(world) as (_, hook, _job):
        for pause in (*PAUSES, 0.0):
            await postman(world, receiver).round()
            world.now += pause * 0.7
            await postman(world, receiver).round()
            world.now += pause * 0.6
        await postman(world, receiver).round()
        (last,) = world.services.book.outcomes(hook["id"])
    assert len(receiver.got) == len(PAUSES) + 1
    assert len({request.headers["webhook-id"] for request in receiver.got}) == 1
    assert (last["due"], last["outcome"], last["attempts"]) == (None, "500", len(PAUSES) + 1)


async def test_a_redirect_is_not_followed_and_counts_as_a_failure(world):
    receiver = Receiver(302)
    async with hooked(world) as (_, hook, _job):
        await postman(world, receiver).round()
        (last,) = world.services.book.outcomes(hook["id"])
    assert len(receiver.got) == 1
    assert (last["outcome"], last["due"] is not None) == ("302", True)


async def test_a_receiver_that_wants_no_more_is_removed(world):
    async with hooked(world) as (client, _, _job):
        await postman(world, Receiver(410)).round()
        assert (await client.get("/api/v1/webhooks")).json() == {"webhooks": []}


async def test_another_process_does_not_deliver_what_one_has_taken(world):
    async with hooked(world) as _:
        one, other = postman(world, Receiver()), postman(world, Receiver())
        one._notice()
        assert len(world.services.book.due()) == 1
        assert world.services.book.due() == []
        assert await other.round() is False


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/",
        "https://localhost:8501/hook",
        "https://private.example/",
        "https://10.0.0.1/",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0177.0.0.1/",
        "https://0/",
        "http://platform.example/",
        "ftp://platform.example/",
        "file:///etc/passwd",
        "https:///",
        "https://platform.example/ x",
        "https://platform.example/\r\nhost: x",
        "not a url",
    ],
)
async def test_a_webhook_that_may_lead_inside_is_refused(build, url):
    from reporter.transport import resolve

    async def names(host, port):
        return ["10.0.0.7"] if host == "private.example" else await resolve(host, port)

    world = build(resolver=names)
    async with world.client(world.key()) as client:
        answer = await client.post("/api/v1/webhooks", json={"url": url})
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/url")
        assert (await client.get("/api/v1/webhooks")).json() == {"webhooks": []}


async def test_a_name_that_leads_inside_later_is_refused_when_it_is_called(world):
    receiver = Receiver()

    async def rebound(_host, _port):
        return ["93.184.215.14", "192.168.0.1"]

    async with hooked(world) as (_, hook, _job):
        await postman(world, receiver, rebound).round()
        (last,) = world.services.book.outcomes(hook["id"])
    assert receiver.got == []
    assert (last["outcome"], last["due"] is not None) == ("the address leads into a private network", True)


async def test_the_operator_may_allow_private_addresses(build):
    world = build(private_addresses=True)
    async with world.client(world.key()) as client:
        assert (await client.post("/api/v1/webhooks", json={"url": "http://10.0.0.1:9000/"})).status_code == 201


async def test_a_secret_is_told_once_and_a_key_sees_and_removes_its_own_webhooks_alone(world):
    async with world.client(world.key()) as mine, world.client(world.key()) as other:
        made = (await mine.post("/api/v1/webhooks", json={"url": HOOK})).json()
        assert made["secret"].startswith("whsec_")
        assert (await mine.get("/api/v1/webhooks")).json() == {
            "webhooks": [{key: made[key] for key in ("id", "url", "created")}]
        }
        assert (await other.get("/api/v1/webhooks")).json() == {"webhooks": []}
        assert (await other.delete(f"/api/v1/webhooks/{made['id']}")).status_code == 404
        assert (await mine.delete(f"/api/v1/webhooks/{made['id']}")).status_code == 204
        assert (await mine.delete(f"/api/v1/webhooks/{made['id']}")).status_code == 404


async def test_a_key_has_a_bounded_number_of_webhooks(world):
    async with world.client(world.key()) as client:
        for number in range(MOST):
            assert (await client.post("/api/v1/webhooks", json={"url": f"{HOOK}&n={number}"})).status_code == 201
        assert (await client.post("/api/v1/webhooks", json={"url": HOOK})).status_code == 409


async def test_a_failed_job_is_told_too_and_a_job_of_another_key_is_not(world):
    receiver = Receiver()
    async with hooked(world) as (client, _, _job), world.client(world.key()) as other:
        world.maker.error = RuntimeError("broken")
        failed = (await client.post("/api/v1/reports", json={"mint": address("other")})).json()["id"]
        await ended(world, failed)
        strange = (await other.post("/api/v1/reports", json={"mint": address("third")})).json()["id"]
        await ended(world, strange)
        await postman(world, receiver).round()
    told = {json.loads(request.content)["data"]["id"]: json.loads(request.content)["type"] for request in receiver.got}
    assert strange not in told
    assert told[failed] == "job.failed"
