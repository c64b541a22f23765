"""Signed badges: anybody can check one with the published keys, and nothing else passes for one."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from reporter.errors import InputError
from reporter.model.report import Report
from reporter.publish import badge, detached
from reporter.publish.badge import check, document, signed
from reporter.publish.keys import KEPT, KeyFolder, PublicKey
from reporter.report.render import json_document
from tests.report.factory import HOSTILE, MINT, bare_report, hostile_report, make_report, partial_report

NOW = 1_790_000_000
REPORT = make_report()
DAY = 24 * 3600
UNTIL = REPORT.badge.valid_until or 0
Keys = dict[str, PublicKey]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> KeyFolder:
    made = KeyFolder(tmp_path_factory.mktemp("data"))
    made.new(NOW)
    return made


@pytest.fixture(scope="module")
def keys(folder: KeyFolder) -> Keys:
    return {key.kid: key for key in folder.published()}


@pytest.fixture(scope="module")
def file(folder: KeyFolder) -> bytes:
    return signed(REPORT, "https://reports.example", folder.signing())


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def with_header(file: bytes, header: dict[str, Any], sign: Callable[[bytes], bytes] | None = None) -> bytes:
    """The badge file under another header, signed again where somebody could."""
    given = json.loads(file)
    first = b64(json.dumps(header).encode())
    signature = unb64(given["jws"].split(".")[2])
    if sign is not None:
        signature = sign(f"{first}.{b64(rfc8785.dumps(given['badge']))}".encode())
    return json.dumps({**given, "jws": f"{first}..{b64(signature)}"}).encode()


def raw(folder: KeyFolder) -> Callable[[bytes], bytes]:
    """What the folder's key signs, under whatever header."""
    key = folder.signing().private_key
    assert isinstance(key, Ed25519PrivateKey)
    return key.sign


def coloured(color: str, share: str, *, partial: bool = False) -> Report:
    covered = replace(REPORT.coverage, share=share, partial=partial)
    return replace(REPORT, coverage=covered, badge=replace(REPORT.badge, color=color))


def test_a_badge_is_valid_until_a_day_after_its_snapshot(file, keys):
    found = check(file, keys, NOW)
    assert (found.state, found.text) == ("valid", "valid until 2026-09-22 19:46:40 UTC")
    assert found.badge is not None
    assert (found.badge.mint, found.badge.snapshot_slot) == (MINT, REPORT.snapshot.slot)
    assert REPORT.snapshot.time == UNTIL - DAY
    assert check(file, keys, UNTIL).state == "valid"
    assert check(file, keys, UNTIL + 1).state == "expired"


def test_the_signature_covers_the_whole_report_and_its_evidence(file):
    told = json.loads(file)["badge"]
    assert told["report_sha256"] == hashlib.sha256(json_document.render(REPORT)).hexdigest()
    assert told["pack_sha256"] == REPORT.snapshot.pack_sha256


def test_another_library_checks_the_signature_over_the_canonical_document(file, keys):
    given = json.loads(file)
    header, payload, signature = given["jws"].split(".")
    told = json.loads(unb64(header))
    assert payload == ""
    assert told == {"alg": "EdDSA", "kid": next(iter(keys)), "typ": "launch-badge+jws"}
    public = Ed25519PublicKey.from_public_bytes(unb64(keys[told["kid"]].x))
    public.verify(unb64(signature), f"{header}.{b64(rfc8785.dumps(given['badge']))}".encode())


def test_the_document_may_be_spelled_in_any_way(file, keys):
    given = json.loads(file)
    turned = {"jws": given["jws"], "badge": dict(reversed(given["badge"].items()))}
    assert check(json.dumps(turned, indent=7).encode(), keys, NOW).state == "valid"


def test_every_altered_member_is_found(file, keys):
    given = json.loads(file)
    for name, value in given["badge"].items():
        other = "9" if isinstance(value, str) or value is None else value + 1
        changed = {**given, "badge": {**given["badge"], name: other}}
        assert check(json.dumps(changed).encode(), keys, NOW).state == "altered", name
        without = {k: v for k, v in given["badge"].items() if k != name}
        assert check(json.dumps({**given, "badge": without}).encode(), keys, NOW).state == "altered", name
    more = {**given, "badge": {**given["badge"], "extra": 1}}
    assert check(json.dumps(more).encode(), keys, NOW).state == "altered"


@settings(deadline=None)
@given(st.data())
def test_no_changed_byte_is_valid_unless_it_says_the_same(file, keys, data):
    place = data.draw(st.integers(0, len(file) - 1))
    changed = bytearray(file)
    changed[place] = data.draw(st.integers(0, 255))
    found = check(bytes(changed), keys, NOW)
    try:
        same = json.loads(changed) == json.loads(file)
    except ValueError:
        same = False
    assert (found.state == "valid") == same


def test_a_member_that_stands_twice_is_refused(file, keys):
    twice = file.replace(b'"color":', b'"color": "green", "color":', 1)
    assert json.loads(twice) == json.loads(file)
    assert check(twice, keys, NOW).state == "altered"


def test_a_badge_of_an_unknown_key_is_told_apart_from_an_altered_one(file, tmp_path):
    stranger = KeyFolder(tmp_path)
    stranger.new(NOW)
    assert check(file, {key.kid: key for key in stranger.published()}, NOW).state == "unknown key"
    assert check(file, {}, NOW).state == "unknown key"


