"""The client against the real application, over a socket: from the request for a report to its badge."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import uvicorn

from reporter.client import AsyncClient, Client
from reporter.errors import EndpointRefused, InputError, NotFound
from reporter.ledger.pack_read import read_pack
from tests.api.world import World
from tests.report.factory import MINT

OTHERS = ["So11111111111111111111111111111111111111112", "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"]


@asynccontextmanager
async def listening(world: World) -> AsyncIterator[str]:
    """The application on a free port of this machine."""
    server = uvicorn.Server(uvicorn.Config(world.app, port=0, log_config=None, lifespan="on"))
    running = asyncio.create_task(server.serve())
    try:
        async with asyncio.timeout(20):
            while not server.started:  # noqa: ASYNC110 — uvicorn has no event to wait for
                await asyncio.sleep(0.01)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        await running


@pytest.fixture
def world(tmp_path: Path):
    made = World(tmp_path / "world")
    yield made
    made.close()


async def test_a_report_is_asked_for_followed_and_read_in_all_its_parts(world: World, tmp_path: Path) -> None:
    async with listening(world) as url, AsyncClient(url, world.key()) as client:
        assert (await client.health()).status == "ok"
        assert (await client.ready()).status == "ready"
        job = await client.ask_for_report(MINT, window=50)
        told: list[int] = []
        ended = await client.wait(job.id, lambda event: told.append(event.seq))
        assert (ended.state, ended.window) == ("completed", 50)
        assert told == list(range(1, len(told) + 1))
        assert told
        assert [one async for one in client.events(job.id, told[-1])] == []
        assert ended.report is not None
        snapshot = ended.report.sha256
        report = await client.report(MINT)
        assert (report.mint, report.snapshot.pack_sha256) == (MINT, snapshot)
        assert await client.report(MINT, snapshot) == report
        assert (await client.findings(MINT)).findings == list(report.findings)
        assert (await client.entities(MINT)).entities == list(report.entities)
        assert [holder async for holder in client.all_holders(MINT)] == list(report.holders)
        assert [one.sha256 for one in (await client.snapshots(MINT)).snapshots] == [snapshot]
        assert (await client.rendered(MINT, "badge-svg")).startswith(b"<svg")
        assert json.loads(await client.badge(f"{MINT}.json"))["schemaVersion"] == 1
        assert json.loads(await client.signing_keys()) == {"keys": []}
        assert json.loads(await client.rendered(MINT, "json"))["mint"] == MINT
        (tmp_path / "pack.zip").write_bytes(await client.pack(MINT))
        assert read_pack(tmp_path / "pack.zip").parameters.mint == MINT
        assert [one.id async for one in client.all_jobs()] == [job.id]
        assert b"launch_reporter_jobs" in await client.metrics()


async def test_many_reports_are_asked_for_at_once_and_a_waiting_job_is_cancelled(world: World) -> None:
    world.maker.hold = True
    async with listening(world) as url, AsyncClient(url, world.key()) as client:
        bulk = await client.ask_for_many(OTHERS, quick=True)
        assert len(bulk.jobs) == 2
        assert (await client.cancel(bulk.jobs[1])).id == bulk.jobs[1]
        assert (await client.wait(bulk.jobs[1])).state == "cancelled"
        world.maker.hold = False
        await client.wait(bulk.jobs[0])
        ended = await client.bulk_status(bulk.id)
        assert ended.finished
        assert ended.states["completed"] == ended.states["cancelled"] == 1


async def test_webhooks_are_registered_listed_and_removed(world: World) -> None:
    async with listening(world) as url, AsyncClient(url, world.key()) as client:
        made = await client.register("https://platform.example/hook")
        assert made.secret
        assert [(hook.id, hook.secret) for hook in (await client.registered()).webhooks] == [(made.id, "")]
        await client.remove(made.id)
        assert (await client.registered()).webhooks == []
        with pytest.raises(NotFound):
            await client.remove(made.id)


async def test_refusals_of_the_service_are_errors_of_the_tree(world: World) -> None:
    async with listening(world) as url, AsyncClient(url) as nobody, AsyncClient(url, world.key("read")) as reader:
        with pytest.raises(NotFound):
            await nobody.report(MINT)
        with pytest.raises(EndpointRefused):
            await nobody.registered()
        with pytest.raises(EndpointRefused):
            await reader.metrics()
        with pytest.raises(InputError):
            await nobody.ask_for_report("x" * 40)


async def test_the_client_without_await_makes_the_same_way(world: World) -> None:
    def use(url: str, key: str) -> tuple[str, str]:
        with Client(url, key) as client:
            job = client.wait(client.ask_for_report(MINT).id)
            return job.state, client.report(job.mint).mint

    async with listening(world) as url:
        assert await asyncio.to_thread(use, url, world.key()) == ("completed", MINT)
