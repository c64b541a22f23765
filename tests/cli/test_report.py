"""`reporter report`: what goes where, with which exit code. Reading the ledger is replaced where the rooms are composed."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from reporter.cli import report as command
from reporter.cli.document import document
from reporter.errors import (
    Cancelled,
    EndpointBusy,
    EndpointRefused,
    EndpointUnreachable,
    HistoryPruned,
    NeverTraded,
    NotAMint,
)
from reporter.ledger.pack import read_pack, write_pack
from reporter.model.pack import QUICK_BUDGET, Parameters
from reporter.model.progress import Progress
from reporter.report.render import text
from reporter.settings import PUBLIC_ENDPOINT
from tests.cli.samples import KEYED_URL, MINT, OTHER_MINT, Made, a_pack, a_report


class Session:
    """A session that remembers what it was asked and makes a fixed report."""

    def __init__(self) -> None:
        self.asked: dict[str, Any] = {}
        self.report = a_report()
        self.error: Exception | None = None

    def __call__(self, parameters, **rest):
        self.asked = {"parameters": parameters, **rest}
        rest["watch"](Progress("resolve", 1, 2, 1, "the mint"))
        rest["watch"](Progress("trades", 5, 9, 6))
        if self.error:
            raise self.error
        return Made(self.report, a_pack())


@pytest.fixture
def session(monkeypatch):
    fake = Session()
    monkeypatch.setattr(command, "make_report", fake)
    return fake


def test_the_report_alone_goes_to_standard_output(run, session):
    ran = run("report", MINT, "--format", "json")
    assert ran.code == 0
    assert ran.out.encode() == document(session.report, "json")
    assert json.loads(ran.out)["mint"] == MINT
    assert ran.err == "resolve: 1 of 2, 1 calls, the mint\ntrades: 5 of 9, 6 calls\n"


def test_text_is_the_default(run, session):
    ran = run("report", MINT)
    assert (ran.code, ran.out.encode()) == (0, document(session.report, "text"))


def test_on_a_terminal_the_text_fits_and_has_colour(session, monkeypatch):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "72")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    coloured = document(session.report, "text").decode()
    monkeypatch.setenv("NO_COLOR", "1")
    plain = document(session.report, "text").decode()
    assert "\x1b[" in coloured
    assert "\x1b[" not in plain
    assert plain == text.render(session.report, width=72)


def test_a_link_names_the_mint_too(run, session):
    assert run("report", f"https://pump.fun/coin/{MINT}").code == 0
    assert session.asked["parameters"].mint == MINT


def test_without_options_the_settings_decide(run, session, monkeypatch, tmp_path):
    assert run("report", MINT).code == 0
    assert session.asked["endpoints"] == (PUBLIC_ENDPOINT,)
    assert session.asked["parameters"] == Parameters(mint=MINT)
    assert session.asked["data_dir"] == tmp_path / "data"
    assert session.asked["max_rps"] is None
    for name, value in {"RPC_URLS": KEYED_URL, "BUDGET": "100", "WINDOW": "50", "MAX_RPS": "3"}.items():
        monkeypatch.setenv(f"REPORTER_{name}", value)
    assert run("report", MINT).code == 0
    assert session.asked["endpoints"] == (KEYED_URL,)
    assert session.asked["parameters"] == Parameters(mint=MINT, window=50, budget=100)
    assert session.asked["max_rps"] == 3


def test_options_outrank_settings(run, session, monkeypatch):
    monkeypatch.setenv("REPORTER_RPC_URLS", KEYED_URL)
    monkeypatch.setenv("REPORTER_BUDGET", "100")
    urls = ("http://127.0.0.1:1", "http://127.0.0.1:2")
    assert (
        run(
            "report", MINT, "--rpc-url", urls[0], "--rpc-url", urls[1], "--budget", "7", "--window", "9", "--max-rps", "2.5"
        ).code
        == 0
    )
    assert session.asked["endpoints"] == urls
    assert session.asked["parameters"] == Parameters(mint=MINT, window=9, budget=7)
    assert session.asked["max_rps"] == 2.5


@pytest.mark.parametrize(
    ("budget", "spent"), [([], QUICK_BUDGET), (["--budget", "500"], QUICK_BUDGET), (["--budget", "20"], 20)]
)
def test_a_quick_report_never_spends_more_than_its_own_budget(run, session, budget, spent):
    assert run("report", MINT, "--quick", *budget).code == 0
    assert session.asked["parameters"] == Parameters(mint=MINT, budget=spent, quick=True)


def test_progress_for_machines_is_one_object_a_line(run, session):
    ran = run("report", MINT, "--json-progress")
    assert [json.loads(line) for line in ran.err.splitlines()] == [
        {"phase": "resolve", "done": 1, "wanted": 2, "calls": 1, "details": "the mint"},
        {"phase": "trades", "done": 5, "wanted": 9, "calls": 6, "details": ""},
    ]


def test_a_partial_report_is_printed_and_exits_with_4(run, session):
    session.report = a_report(partial=True)
    ran = run("report", MINT, "--format", "json")
    assert ran.code == 4
    assert json.loads(ran.out)["coverage"]["partial"] is True
    assert ran.err.splitlines()[-1] == "reporter: partial report: 3 of 10 questions have no answer; see its coverage"


def test_the_pack_is_on_disk_before_the_report_is_printed(run, session, monkeypatch, tmp_path):
    seen = []
    monkeypatch.setattr(command, "emit", lambda content: seen.append(read_pack(tmp_path / "kept.zip").parameters.mint))
    assert run("report", MINT, "--save-pack", "kept.zip").code == 0
    assert seen == [MINT]


@pytest.mark.parametrize("place", ["no/such/folder/kept.zip", "."])
def test_a_place_that_cannot_hold_the_pack_is_refused_before_the_ledger_is_read(run, session, place):
    ran = run("report", MINT, "--save-pack", place)
    assert (ran.code, ran.out) == (2, "")
    assert session.asked == {}


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (NotAMint("this account is no token mint"), 2),
        (NeverTraded("no trade of this mint was found"), 2),
        (EndpointUnreachable("no endpoint answers"), 3),
        (EndpointBusy("the endpoint asks to slow down"), 3),
        (EndpointRefused("the endpoint refuses getTransaction"), 3),
        (HistoryPruned("the endpoint no longer holds slot 5"), 3),
        (Cancelled("stopped"), 130),
        (KeyboardInterrupt(), 130),
        (PermissionError(13, "Permission denied", "archive.db"), 1),
        (EndpointUnreachable(f"cannot reach {KEYED_URL}\nat all"), 3),
    ],
)
def test_a_failure_is_one_line_with_its_exit_code_and_no_report(run, session, tmp_path, error, code):
    session.error = error
    ran = run("report", MINT, "--save-pack", "kept.zip", "--rpc-url", KEYED_URL)
    assert (ran.code, ran.out) == (code, "")
    assert [line for line in ran.err.splitlines() if line.startswith("reporter: ")] == [ran.err.splitlines()[-1]]
    assert "9f8e7d6c5b4a" not in ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


@pytest.mark.parametrize(
    "given",
    [
        "",
        "not an address",
        MINT[:-6],
        MINT + "22222",
        "0" + MINT[1:],
        "11111111111111111111111111111111111",
        f"{MINT} {OTHER_MINT}",
    ],
    ids=["empty", "words", "short", "long", "alphabet", "33 bytes", "two"],
)
def test_what_is_no_address_is_refused_before_the_ledger_is_read(run, session, given):
    ran = run("report", given)
    assert (ran.code, ran.out, session.asked) == (2, "", {})
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    "url", ["ftp://node.example/9f8e7d6c5b4a", "node.example/9f8e7d6c5b4a", "https://", "http://[9f8e7d6c5b4a"]
)
def test_what_is_no_endpoint_is_refused_and_not_repeated(run, session, url):
    ran = run("report", MINT, "--rpc-url", "http://127.0.0.1:1", "--rpc-url", url)
    assert (ran.code, session.asked) == (2, {})
    assert ran.err == "reporter: --rpc-url number 2 is no http or https URL\n"


def test_a_faulty_setting_is_named_and_not_repeated(run, session, monkeypatch):
    monkeypatch.setenv("REPORTER_RPC_URLS", "node.example/9f8e7d6c5b4a")
    ran = run("report", MINT)
    assert ran.code == 2
    assert ran.err.startswith("reporter: REPORTER_RPC_URLS: ")
    assert "9f8e7d6c5b4a" not in ran.err


class TestPack:
    """A report from a pack touches no network and no settings."""

    @pytest.fixture(autouse=True)
    def _pack(self, monkeypatch, session):
        write_pack(Path("some.zip"), a_pack())
        monkeypatch.setattr(command, "analyse", lambda pack: a_report())
        monkeypatch.setenv("REPORTER_BUDGET", "not looked at")

    def test_a_pack_gives_its_report(self, run, session):
        ran = run("report", MINT, "--pack", "some.zip", "--format", "json")
        assert (ran.code, ran.out.encode(), ran.err) == (0, document(a_report(), "json"), "")
        assert session.asked == {}

    def test_a_pack_of_another_mint_is_refused(self, run):
        ran = run("report", OTHER_MINT, "--pack", "some.zip")
        assert (ran.code, ran.out) == (2, "")
        assert ran.err == "reporter: this evidence pack is about another mint than the one asked for\n"

    @pytest.mark.parametrize(
        "option",
        [
            ["--rpc-url", "http://127.0.0.1:1"],
            ["--save-pack", "x.zip"],
            ["--quick"],
            ["--budget", "5"],
            ["--max-rps", "5"],
            ["--window", "5"],
        ],
    )
    def test_options_that_a_pack_cannot_honour_are_refused(self, run, option):
        ran = run("report", MINT, "--pack", "some.zip", *option)
        assert (ran.code, ran.out) == (2, "")
        assert option[0] in ran.err

    def test_a_truncated_pack_is_refused(self, run):
        whole = Path("some.zip").read_bytes()
        Path("cut.zip").write_bytes(whole[: len(whole) // 2])
        ran = run("report", MINT, "--pack", "cut.zip")
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)

    def test_an_absent_pack_is_refused(self, run):
        ran = run("report", MINT, "--pack", "absent.zip")
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)

    def test_a_pack_of_another_version_exits_with_5(self, run):
        write_pack(Path("old.zip"), a_pack(program="0.0.1"))
        ran = run("report", MINT, "--pack", "old.zip")
        assert (ran.code, ran.out, ran.err.count("\n")) == (5, "", 1)
        assert "0.0.1" in ran.err


def test_an_unreachable_endpoint_is_told_in_one_line(program):
    ran = program("report", MINT, "--rpc-url", "http://127.0.0.1:9/9f8e7d6c5b4a")
    assert (ran.code, ran.out) == (3, "")
    assert [line for line in ran.err.splitlines() if line.startswith("reporter: ")] == [ran.err.splitlines()[-1]]
    assert "9f8e7d6c5b4a" not in ran.err
    assert "Traceback" not in ran.err
