"""`reporter report` against a node: what is true is found, what cannot be known is said, and nothing is asked twice."""

import json
import os
import signal
import time
from typing import Any

import pytest

from reporter.simulator.server import serve
from tests.end_to_end import worlds
from tests.end_to_end.conftest import run_in, start

FAN_OUT = {"fan_out": True}


def documented(ran: Any) -> Any:
    return json.loads(ran.out)


def published(report: Any) -> Any:
    return [entity for entity in report["entities"] if entity["tier"] in {"proven", "strong"}]


def test_holders_shares_and_group_of_a_known_launch_are_found(program, funded):
    truth = worlds.launched(3, **FAN_OUT).truth
    ran = program("report", truth.mint, "--rpc-url", funded.url, "--format", "json")
    assert (ran.code, documented(ran)["snapshot"]["network"]) == (0, "simulated")
    report = documented(ran)
    assert {holder["wallet"]: int(holder["amount"]) for holder in report["holders"]} == truth.holdings
    for holder in report["holders"]:
        if holder["class"] != "infrastructure":
            assert abs(float(holder["share"]) - truth.share((holder["wallet"],))) < 1e-6
    [entity] = published(report)
    assert sorted(truth.group) == entity["wallets"]
    assert abs(float(entity["share_now"]) - truth.share(truth.group)) < 1e-6
    assert truth.funder in entity["roles"]["funder"]


def test_a_launch_that_nobody_runs_has_no_group(program):
    world = worlds.hot()
    with serve(world.ledger) as server:
        ran = program("report", world.truth.mint, "--rpc-url", server.url, "--format", "json")
    assert (ran.code, published(documented(ran))) == (0, [])


def test_a_quick_report_asks_sixty_times_at_most(program):
    world = worlds.launched(3, **FAN_OUT)
    with serve(world.ledger) as server:
        ran = program("report", world.truth.mint, "--rpc-url", server.url, "--quick", "--format", "json")
        assert sum(server.calls.values()) <= 60
    report = documented(ran)
    assert {holder["wallet"]: int(holder["amount"]) for holder in report["holders"]} == world.truth.holdings
    assert report["metrics"]["linked_at_least"] is None


def test_a_budget_is_kept_and_its_end_is_told(program):
    world = worlds.launched(3, **FAN_OUT)
    with serve(world.ledger) as server:
        ran = program("report", world.truth.mint, "--rpc-url", server.url, "--budget", "100", "--format", "json")
        assert sum(server.calls.values()) <= 101  # the archive asks once which network this is
    report = documented(ran)
    assert ran.code == 4
    assert (report["coverage"]["calls"], report["coverage"]["budget_exhausted"], report["coverage"]["partial"]) == (
        100,
        True,
        True,
    )
    assert "partial report" in ran.err


def test_a_killed_run_goes_on_and_ends_with_the_same_bytes(tmp_path):
    world = worlds.launched(3, **FAN_OUT)
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    whole.mkdir()
    killed.mkdir()
    with serve(world.ledger) as server:
        expected = run_in(whole, "report", world.truth.mint, "--rpc-url", server.url, "--format", "json")
    with serve(world.ledger, latency=0.03) as server:
        arguments = ("report", world.truth.mint, "--rpc-url", server.url, "--format", "json")
        process = start(killed, *arguments)
        deadline = time.monotonic() + 60
        while sum(server.calls.values()) < 150 and time.monotonic() < deadline:
            time.sleep(0.01)
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        assert process.returncode == -signal.SIGKILL
        kept = archived(killed)
        time.sleep(0.3)  # what was under way ends at the server
        before = sum(server.calls.values())
        resumed = run_in(killed, *arguments)
        again = sum(server.calls.values()) - before
    assert 50 <= kept < documented(expected)["coverage"]["calls"]
    assert again == documented(expected)["coverage"]["calls"] - kept
    assert (resumed.code, resumed.out) == (expected.code, expected.out)


def archived(folder: Any) -> Any:
    import sqlite3

    connection = sqlite3.connect(folder / "data" / "archive.sqlite3")
    [count] = connection.execute("select count(*) from answers").fetchone()
    connection.close()
    return count


@pytest.mark.parametrize(
    "faults",
    [
        {"busy_every": 7, "retry_after": 0.05},
        {"unhealthy_every": 9},
        {"batches": False},
        {"batch_limit": 5},
        {"disconnect_every": 11},
        {"truncate_every": 11},
    ],
    ids=str,
)
def test_a_troubled_endpoint_gives_the_same_report(program, tmp_path, small, faults):
    world = worlds.launched(13, **worlds.SMALL)
    calm = tmp_path / "calm"
    calm.mkdir()
    expected = run_in(calm, "report", world.truth.mint, "--rpc-url", small.url, "--format", "json")
    with serve(world.ledger, **faults) as server:
        ran = program("report", world.truth.mint, "--rpc-url", server.url, "--format", "json")
    assert (ran.code, ran.out) == (expected.code, expected.out)


def test_without_a_scan_the_largest_accounts_bound_the_tail(program):
    world = worlds.launched(3, **FAN_OUT)
    with serve(world.ledger, scans=False) as server:
        ran = program("report", world.truth.mint, "--rpc-url", server.url, "--format", "json")
    report = documented(ran)
    assert any("20 largest" in note for note in report["coverage"]["notes"])
    held = {holder["wallet"]: int(holder["amount"]) for holder in report["holders"]}
    assert all(world.truth.holdings[wallet] == raw for wallet, raw in held.items())
    assert len(held) <= 20
    measures = report["metrics"]["entities"]
    truth = world.truth
    biggest = sorted((truth.share((w,)) for w in truth.holdings if w != truth.curve and w not in truth.group), reverse=True)
    top1 = max(truth.share(truth.group), biggest[0])
    assert float(measures["at_least"]["top1"]) <= top1 + 1e-6
    assert float(measures["at_most"]["top1"]) >= top1 - 1e-6


