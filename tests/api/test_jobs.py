"""Reports on request: jobs, history, bulk, cancelling, and what it may cost."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.api.world import ended
from tests.report.factory import MINT, address

OTHER = address("other mint")


async def test_a_request_becomes_a_job_and_the_job_a_report(world):
    async with world.client() as client:
        asked = await client.post("/api/v1/reports", json={"mint": MINT})
        assert asked.status_code in {200, 202}
        await ended(world, asked.json()["id"])
        job = (await client.get(asked.headers["location"])).json()
        assert (job["state"], job["mint"], job["private"]) == ("completed", MINT, False)
        assert [phase["phase"] for phase in job["phases"]] == ["resolve", "trades", "render"]
        report = await client.get(job["report"]["url"])
        assert report.json()["mint"] == MINT
        again = await client.post("/api/v1/reports", json={"mint": f"https://solscan.io/token/{MINT}"})
    assert (again.status_code, again.json()["id"]) == (200, asked.json()["id"])


async def test_a_refresh_is_a_new_job(world):
    async with world.client() as client:
        first = (await client.post("/api/v1/reports", json={"mint": MINT})).json()
        await ended(world, first["id"])
        second = (await client.post("/api/v1/reports", json={"mint": MINT, "kind": "refresh"})).json()
    assert second["id"] != first["id"]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"mint": "0" * 40}, "/mint"),
        ({"mint": "short"}, "/mint"),
        ({"mint": f"{MINT} {OTHER}"}, "/mint"),
        ({"mint": MINT, "budget": 8001}, "/budget"),
        ({"mint": MINT, "window": 0}, "/window"),
        ({"mint": MINT, "kind": "twice"}, "/kind"),
        ({"mint": MINT, "more": 1}, "/more"),
        ({}, "/mint"),
        ([], "/"),
    ],
)
async def test_what_cannot_be_used_is_refused_with_its_place(world, body, pointer):
    async with world.client() as client:
        answer = await client.post("/api/v1/reports", json=body)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert pointer in [error["pointer"] for error in answer.json()["errors"]]


async def test_a_private_key_is_not_repeated(world):
    secret = "5" * 87
    async with world.client() as client:
        answer = await client.post("/api/v1/reports", json={"mint": secret})
        extra = await client.post("/api/v1/reports", json={"mint": MINT, secret: secret, f"{secret} ": 1})
        path = await client.get(f"/api/v1/jobs/{secret}")
    assert answer.status_code == 422
    assert "private key" in answer.text
    assert all(secret not in text for text in (answer.text, extra.text, path.text))


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"mint=x", "application/x-www-form-urlencoded", 422),
        (b'{"mint": "' + b"x" * 300_000 + b'"}', "application/json", 413),
    ],
)
async def test_a_body_that_cannot_be_read_is_a_problem(world, content, kind, status):
    async with world.client() as client:
        answer = await client.post("/api/v1/reports", content=content, headers={"content-type": kind})
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


async def test_a_body_without_a_length_is_cut_off(world):
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b" " * 10_000

    async with world.client() as client:
        answer = await client.post("/api/v1/reports", content=endless(), headers={"content-type": "application/json"})
    assert (answer.status_code, answer.headers["content-type"]) == (413, "application/problem+json")


async def test_history_is_read_in_parts_from_the_newest(world):
    mints = [address(f"mint {number}") for number in range(5)]
    async with world.client() as client:
        for mint in mints:
            await ended(world, (await client.post("/api/v1/reports", json={"mint": mint, "budget": 10})).json()["id"])
        seen, cursor = [], None
        for size in (2, 2, 1):
            query = {"limit": 2} | ({"cursor": cursor} if cursor else {})
            page = (await client.get("/api/v1/jobs", params=query)).json()
            assert len(page["jobs"]) == size
            seen += [job["mint"] for job in page["jobs"]]
            cursor = page["next"]
        wrong = await client.get("/api/v1/jobs", params={"cursor": "nonsense"})
    assert (seen, cursor) == (mints[::-1], None)
    assert wrong.status_code == 422


async def test_many_reports_are_asked_for_at_once(world):
    mints = [address(f"mint {number}") for number in range(4)]
    async with world.client(world.key()) as client:
        asked = await client.post("/api/v1/bulk", json={"mints": mints, "budget": 10})
        assert asked.status_code == 202
        for job in asked.json()["jobs"]:
            await ended(world, job)
        bulk = (await client.get(asked.headers["location"])).json()
    assert (bulk["finished"], bulk["states"], len(bulk["jobs"])) == (True, {"completed": 4}, 4)
    assert world.services.asked.spent() == 40


async def test_only_who_asked_cancels_and_only_while_nobody_else_waits(world):
    world.maker.hold = True
    mine, other, operator = (world.key(*scopes) for scopes in (("read", "request"), ("read", "request"), ("operate", "read")))
    async with (
        world.client(mine) as client,
        world.client(other) as stranger,
        world.client(operator) as boss,
        world.client() as nobody,
    ):
        job = (await client.post("/api/v1/reports", json={"mint": MINT})).json()["id"]
        assert (await nobody.post(f"/api/v1/jobs/{job}/cancel")).status_code == 401
        assert (await stranger.post(f"/api/v1/jobs/{job}/cancel")).status_code == 403
        await nobody.post("/api/v1/reports", json={"mint": MINT})
        assert (await client.post(f"/api/v1/jobs/{job}/cancel")).status_code == 409
        assert (await boss.post(f"/api/v1/jobs/{job}/cancel")).status_code == 202
        assert (await ended(world, job)).state in {"cancelled", "partial"}
        assert (await boss.post(f"/api/v1/jobs/{job}/cancel")).status_code == 409
        world.maker.hold = False


async def test_an_address_spends_no_more_than_its_budget(build):
    world = build(anonymous_calls=5000)
    async with world.client() as client:
        first = [await client.post("/api/v1/reports", json={"mint": address(str(n)), "budget": 2500}) for n in range(3)]
    async with world.client(client=("198.51.100.9", 1)) as elsewhere:
        other = await elsewhere.post("/api/v1/reports", json={"mint": OTHER, "budget": 2500})
    assert [answer.status_code // 100 for answer in first] == [2, 2, 4]
    assert first[2].status_code == 429
    assert first[2].json()["type"].endswith(":budget-spent")
    assert int(first[2].headers["retry-after"]) > 60
    assert other.status_code // 100 == 2


async def test_all_together_spend_no_more_than_the_cap_and_what_was_not_needed_is_given_back(build):
    world = build(calls_per_day=3000)
    async with world.client(world.key()) as client:
        first = await client.post("/api/v1/reports", json={"mint": MINT, "budget": 2500})
        refused = await client.post("/api/v1/reports", json={"mint": OTHER, "budget": 2500})
        assert (first.status_code // 100, refused.status_code) == (2, 429)
        await ended(world, first.json()["id"])
        await world.services.postman.round()
        assert world.services.asked.spent() == 500
        assert (await client.post("/api/v1/reports", json={"mint": OTHER, "budget": 2500})).status_code // 100 == 2
    world.now += 86_401
    assert world.services.asked.spent() == 0


async def test_endpoints_of_ones_own_are_for_private_investigations_and_lead_outside(world):
    async with world.client(world.key()) as client:

        async def asked(endpoint: str, **more: object) -> Any:
            body = {"mint": MINT, "endpoints": [endpoint], **more}
            return (await client.post("/api/v1/reports", json=body)).status_code

        assert await asked("https://rpc.example/?api-key=secret") == 422
        assert await asked("http://127.0.0.1:8899", private=True) == 422
        assert await asked("http://[::ffff:10.0.0.1]/", private=True) == 422
        assert await asked("https://private.example/", private=True) == 422
        assert await asked("ftp://rpc.example/", private=True) == 422
        assert await asked("https://rpc.example/?api-key=secret", private=True) in {200, 202}
        history = (await client.get("/api/v1/jobs", params={"private": True})).json()["jobs"]
        await ended(world, history[0]["id"])
    assert world.maker.through == [("https://rpc.example/?api-key=secret",)]
    assert world.services.asked.spent() == 0
    assert "secret" not in str(history)
