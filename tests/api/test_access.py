"""Who may do what: every kind of caller against every operation, and nothing told of what is another's."""

from typing import Any

import pytest

from reporter.api.keys import REMEMBERED
from tests.api.world import World, ended
from tests.jobs.reports import numbered
from tests.report.factory import MINT, address, make_report

CALLERS = ("nobody", "read", "request", "private", "webhooks", "operate", "revoked", "invented")
OPEN, CLOSED = {"public_reads": True}, {"public_reads": False}
PRIVATE = numbered(make_report(), 77)
REPORT = f"/api/v1/reports/{MINT}"

# operation → who gets through where reading is open to all; everybody else gets 401 without a valid key, 403 with one
EVERYBODY = {"nobody", "read", "request", "private", "webhooks", "operate"}
READING = {
    "report": ("GET", REPORT),
    "findings": ("GET", f"{REPORT}/findings"),
    "entities": ("GET", f"{REPORT}/entities"),
    "holders": ("GET", f"{REPORT}/holders"),
    "snapshots": ("GET", f"{REPORT}/snapshots"),
    "pack": ("GET", f"{REPORT}/pack"),
    "history": ("GET", "/api/v1/jobs"),
    "job": ("GET", "/api/v1/jobs/{public}"),
    "events": ("GET", "/api/v1/jobs/{public}/events"),
    "bulk status": ("GET", "/api/v1/bulk/{bulk}"),
}
ACTING = {
    "bulk": ("POST", "/api/v1/bulk", {"mints": [MINT]}, {"request"}),
    "ask": ("POST", "/api/v1/reports", {"mint": MINT}, {"nobody", "request"}),
    "ask in private": ("POST", "/api/v1/reports", {"mint": MINT, "private": True}, set()),
    "private history": ("GET", "/api/v1/jobs?private=true", None, {"private"}),
    "private snapshots": ("GET", f"{REPORT}/snapshots?private=true", None, {"private"}),
    "register": ("POST", "/api/v1/webhooks", {"url": "https://platform.example/"}, {"webhooks"}),
    "webhooks": ("GET", "/api/v1/webhooks", None, {"webhooks"}),
    "metrics": ("GET", "/metrics", None, {"operate"}),
    "health": ("GET", "/api/v1/health", None, set(CALLERS)),
    "ready": ("GET", "/api/v1/ready", None, set(CALLERS)),
}


async def _keys(world: World) -> dict[str, str | None]:
    keys = {scope: world.key(scope) for scope in ("read", "request", "private", "webhooks", "operate")}
    known, revoked = world.services.keys.new("revoked")
    world.services.keys.revoke(known.id)
    world.now += REMEMBERED
    return {"nobody": None, **keys, "revoked": revoked, "invented": "lr_" + "0" * 12 + "_" + "A" * 43}


async def _places(world: World) -> dict[str, str]:
    """Jobs to look at: a public one, and a private one of a key nobody here has."""
    world.keep(make_report())
    async with world.client(world.key()) as client:
        public = (await client.post("/api/v1/reports", json={"mint": MINT})).json()["id"]
        private = (await client.post("/api/v1/reports", json={"mint": MINT, "private": True})).json()["id"]
        bulk = (await client.post("/api/v1/bulk", json={"mints": [MINT]})).json()["id"]
        hidden = (await client.post("/api/v1/bulk", json={"mints": [MINT], "private": True})).json()["id"]
    await ended(world, public)
    await ended(world, private)
    return {"public": public, "private": private, "bulk": bulk, "hidden": hidden}


def _expected(caller: str, allowed: set[str]) -> set[int]:
    if caller in allowed:
        return {200, 201, 202}
    return {401} if caller in {"nobody", "revoked", "invented"} else {403}


