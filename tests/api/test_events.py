"""Events by SSE: in order, resumable from any number, ended for good."""

import asyncio
import json
from typing import Any

import httpx
import pytest

from reporter.api import following
from reporter.api.following import Feeds, line
from reporter.jobs.events import Event
from tests.api.world import World, ended
from tests.report.factory import HOSTILE, MINT


def _parsed(text: str) -> list[tuple[int, str, dict[str, Any]]]:
    found = []
    for block in text.split("\n\n"):
        fields = dict(part.split(": ", 1) for part in block.split("\n") if part and not part.startswith(":"))
        if "data" in fields:
            found.append((int(fields["id"]), fields["event"], json.loads(fields["data"])))
    return found


async def _finished(world: World, client: httpx.AsyncClient) -> Any:
    job = (await client.post("/api/v1/reports", json={"mint": MINT})).json()["id"]
    await ended(world, job)
    return job


async def test_a_job_is_followed_from_its_first_event_to_its_last(world):
    async with world.client() as client:
        job = await _finished(world, client)
        answer = await client.get(f"/api/v1/jobs/{job}/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    told = _parsed(answer.text)
    assert [number for number, _, _ in told] == list(range(1, len(told) + 1))
    assert [name for _, name, _ in told] == ["progress"] * (len(told) - 1) + ["end"]
    assert told[-1][2]["status"] == "completed"
    assert told[-1][2]["progress"] == 1.0


@pytest.mark.parametrize("how", ["header", "query"])
async def test_a_reader_resumes_after_the_last_event_it_saw(world, how):
    async with world.client() as client:
        job = await _finished(world, client)
        everything = _parsed((await client.get(f"/api/v1/jobs/{job}/events")).text)
        options = {"headers": {"last-event-id": "2"}} if how == "header" else {"params": {"after": 2}}
        rest = await client.get(f"/api/v1/jobs/{job}/events", **options)
    assert _parsed(rest.text) == everything[2:]


async def test_who_saw_the_end_is_told_not_to_come_back(world):
    async with world.client() as client:
        job = await _finished(world, client)
        last = _parsed((await client.get(f"/api/v1/jobs/{job}/events")).text)[-1][0]
        again = await client.get(f"/api/v1/jobs/{job}/events", headers={"last-event-id": str(last)})
        wrong = await client.get(f"/api/v1/jobs/{job}/events", headers={"last-event-id": "x\ny"})
    assert (again.status_code, again.content) == (204, b"")
    assert wrong.status_code == 422


async def test_many_listeners_share_one_look_at_a_job(world, monkeypatch):
    monkeypatch.setattr(following, "EVERY", 0.02)
    world.maker.hold = True
    async with world.client() as client:
        job = (await client.post("/api/v1/reports", json={"mint": MINT})).json()["id"]
        looks = 0
        real = world.services.desk.events

        def counted(key, after=0):
            nonlocal looks
            looks += 1
            return real(key, after)

        monkeypatch.setattr(world.services.desk, "events", counted)
        feeds = Feeds(world.services.desk)
        heard: list[list[bytes]] = [[] for _ in range(50)]

        async def listen(number: int) -> None:
            async for part in feeds.listen(job, 0):
                heard[number].append(part)

        tasks = [asyncio.create_task(listen(number)) for number in range(50)]
        await asyncio.sleep(0.2)
        assert feeds.listeners == 50
        world.maker.hold = False
        await asyncio.wait_for(asyncio.gather(*tasks), 20)
    texts = {b"".join(parts) for parts in heard}
    assert len(texts) == 1
    assert b"event: end" in texts.pop()
    assert looks < 100
    assert feeds.listeners == 0


async def test_a_listener_that_leaves_is_forgotten(world):
    world.maker.hold = True
    async with world.client() as client:
        job = (await client.post("/api/v1/reports", json={"mint": MINT})).json()["id"]
    feeds = Feeds(world.services.desk)
    listener = feeds.listen(job, 0)
    await anext(listener)
    assert feeds.listeners == 1
    await listener.aclose()
    assert feeds.listeners == 0


def test_line_breaks_in_a_text_stay_inside_its_event():
    event = Event("a" * 16, 1, "trades", ("trades",), HOSTILE, 1, 2, 0.5, "active", "\r\n\r\ndata: forged\n\nid: 9")
    assert line(event).count(b"\n") == 4
    assert b"\r" not in line(event)
    assert _parsed(line(event).decode())[0][2]["title"] == HOSTILE
