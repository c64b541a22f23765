"""Finished reports: every format, parts, entity tags, and hostile text that changes nothing."""

import msgspec
import pytest

from reporter.api.media import MEDIA
from reporter.report.render import json_document
from reporter.report.render.formats import FORMATS
from tests.jobs.reports import numbered, pack_of
from tests.report.factory import HOSTILE, MINT, address, hostile_report, make_report

PATH = f"/api/v1/reports/{MINT}"


@pytest.mark.parametrize("name", list(FORMATS))
async def test_a_report_is_given_in_every_format_with_an_entity_tag(world, name):
    report = world.keep(make_report())
    async with world.client() as client:
        answer = await client.get(PATH, params={"format": name})
        again = await client.get(PATH, params={"format": name}, headers={"if-none-match": answer.headers["etag"]})
    assert answer.status_code == 200
    assert answer.content == FORMATS[name](json_document.read(json_document.render(report)))
    assert answer.headers["content-type"] == MEDIA[name][0]
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", answer.headers["etag"])


async def test_formats_have_tags_of_their_own_and_an_unknown_one_is_refused(world):
    world.keep(make_report())
    async with world.client() as client:
        tags = {(await client.get(PATH, params={"format": name})).headers["etag"] for name in FORMATS}
        unknown = await client.get(PATH, params={"format": "docx"})
    assert len(tags) == len(FORMATS)
    assert (unknown.status_code, unknown.json()["errors"][0]["pointer"]) == (422, "/format")


async def test_the_latest_report_is_given_or_the_one_that_is_named(world):
    old, new = numbered(make_report(), 1), numbered(make_report(), 2, make_report().snapshot.slot + 9)
    world.keep(old)
    world.keep(new)
    async with world.client() as client:
        latest = await client.get(PATH)
        named = await client.get(PATH, params={"snapshot": old.snapshot.pack_sha256})
        absent = await client.get(PATH, params={"snapshot": "0" * 64})
        listed = (await client.get(f"{PATH}/snapshots")).json()["snapshots"]
    assert latest.json()["snapshot"]["pack_sha256"] == new.snapshot.pack_sha256
    assert latest.headers["cache-control"] == "public, max-age=30"
    assert named.content == json_document.render(old)
    assert named.headers["cache-control"] == "public, max-age=86400"
    assert absent.status_code == 404
    assert [row["sha256"] for row in listed] == [new.snapshot.pack_sha256, old.snapshot.pack_sha256]


async def test_findings_entities_and_pack_are_those_of_the_report(world):
    report = world.keep(make_report())
    async with world.client() as client:
        findings = (await client.get(f"{PATH}/findings")).json()
        entities = (await client.get(f"{PATH}/entities")).json()
        pack = await client.get(f"{PATH}/pack")
    assert findings["findings"] == msgspec.to_builtins(report.findings)
    assert entities["entities"] == msgspec.to_builtins(report.entities)
    assert findings["sha256"] == entities["sha256"] == report.snapshot.pack_sha256
    assert pack.headers["content-type"] == "application/zip"
    assert pack.content[:2] == b"PK"


async def test_holders_come_in_parts_of_the_report_they_began_in(world):
    report = world.keep(numbered(make_report(), 1))
    async with world.client() as client:
        first = (await client.get(f"{PATH}/holders", params={"limit": 5})).json()
        world.keep(numbered(make_report(holders=report.holders[:1]), 2, report.snapshot.slot + 9))
        seen, cursor = first["holders"], first["next"]
        while cursor:
            page = (await client.get(f"{PATH}/holders", params={"limit": 5, "cursor": cursor})).json()
            seen, cursor = seen + page["holders"], page["next"]
        wrong = [await client.get(f"{PATH}/holders", params={"cursor": text}) for text in ("x", "AAAA", "é", "MC54")]
    assert seen == msgspec.to_builtins(report.holders)
    assert first["total"] == len(report.holders)
    assert [answer.status_code for answer in wrong] == [422] * 4


@pytest.mark.parametrize("part", ["", "/findings", "/entities", "/holders", "/pack"])
async def test_a_mint_without_a_report_is_not_found(world, part):
    async with world.client() as client:
        absent = await client.get(f"/api/v1/reports/{address('nobody')}{part}")
        wrong = await client.get(f"/api/v1/reports/{'0' * 40}{part}")
    assert (absent.status_code, wrong.status_code) == (404, 422)


@pytest.mark.parametrize("name", [HOSTILE, "a\r\nset-cookie: x=y\r\n\r\n<script>alert(1)</script>", "x" * 1_000_000])
async def test_what_a_creator_writes_changes_no_head_and_opens_no_page(world, name):
    honest = make_report()
    world.keep(honest)
    hostile = hostile_report()
    hostile = msgspec.structs.replace(
        hostile, token=msgspec.structs.replace(hostile.token, name=name, symbol=name), mint=address("hostile")
    )
    world.keep(hostile)
    paths = [
        "",
        "/findings",
        "/entities",
        "/holders",
        "/snapshots",
        *(f"?format={known}" for known in FORMATS if known != "json"),
    ]
    async with world.client() as client:
        for path in paths:
            usual = await client.get(f"{PATH}{path}")
            answer = await client.get(f"/api/v1/reports/{hostile.mint}{path}")
            assert answer.status_code == 200
            heads = [
                {
                    key: value
                    for key, value in each.headers.items()
                    if key not in {"etag", "content-length", "content-disposition"}
                }
                for each in (usual, answer)
            ]
            assert heads[0] == heads[1]
            assert "script-src" not in answer.headers["content-security-policy"]
            assert "default-src 'none'" in answer.headers["content-security-policy"]
            if answer.headers["content-type"].startswith(("text/html", "image/svg")):
                assert "<script>alert" not in answer.text
        listed = (await client.get(f"/api/v1/reports/{hostile.mint}/snapshots")).json()["snapshots"][0]
    assert len(listed["name"]) <= 64
    assert "\n" not in listed["name"]


async def test_head_is_answered_like_get(world):
    world.keep(make_report())
    async with world.client() as client:
        head, get = await client.head(PATH), await client.get(PATH)
    assert (head.status_code, head.headers["etag"]) == (200, get.headers["etag"])


async def test_a_report_that_is_damaged_is_an_answer_not_a_crash(world, tmp_path):
    world.keep(make_report())
    (file,) = (world.settings.data_dir / "reports" / MINT).glob("*.json")
    file.write_bytes(b"{}")
    async with world.client() as client:
        assert (await client.get(PATH)).status_code == 404
    assert pack_of().parameters.mint
