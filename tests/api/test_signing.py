"""Signed badges and the published keys: what one gives, the other checks."""

import pytest

from reporter.publish import badge, jwks
from reporter.publish.keys import KeyFolder
from tests.report.factory import MINT, START, make_report


@pytest.fixture
def folder(world):
    return KeyFolder(world.settings.data_dir)


async def test_a_signed_badge_is_checked_with_the_published_keys(world, folder):
    folder.new(START)
    world.keep(make_report())
    async with world.client() as client:
        signed = await client.get(f"/badge/{MINT}.jws")
        keys = await client.get("/.well-known/jwks.json")
    assert (signed.headers["content-type"], keys.headers["content-type"]) == ("application/json", "application/jwk-set+json")
    verdict = badge.check(signed.content, jwks.read(keys.content), START + 1)
    assert verdict.state == "valid"
    assert verdict.badge is not None
    assert (verdict.badge.mint, verdict.badge.message) == (MINT, make_report().badge.message)
    assert badge.check(signed.content.replace(b"27.0", b"26.0"), jwks.read(keys.content), START + 1).state == "altered"


async def test_without_a_key_there_is_no_signed_badge_and_the_others_show(world):
    world.keep(make_report())
    async with world.client() as client:
        assert (await client.get(f"/badge/{MINT}.jws")).status_code == 404
        assert (await client.get(f"/badge/{MINT}.svg")).status_code == 200
        assert (await client.get("/.well-known/jwks.json")).json() == {"keys": []}


async def test_the_key_set_never_holds_a_private_half(world, folder):
    folder.new(START)
    folder.rotate(START + 10)
    async with world.client() as client:
        rows = (await client.get("/.well-known/jwks.json")).json()["keys"]
    assert len(rows) == 2
    assert all("d" not in row for row in rows)


async def test_keys_others_could_read_sign_nothing_and_are_a_fault_that_tells_nothing(world, folder, tmp_path):
    folder.new(START)
    (world.settings.data_dir / "keys").chmod(0o755)
    world.keep(make_report())
    async with world.client() as client:
        assert (await client.get(f"/badge/{MINT}.jws")).status_code == 404
        assert (await client.get(f"/badge/{MINT}.svg")).status_code == 200
        broken = await client.get("/.well-known/jwks.json")
    assert (broken.status_code, broken.headers["content-type"]) == (500, "application/problem+json")


async def test_what_the_app_tells_people_to_embed_is_served(world):
    from reporter.web.blocks.badge import base, snippets

    world.keep(make_report())
    html = snippets(MINT, base("", "http://reporter.example/?mint=x"))["HTML"]
    picture = html.split('src="', 1)[1].split('"', 1)[0]
    async with world.client() as client:
        assert (await client.get(picture)).headers["content-type"] == "image/svg+xml"
