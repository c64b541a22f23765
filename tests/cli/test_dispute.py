"""The owner's way through a dispute: print the text, sign it elsewhere, hand the signature in, see it beside the report."""

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from reporter.cli import report as command
from reporter.ledger.pack import write_pack
from reporter.model.report import Report
from reporter.report.render import json_document
from tests.cli.samples import a_pack
from tests.publish.owner import DOCUMENT, LINK, NOWHERE, OTHER, OWNER, REPORT


@pytest.fixture(autouse=True)
def _report() -> None:
    Path("report.json").write_bytes(DOCUMENT)


@pytest.fixture
def disputed(run):
    """A dispute handed in."""
    told = run("dispute", "text", "report.json", "--wallet", str(OWNER.pubkey()), "--link", LINK).out
    Path("text.txt").write_text(told)
    Path("signature.txt").write_text(f"{OWNER.sign_message(told.rstrip(chr(10)).encode())}\n")
    return run("dispute", "add", "report.json", "--text", "text.txt", "--signature", "signature.txt")


def test_a_signed_text_is_kept_beside_the_report_and_listed(run, disputed):
    assert (disputed.code, disputed.err) == (0, "")
    assert disputed.out.startswith(f"kept {OWNER.pubkey()} ")
    assert run("dispute", "list", "report.json").out == disputed.out.removeprefix("kept ")
    assert json.loads(Path("report.disputes").read_text())["schema"] == "launch-disputes/1"
    assert Path("report.json").read_bytes() == DOCUMENT


def test_the_signature_of_another_key_is_refused_and_nothing_is_kept(run, disputed):
    Path("report.disputes").unlink()
    told = Path("text.txt").read_text().rstrip("\n")
    Path("signature.txt").write_text(str(OTHER.sign_message(told.encode())))
    ran = run("dispute", "add", "report.json", "--text", "text.txt", "--signature", "signature.txt")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert not Path("report.disputes").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["text", "report.json"],
        ["text", "report.json", "--wallet", str(NOWHERE.pubkey())],
        ["text", "report.json", "--wallet", str(OWNER.pubkey()), "--link", "http://example.org"],
        ["text", "report.json", "--wallet", str(OWNER.pubkey()), "--at", "soon"],
        ["add", "report.json"],
        ["nonsense", "report.json"],
        ["list"],
    ],
)
def test_what_cannot_be_done_is_one_line(run, arguments):
    ran = run("dispute", *arguments)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)


def test_no_signature_is_taken_from_the_command_line_where_a_key_may_stand_in_its_place(run):
    ran = run("dispute", "add", "report.json", "--text", "x", "--signature", str(OWNER.sign_message(b"x")))
    assert ran.code == 2
    assert "looks like a private key" in ran.err


@pytest.mark.parametrize("shape", ["text", "markdown", "html"])
def test_a_report_from_its_pack_shows_the_disputes_beside_it(run, disputed, monkeypatch, shape):
    _packed(monkeypatch, REPORT)
    without = run("report", REPORT.mint, "--pack", "some.zip", "--format", shape)
    shown = run("report", REPORT.mint, "--pack", "some.zip", "--format", shape, "--disputes", "report.disputes")
    assert (shown.code, str(OWNER.pubkey()) in shown.out) == (0, True)
    assert "was not examined" in " ".join(shown.out.split())
    assert "was not examined" not in " ".join(without.out.split())


def test_disputes_of_another_report_are_not_shown(run, disputed, monkeypatch):
    _packed(monkeypatch, replace(REPORT, platform="elsewhere"))
    ran = run("report", REPORT.mint, "--pack", "some.zip", "--disputes", "report.disputes")
    assert (ran.code, ran.out) == (2, "")
    assert "not signed for it" in ran.err


@pytest.mark.parametrize("more", [["--pack", "some.zip", "--format", "json"], ["--format", "text"]])
def test_disputes_are_never_part_of_a_document_or_of_a_live_report(run, disputed, monkeypatch, more):
    _packed(monkeypatch, REPORT)
    assert run("report", REPORT.mint, *more, "--disputes", "report.disputes").code == 2


def _packed(monkeypatch: pytest.MonkeyPatch, report: Report) -> None:
    monkeypatch.setattr(command, "analyse", lambda pack: json_document.read(json_document.render(report)))
    write_pack(Path("some.zip"), a_pack(REPORT.mint))
