"""Keys, signed badges and their check, from the command line."""

import json
import time
from pathlib import Path

import pytest
from msgspec.structs import replace

from reporter.cli import report as command
from reporter.cli.verify_badge import moment
from reporter.errors import InputError
from reporter.ledger.pack import write_pack
from tests.cli.samples import MINT, a_pack, a_report


@pytest.fixture
def signed(run, monkeypatch) -> Path:
    """A badge made a moment ago, with the keys beside it."""
    now = int(time.time())
    report = a_report()
    report = replace(report, badge=replace(report.badge, valid_until=now + 3600), snapshot=replace(report.snapshot, time=now))
    monkeypatch.setattr(command, "analyse", lambda pack: report)
    write_pack(Path("some.zip"), a_pack())
    assert run("keys", "new").code == 0
    Path("badge.json").write_text(run("report", MINT, "--pack", "some.zip", "--format", "badge-jws").out)
    Path("keys.json").write_text(run("keys", "jwks").out)
    Path("report.json").write_text(run("report", MINT, "--pack", "some.zip", "--format", "json").out)
    return Path("badge.json")


def test_a_signed_badge_is_valid_for_whoever_has_the_keys(run, signed):
    ran = run("verify-badge", "badge.json", "--jwks", "keys.json", "--report", "report.json")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("valid until ")
    assert "network simulated" in ran.out
    assert ran.out.endswith("signed by unnamed\n")


def test_an_expired_badge_exits_with_2(run, signed):
    ran = run("verify-badge", "badge.json", "--jwks", "keys.json", "--at", "2030-01-01T00:00:00Z")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("reporter: expired: ")


def test_an_altered_badge_exits_with_2(run, signed):
    signed.write_text(signed.read_text().replace("no data", "linked supply 0.0 % to 0.0 %"))
    ran = run("verify-badge", "badge.json", "--jwks", "keys.json")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("reporter: altered: ")


def test_a_badge_of_an_unknown_key_exits_with_2(run, signed):
    Path("keys.json").write_text('{"keys": []}')
    ran = run("verify-badge", "badge.json", "--jwks", "keys.json")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("reporter: unknown key: ")


def test_another_report_than_the_one_signed_for_is_told(run, signed):
    Path("report.json").write_text(Path("report.json").read_text() + " ")
    ran = run("verify-badge", "badge.json", "--jwks", "keys.json", "--report", "report.json")
    assert (ran.code, ran.err.startswith("reporter: altered: this report is not the one")) == (2, True)


def test_a_rotated_key_is_listed_with_its_end_until_it_is_removed(run, signed):
    first = json.loads(Path("keys.json").read_text())["keys"][0]["kid"]
    rotated = run("keys", "rotate").out.splitlines()
    assert [line.split()[0] for line in rotated] == ["made", "rotated"]
    Path("keys.json").write_text(run("keys", "jwks").out)
    assert run("verify-badge", "badge.json", "--jwks", "keys.json").code == 0
    assert f"rotated {first}" in run("keys", "list").out
    assert run("keys", "remove", first).out == f"removed {first}\n"
    assert first not in run("keys", "list").out + run("keys", "jwks").out


def test_without_a_key_nothing_is_read_or_printed(run, monkeypatch):
    monkeypatch.setattr(command, "make_report", lambda *a, **k: pytest.fail("the ledger was read"))
    ran = run("report", MINT, "--format", "badge-jws")
    assert (ran.code, ran.out) == (2, "")
    assert "reporter keys new" in ran.err


def test_a_key_others_could_read_is_refused_in_one_line(run, signed, tmp_path):
    for file in (tmp_path / "data" / "keys").iterdir():
        file.chmod(0o644)
    ran = run("report", MINT, "--pack", "some.zip", "--format", "badge-jws")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "mode 0644, wanted 0600" in ran.err


@pytest.mark.parametrize("arguments", [["remove"], ["new", "x"], ["nonsense"], []])
def test_keys_takes_one_action(run, arguments):
    assert run("keys", *arguments).code == 2


def test_times_are_seconds_or_iso_8601():
    assert moment("1790000000") == moment("2026-09-21T14:13:20Z") == moment("2026-09-21T16:13:20+02:00")
    assert moment("2026-09-21T14:13:20") == 1790000000
    for text in ("soon", "-5", "", "9" * 30):
        with pytest.raises(InputError):
            moment(text)