def test_a_strangers_signature_under_a_known_id_is_altered(file, keys, tmp_path):
    stranger = KeyFolder(tmp_path)
    stranger.new(NOW)
    forged = with_header(file, {"alg": "EdDSA", "kid": next(iter(keys)), "typ": badge.TYPE}, raw(stranger))
    assert check(forged, keys, NOW).state == "altered"


def test_the_header_never_chooses_the_algorithm(file, keys, folder):
    kid = next(iter(keys))
    x, pem = unb64(keys[kid].x), folder.signing().as_pem(private=False)
    good = {"alg": "EdDSA", "kid": kid, "typ": badge.TYPE}

    def hmac_with(secret: bytes) -> Callable[[bytes], bytes]:
        return lambda said: hmac.digest(secret, said, "sha256")

    attempts: list[tuple[dict[str, Any], Callable[[bytes], bytes] | None]] = [
        ({**good, "alg": "none"}, lambda _: b""),
        ({**good, "alg": "None"}, lambda _: b""),
        ({**good, "alg": "HS256"}, hmac_with(x)),
        ({**good, "alg": "HS256"}, hmac_with(pem)),
        ({**good, "alg": "HS256"}, hmac_with(keys[kid].x.encode())),
        ({**good, "alg": "Ed25519"}, raw(folder)),
        ({**good, "alg": ["EdDSA"]}, raw(folder)),
        ({**good, "crit": ["b64"], "b64": True}, raw(folder)),
        ({**good, "crit": ["exp"], "exp": 1}, raw(folder)),
        ({**good, "b64": False}, raw(folder)),
        ({**good, "jwk": keys[kid].as_jwk()}, raw(folder)),
        ({**good, "jku": "https://reports.example/keys"}, raw(folder)),
        ({**good, "typ": "JWT"}, raw(folder)),
        ({"alg": "EdDSA", "kid": kid}, raw(folder)),
    ]
    assert check(with_header(file, good, raw(folder)), keys, NOW).state == "valid"
    for header, sign in attempts:
        found = check(with_header(file, header, sign), keys, NOW)
        assert (found.state, found.badge) == ("altered", None), header


def test_a_signature_with_its_payload_inside_or_of_another_form_is_refused(file, keys):
    given = json.loads(file)
    header, _, signature = given["jws"].split(".")
    for jws in (
        f"{header}.{b64(rfc8785.dumps(given['badge']))}.{signature}",
        f"{header}..{signature}=",
        "",
        "..",
        "a.b",
        "é..x",
    ):
        assert check(json.dumps({**given, "jws": jws}).encode(), keys, NOW).state == "altered"


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"badge": 1, "jws": 2}', b"\xff", b"[" * 60_000, b" " * 70_000])
def test_what_is_no_badge_file_is_altered_and_never_an_accident(keys, content):
    assert check(content, keys, NOW).state == "altered"


@pytest.mark.parametrize("value", [1 << 60, "\ud800", float("nan")])
def test_values_without_a_canonical_form_are_altered(file, keys, value):
    given = json.loads(file)
    assert check(json.dumps({**given, "badge": {**given["badge"], "low": value}}).encode(), keys, NOW).state == "altered"
    with pytest.raises(InputError, match="no canonical JSON form"):
        detached.canonical({"low": value})


def test_something_else_signed_by_the_same_key_is_no_badge(folder, keys):
    other = {"schema": "something-else/1"}
    file = json.dumps({"badge": other, "jws": detached.sign(other, folder.signing(), badge.TYPE)}).encode()
    found = check(file, keys, NOW)
    assert (found.state, found.text) == ("altered", "altered: signed, but no badge of a form this program knows")


def test_a_rotated_keys_badges_hold_until_they_expire_and_no_longer(tmp_path):
    folder = KeyFolder(tmp_path)
    folder.new(NOW)
    made = signed(replace(REPORT, badge=replace(REPORT.badge, valid_until=NOW + 10 * KEPT)), "x", folder.signing())
    folder.rotate(NOW + 100)
    keys = {key.kid: key for key in folder.published()}
    assert check(made, keys, NOW + 100 + KEPT).state == "valid"
    late = check(made, keys, NOW + 101 + KEPT)
    assert (late.state, "the key" in late.text) == ("expired", True)


def test_a_badge_is_grey_below_four_fifths_and_never_green_on_incomplete_data():
    assert document(coloured("green", "1.000000"), "x").color == "green"
    assert document(coloured("green", "0.990000"), "x").color == "yellow"
    assert document(coloured("green", "0.799999"), "x").color == "lightgrey"
    assert document(coloured("red", "0.799999"), "x").color == "lightgrey"
    assert document(coloured("green", "0.950000", partial=True), "x").color == "lightgrey"
    assert document(partial_report(), "x").color == "lightgrey"


def test_a_badge_that_could_not_expire_is_not_signed():
    with pytest.raises(InputError, match="could not expire"):
        document(bare_report(), "x")


def test_hostile_text_reaches_no_badge():
    report = hostile_report()
    report = replace(report, badge=replace(report.badge, message=HOSTILE, color=HOSTILE))
    told = document(report, HOSTILE)
    assert not set(told.message + told.color + told.issuer) & {"\x1b", "\u202e", "\u200b", "\r", "\n"}
    assert len(told.message) <= 64 + 40 * 2


def test_the_same_report_and_key_give_the_same_bytes(folder, file):
    assert signed(REPORT, "https://reports.example", folder.signing()) == file


def test_no_private_key_is_in_what_is_published(folder, file, tmp_path):
    private = folder.signing().as_dict(private=True)["d"]
    assert str(private) not in file.decode()
    assert isinstance(tmp_path, Path)