@pytest.mark.parametrize("settings", [OPEN, CLOSED], ids=["open", "closed"])
async def test_reading_is_open_to_all_or_takes_a_key_that_reads(build, settings):
    world = build(**settings)
    places, keys = await _places(world), await _keys(world)
    allowed = EVERYBODY if settings["public_reads"] else {"read"}
    for name, (method, path) in READING.items():
        for caller, key in keys.items():
            async with world.client(key) as client:
                answer = await client.request(method, path.format(**places))
            assert answer.status_code in _expected(caller, allowed), (name, caller, answer.status_code)


@pytest.mark.parametrize("settings", [OPEN, CLOSED], ids=["open", "closed"])
async def test_badges_follow_the_same_rule(build, settings):
    world = build(**settings)
    world.keep(make_report())
    for caller, key in (await _keys(world)).items():
        async with world.client(key) as client:
            answer = await client.get(f"/badge/{MINT}.svg")
        expected = {200} if settings["public_reads"] else _expected(caller, {"read"})
        assert answer.status_code in expected, caller


@pytest.mark.parametrize("name", ACTING)
async def test_every_operation_takes_its_scope(world, name):
    method, path, body, allowed = ACTING[name]
    world.keep(make_report())
    for caller, key in (await _keys(world)).items():
        async with world.client(key) as client:
            answer = await client.request(method, path, json=body)
        assert answer.status_code in _expected(caller, allowed), (caller, answer.status_code, answer.text)


async def test_asking_in_private_takes_two_scopes(world):
    async with world.client(world.key("request", "private")) as client:
        answer = await client.post("/api/v1/reports", json={"mint": MINT, "private": True})
    assert answer.status_code in {200, 202}


async def test_without_a_budget_for_strangers_nobody_asks_without_a_key(build):
    world = build(anonymous_calls=0)
    async with world.client() as client:
        assert (await client.post("/api/v1/reports", json={"mint": MINT})).status_code == 401


async def test_a_private_investigation_is_not_there_for_anybody_else(world):
    places = await _places(world)
    others = {**await _keys(world), "everything": world.key()}
    hidden = [
        f"/api/v1/jobs/{places['private']}",
        f"/api/v1/jobs/{places['private']}/events",
        f"/api/v1/bulk/{places['hidden']}",
        f"{REPORT}?private=true",
        f"{REPORT}/findings?private=true",
        f"{REPORT}/pack?private=true",
    ]
    for caller, key in others.items():
        async with world.client(key) as client:
            for path in hidden:
                answer = await client.get(path)
                absent = await client.get(path.replace(places["private"], "0" * 16).replace(places["hidden"], "0" * 16))
                assert answer.status_code in {401, 403, 404}, (caller, path)
                assert (answer.status_code, answer.content) == (absent.status_code, absent.content), (caller, path)
            if caller == "everything":
                cancelled = await client.post(f"/api/v1/jobs/{places['private']}/cancel")
                assert cancelled.status_code == 404
                assert (await client.get("/api/v1/jobs?private=true")).json()["jobs"] == []
            listed = await client.get("/api/v1/jobs")
            if listed.status_code == 200:
                assert places["private"] not in listed.text


async def test_a_private_report_shows_nowhere_in_public_and_whole_to_its_key(world):
    key, text = world.services.keys.new("investigator", ("read", "request", "private"))
    world.keep(PRIVATE, owner=key.id)
    async with world.client() as nobody, world.client(text) as mine:
        for path in (REPORT, f"{REPORT}?snapshot={PRIVATE.snapshot.pack_sha256}", f"/badge/{MINT}.svg"):
            assert (await nobody.get(path)).status_code == 404
        assert (await nobody.get(f"{REPORT}/snapshots")).json() == {"snapshots": []}
        found = await mine.get(f"{REPORT}?private=true")
    assert found.json()["snapshot"]["pack_sha256"] == PRIVATE.snapshot.pack_sha256
    assert found.headers["cache-control"] == "private, no-cache"
    assert "access-control-allow-origin" not in found.headers