@pytest.mark.parametrize("lost", [0.1, 0.5])
def test_transactions_that_are_gone_make_the_report_say_so_and_no_new_link(program, lost):
    world = worlds.launched(13, **worlds.SMALL)
    with serve(world.ledger, lost=lost) as server:
        ran = program("report", world.truth.mint, "--rpc-url", server.url, "--format", "json")
    report = documented(ran)
    assert report["coverage"]["missing"] > 0
    for entity in published(report):
        assert set(entity["wallets"]) <= {*world.truth.group, world.truth.creator}
    assert ran.code == (4 if report["coverage"]["partial"] else 0)
    if lost >= 0.5:
        assert ran.code == 4


def test_pruned_history_gives_a_partial_report(program):
    world = worlds.launched(3, **FAN_OUT)
    with serve(world.ledger, pruned_before=world.truth.creation_slot) as server:
        ran = program("report", world.truth.mint, "--rpc-url", server.url, "--format", "json")
    report = documented(ran)
    assert ran.code == 4
    assert any("cut off" in note for note in report["coverage"]["notes"])
    assert report["badge"]["color"] == "lightgrey"
    assert [entity for entity in published(report) if entity["tier"] == "strong"] == []


def test_withheld_history_gives_holders_and_a_partial_report(program):
    world = worlds.launched(13, **worlds.SMALL)
    with serve(world.ledger, no_history=True) as server:
        ran = program("report", world.truth.mint, "--rpc-url", server.url, "--format", "json")
    report = documented(ran)
    assert (ran.code, report["creation"], report["early_buyers"]) == (4, None, [])
    assert {holder["wallet"]: int(holder["amount"]) for holder in report["holders"]} == world.truth.holdings


@pytest.mark.shared
@pytest.mark.parametrize(
    ("mint", "created"),
    [("DnLM31nU9K4kczFoAfhbU4hrK7XaAxSJfkieUqnPpump", True), ("WGRXSegEZiEghqbSJJAWTnvL3uZnavUPyf3seZhpump", False)],
)
def test_one_recorded_block_gives_a_partial_report_that_says_so(program, block, mint, created):
    ran = program("report", mint, "--rpc-url", block.url, "--format", "json")
    report = documented(ran)
    assert ran.code == 4
    assert report["coverage"]["partial"]
    assert report["coverage"]["notes"]
    assert (report["creation"] is not None) is created
    assert report["platform"] == "pumpfun"
    assert report["snapshot"]["network"] == "mainnet"
    assert report["badge"]["color"] == "lightgrey"
    assert report["early_buyers"]
    assert published(report) == []
    assert ran.err.splitlines()[-1].startswith("reporter: partial report: ")


def test_an_endpoints_key_is_in_no_output_and_no_file(tmp_path, small):
    world = worlds.launched(13, **worlds.SMALL)
    key = "k3yWh1chNobodyMaySee"
    url = f"{small.url}/v2/{key}?api-key={key}"
    ran = run_in(tmp_path, "report", world.truth.mint, "--rpc-url", url, "--save-pack", "evidence.pack", "--format", "json")
    assert ran.code == 0
    assert key not in ran.out + ran.err
    port = small.url.rpartition(":")[2]
    assert f"127.0.0.1:{port}" not in ran.out + ran.err
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) >= 2
    assert not [path for path in files if key.encode() in path.read_bytes()]
    with serve(world.ledger, forbidden=True) as server:
        refused = run_in(tmp_path, "report", world.truth.mint, "--rpc-url", f"{server.url}/v2/{key}?api-key={key}")
    assert refused.code == 3
    assert key not in refused.out + refused.err


@pytest.mark.parametrize(
    ("mint", "code", "says"),
    [
        ("not-an-address", 2, "not a Solana address"),
        ("stranger", 2, "wallet"),
        ("token account", 2, "token account"),
        ("program", 2, "mint"),
        ("nobody", 2, "no token mint"),
        ("5" * 88, 2, "private key"),
    ],
)
def test_bad_input_is_one_line_on_standard_error(program, small, mint, code, says):
    world = worlds.launched(13, **worlds.SMALL)
    given = {
        "stranger": world.truth.creator,
        "token account": token_account(world),
        "program": "11111111111111111111111111111111",
        "nobody": "9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin",
    }.get(mint, mint)
    ran = program("report", given, "--rpc-url", small.url)
    assert (ran.code, ran.out) == (code, "")
    assert says in the_error(ran)


def the_error(ran: Any) -> Any:
    """The one line that is no progress, said last."""
    [line] = [line for line in ran.err.splitlines() if line.startswith("reporter: ")]
    assert ran.err.splitlines()[-1] == line
    return line


def token_account(world: Any) -> Any:
    from reporter.simulator.accounts import is_token_account

    return next(address for address, account in sorted(world.ledger.accounts.items()) if is_token_account(account))


def test_a_forbidding_or_absent_endpoint_is_one_line_and_its_own_code(program):
    world = worlds.launched(13, **worlds.SMALL)
    with serve(world.ledger, forbidden=True) as server:
        refused = program("report", world.truth.mint, "--rpc-url", server.url)
    absent = program("report", world.truth.mint, "--rpc-url", "http://127.0.0.1:9")
    for ran in (refused, absent):
        assert (ran.code, ran.out) == (3, "")
        assert "\x1b" not in the_error(ran)
