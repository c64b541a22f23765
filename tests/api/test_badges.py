"""Badges: whole answers from memory that follow the store."""

import shutil
from typing import Any

import msgspec
import pytest

from reporter.api.badges import Badges, expired
from reporter.jobs.store import Store
from reporter.model.report import Report
from reporter.report.render import badge_json, badge_svg
from tests.api.asgi import client_of
from tests.jobs.reports import numbered, pack_of
from tests.report.factory import HOSTILE, MINT, START, address, make_report

DAY_LATER = START + 20_000 + 86_400


class Clock:
    def __init__(self, now: float = DAY_LATER - 3600) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path)


@pytest.fixture
def badges(store, clock):
    return Badges(store, clock=clock)


def _keep(store: Store, number: int = 1, slot: int | None = None, **changes: Any) -> Report:
    report = numbered(make_report(**changes), number, slot)
    store.save(report, pack_of(report))
    return report


@pytest.mark.parametrize(
    ("form", "media_type", "render"),
    [("svg", "image/svg+xml", badge_svg.render), ("json", "application/json", badge_json.render)],
)
async def test_a_badge_is_that_of_the_latest_report_in_each_form(store, badges, form, media_type, render):
    report = _keep(store)
    async with client_of(badges) as client:
        answer = await client.get(f"/badge/{MINT}.{form}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, media_type)
    assert answer.content == render(report)
    assert answer.headers["cache-control"] == "public, max-age=60"
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("wrap", ["{}", "W/{}", '"other", {}', "*"])
async def test_a_reader_who_has_it_already_gets_304_without_a_body(store, badges, wrap):
    _keep(store)
    async with client_of(badges) as client:
        etag = (await client.get(f"/badge/{MINT}.svg")).headers["etag"]
        again = await client.get(f"/badge/{MINT}.svg", headers={"if-none-match": wrap.format(etag)})
        other = await client.get(f"/badge/{MINT}.svg", headers={"if-none-match": '"other"'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    assert other.status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        f"{MINT}.svg",
        f"{MINT}.png",
        MINT,
        "nonsense.svg",
        "..%2f..%2fetc%2fpasswd.svg",
        f"{MINT[:-1]}.svg",
        ".svg",
        "",
        "%00.svg",
    ],
)
async def test_what_is_not_there_is_a_problem_document_of_status_404(store, badges, path):
    if not path.endswith(f"{MINT}.svg"):
        _keep(store)
    async with client_of(badges) as client:
        answer = await client.get(f"/badge/{path}")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    assert answer.json()["type"] == "urn:launch-reporter:problem:not-found"
    assert answer.headers["cache-control"] == "no-store"


async def test_another_method_is_refused_with_the_ones_that_work(badges):
    async with client_of(badges) as client:
        answer = await client.post(f"/badge/{MINT}.svg")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
    assert answer.json()["status"] == 405


async def test_a_new_report_shows_within_a_second_and_the_old_one_until_it_is_read(store, badges, clock):
    _keep(store)
    async with client_of(badges) as client:
        first = await client.get(f"/badge/{MINT}.json")
        newer = msgspec.structs.replace(make_report().badge, message="linked 1.0 % to 2.0 %")
        _keep(store, 2, badge=newer, slot=make_report().snapshot.slot + 5)
        soon = await client.get(f"/badge/{MINT}.json")
        clock.now += 1.1
        await client.get(f"/badge/{MINT}.json")  # this one has it looked at
        await badges.settled()
        later = await client.get(f"/badge/{MINT}.json")
    assert first.json()["message"] == soon.json()["message"] == "linked 27.0 % to 30.0 %"
    assert later.json()["message"] == "linked 1.0 % to 2.0 %"


async def test_a_first_report_shows_and_a_removed_one_goes_within_a_second(store, badges, clock, tmp_path):
    async with client_of(badges) as client:

        async def status_later() -> int:
            clock.now += 1.1
            await client.get(f"/badge/{MINT}.svg")
            await badges.settled()
            return (await client.get(f"/badge/{MINT}.svg")).status_code

        assert await status_later() == 404
        _keep(store)
        assert await status_later() == 200
        shutil.rmtree(tmp_path / "reports" / MINT)
        assert await status_later() == 404


async def test_a_badge_past_its_time_says_so_in_grey(store, badges, clock):
    report = _keep(store)
    async with client_of(badges) as client:
        before = (await client.get(f"/badge/{MINT}.json")).json()
        clock.now = DAY_LATER + 1
        await client.get(f"/badge/{MINT}.json")
        await badges.settled()
        after = (await client.get(f"/badge/{MINT}.json")).json()
    assert before["color"] == report.badge.color != "lightgrey"
    assert after == {
        "schemaVersion": 1,
        "label": "launch report",
        "message": f"{report.badge.message}, expired",
        "color": "lightgrey",
    }
    assert expired(report.badge).low == report.badge.low


async def test_memory_is_bounded_by_the_number_of_mints_kept(store, clock):
    badges = Badges(store, clock=clock, kept=2)
    mints = [numbered(make_report(mint=mint), 1) for mint in (MINT, address("second"), address("third"))]
    async with client_of(badges) as client:
        for report in mints:
            store.save(report, pack_of(report))
            assert (await client.get(f"/badge/{report.mint}.svg")).status_code == 200
        for number in range(50):
            assert (await client.get(f"/badge/{address(str(number))}.svg")).status_code == 404
    assert (len(badges._found), len(badges._absent)) == (2, 0)


async def test_a_damaged_report_is_passed_over(store, badges, tmp_path):
    _keep(store)
    (tmp_path / "reports" / MINT / f"{'0' * 64}.json").write_bytes(b"{")
    async with client_of(badges) as client:
        assert (await client.get(f"/badge/{MINT}.svg")).status_code == 200


async def test_what_a_creator_writes_changes_nothing_in_a_badge(store, badges):
    plain = _keep(store)
    async with client_of(badges) as client:
        honest = await client.get(f"/badge/{MINT}.svg")
    token = msgspec.structs.replace(plain.token, name=HOSTILE * 1000, symbol="\r\nset-cookie: a=b")
    hostile = Badges(store)
    _keep(store, 2, token=token, slot=plain.snapshot.slot + 1)
    async with client_of(hostile) as client:
        answer = await client.get(f"/badge/{MINT}.svg", headers={"if-none-match": "x"})
    assert "set-cookie" not in answer.headers
    assert len(answer.content) < 2 * len(honest.content)
