"""`reporter verify`: one line when the pack holds, one line that says what differs when it does not."""

import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.cli import verify as command
from reporter.cli.document import document
from reporter.ledger.pack import write_pack
from tests.cli.samples import a_pack, a_report

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=12,
)


@pytest.fixture(autouse=True)
def _pack(monkeypatch):
    write_pack(Path("some.zip"), a_pack())
    monkeypatch.setattr(command, "analyse", lambda pack: a_report())


def _altered(**changes: Any) -> None:
    report = json.loads(document(a_report(), "json"))
    report.update(changes)
    Path("report.json").write_text(json.dumps(report))


def test_a_sound_pack_is_one_line_with_both_hashes(run):
    ran = run("verify", "some.zip")
    report = hashlib.sha256(document(a_report(), "json")).hexdigest()
    assert (ran.code, ran.out, ran.err) == (0, f"ok pack {'ab' * 32} report {report}\n", "")


def test_what_report_printed_is_what_verify_compares(run, monkeypatch):
    from reporter.cli import report

    monkeypatch.setattr(report, "analyse", lambda pack: a_report())
    Path("report.json").write_text(run("report", a_report().mint, "--pack", "some.zip", "--format", "json").out)
    assert run("verify", "some.zip", "--report", "report.json").code == 0


def test_the_places_that_differ_are_named_with_what_they_were_and_are(run):
    _altered(
        platform="9f8e7d6c5b4a",
        limits=["one", "two"],
        extra=1,
        coverage={**json.loads(document(a_report(), "json"))["coverage"], "calls": 11},
    )
    ran = run("verify", "some.zip", "--report", "report.json")
    assert (ran.code, ran.out) == (2, "")
    assert (
        ran.err
        == "reporter: the report given differs from what the pack gives at /coverage/calls (was 11, is 10), /extra (was 1, is "
        'absent), /limits/0 (was "one", is "No finding is not proof of independence."), /limits/1 (was "two", is absent), '
        '/platform (was "9f8e7d6c5b4a", is "unknown")\n'
    )


def test_what_a_given_report_says_reaches_the_terminal_harmless_and_short(run):
    _altered(platform="\x1b[2J\u202e" + "x" * 10_000, **{"\x1b[31mred\u200b": 1})
    ran = run("verify", "some.zip", "--report", "report.json")
    assert ran.err.rstrip("\n").isprintable()
    assert len(ran.err) < 400


def test_many_differences_are_counted(run):
    Path("report.json").write_text("{}")
    ran = run("verify", "some.zip", "--report", "report.json")
    assert ran.code == 2
    assert ran.err.endswith("more places\n")
    assert ran.err.count(" is ") == 5


def test_a_report_written_differently_is_told_apart_from_one_that_says_something_else(run):
    _altered()
    ran = run("verify", "some.zip", "--report", "report.json")
    assert ran.code == 2
    assert "says the same as the pack, but is written differently" in ran.err


def test_what_is_no_json_is_refused(run):
    Path("report.json").write_bytes(b"\xff{")
    ran = run("verify", "some.zip", "--report", "report.json")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "reporter: the report given is no JSON document; the pack itself is sound\n"


@pytest.mark.parametrize("at", [0.001, 0.3, 0.6, 0.999])
def test_one_changed_byte_anywhere_is_found(run, at):
    content = bytearray(Path("some.zip").read_bytes())
    content[int(len(content) * at)] ^= 1
    Path("altered.zip").write_bytes(content)
    ran = run("verify", "altered.zip")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("content", [b"", b"PK", b"no pack at all", b'{"mint": 1}'])
def test_what_is_no_pack_is_refused(run, content):
    Path("other.zip").write_bytes(content)
    assert run("verify", "other.zip").code == 2


def test_a_pack_of_another_version_exits_with_5(run):
    write_pack(Path("old.zip"), a_pack(program="0.0.1"))
    assert run("verify", "old.zip").code == 5


def test_a_foreign_zip_is_refused(run):
    with zipfile.ZipFile("foreign.zip", "w") as archive:
        archive.writestr("manifest.json", "{}")
    assert run("verify", "foreign.zip").code == 2


def test_an_absent_report_is_told_in_one_line(run):
    ran = run("verify", "some.zip", "--report", "absent.json")
    assert (ran.code, ran.out, ran.err) == (1, "", "reporter: absent.json: No such file or directory\n")


@given(JSON)
def test_nothing_differs_from_itself(value):
    assert list(command.differences(value, json.loads(json.dumps(value)))) == []


@given(JSON, JSON)
def test_documents_that_differ_show_a_place(a, b):
    assert bool(list(command.differences(a, b))) == (json.dumps(a, sort_keys=True) != json.dumps(b, sort_keys=True))