async def test_a_key_makes_no_more_requests_than_its_rate_and_others_are_not_touched(world):
    slow, other = world.key("read", per_minute=3), world.key("read", per_minute=3)
    async with world.client(slow) as client:
        statuses = [(await client.get("/api/v1/jobs")).status_code for _ in range(4)]
        refused = await client.get("/api/v1/jobs")
    async with world.client(other) as client:
        assert (await client.get("/api/v1/jobs")).status_code == 200
    assert statuses == [200, 200, 200, 429]
    assert refused.json()["type"].endswith(":rate-limited")
    assert 1 <= int(refused.headers["retry-after"]) <= 21


async def test_addresses_without_a_key_are_told_apart_and_a_neighbourhood_of_ipv6_is_one(build):
    world = build(anonymous_rate=2)

    async def status(address: str) -> Any:
        async with world.client(client=(address, 1)) as client:
            return (await client.get("/api/v1/jobs")).status_code

    assert [await status("198.51.100.1") for _ in range(3)] == [200, 200, 429]
    assert await status("198.51.100.2") == 200
    assert [await status(f"2001:db8::{number}") for number in (1, 2, 3)] == [200, 200, 429]
    assert await status("2001:db8:0:1::1") == 200


@pytest.mark.parametrize(
    ("proxies", "peer", "forwarded", "counted"),
    [
        ("", "198.51.100.1", "203.0.113.5", "198.51.100.1"),
        ("198.51.100.0/24", "198.51.100.1", "203.0.113.5", "203.0.113.5"),
        ("198.51.100.0/24", "198.51.100.1", "6.6.6.6, 203.0.113.5, 198.51.100.2", "203.0.113.5"),
        ("198.51.100.0/24", "203.0.113.9", "6.6.6.6", "203.0.113.9"),
        ("198.51.100.0/24", "198.51.100.1", "nonsense", ""),
        ("198.51.100.0/24", "198.51.100.1", "", "198.51.100.1"),
    ],
)
def test_whom_a_request_is_from_is_told_by_trusted_proxies_alone(build, proxies, peer, forwarded, counted):
    door = build(trusted_proxies=proxies).services.door
    headers = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    assert door.address(peer, headers) == counted


async def test_what_does_not_exist_is_a_problem_too(world):
    async with world.client() as client:
        for path in ("/api/v1/nothing", "/api/", "/nowhere", f"/api/v1/reports/{address('x')}/nothing"):
            answer = await client.get(path)
            assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json"), path
        wrong = await client.put(REPORT)
    assert (wrong.status_code, wrong.headers["content-type"]) == (405, "application/problem+json")
    assert "GET" in wrong.headers["allow"]


async def test_a_fault_of_ours_tells_nothing(world, monkeypatch):
    def broken(*_args, **_options):
        raise RuntimeError("https://rpc.example/?api-key=secret")

    monkeypatch.setattr(world.services.desk, "history", broken)
    async with world.client() as client:
        answer = await client.get("/api/v1/jobs")
    assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json")
    assert "secret" not in answer.text


async def test_metrics_name_routes_and_no_addresses(world):
    world.keep(make_report())
    async with world.client(world.key()) as client:
        await client.get(REPORT)
        await client.get(f"/badge/{MINT}.svg")
        text = (await client.get("/metrics")).text
    assert 'launch_reporter_requests_total{method="GET",route="/reports/{mint}",status="200"} 1.0' in text
    assert "launch_reporter_badges_served 1.0" in text
    assert MINT not in text


async def test_readiness_follows_the_desk(world, monkeypatch):
    async with world.client() as client:
        assert (await client.get("/api/v1/ready")).json()["status"] == "ready"
        monkeypatch.setattr(world.services.desk, "ready", lambda: False)
        down = await client.get("/api/v1/ready")
        assert (await client.get("/api/v1/health")).status_code == 200
    assert (down.status_code, down.headers["content-type"]) == (503, "application/problem+json")
