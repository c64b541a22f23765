"""`reporter decode`: every shape people keep recordings in, and files that are none."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import zstandard

from tests.cli.conftest import Ran
from tests.recorded import CARRIED

SYSTEM = "11111111111111111111111111111111"
PAYER = "4Nd1mBQtrMJVYVfKf2PJy9NZUZdTAsp7D4xWLs4gDB4T"
PAYEE = "9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin"
BLOCKHASH = "EkSnNWid2cvwEVnVx9aBqawnmiCNiDgp3gUdkDPTKN1N"


def _transfer(number: int) -> dict[str, Any]:
    """A getTransaction answer: PAYER sends PAYEE 100,000 lamports. `number` makes the signature another one."""
    return {
        "slot": 326027759 + number,
        "blockTime": 1741688033,
        "version": "legacy",
        "transaction": {
            "signatures": [f"{'2' * 86}{number + 2}"],
            "message": {
                "header": {"numRequiredSignatures": 1, "numReadonlySignedAccounts": 0, "numReadonlyUnsignedAccounts": 1},
                "accountKeys": [PAYER, PAYEE, SYSTEM],
                "recentBlockhash": BLOCKHASH,
                "instructions": [{"programIdIndex": 2, "accounts": [0, 1], "data": "3Bxs4ThwQbE4vyj5"}],
            },
        },
        "meta": {
            "err": None,
            "fee": 5000,
            "preBalances": [100_000_000, 50_000_000, 1],
            "postBalances": [100_000_000 - 5000 - 100_000, 50_100_000, 1],
            "innerInstructions": [],
            "logMessages": [],
            "preTokenBalances": [],
            "postTokenBalances": [],
            "loadedAddresses": {"writable": [], "readonly": []},
        },
    }


def _response(result: Any) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": 1, "result": result}


def _block(*transactions: dict[str, Any]) -> dict[str, Any]:
    entries = [{name: one[name] for name in ("transaction", "meta", "version")} for one in transactions]
    return {"blockhash": BLOCKHASH, "parentSlot": 326027758, "blockTime": 1741688033, "transactions": entries}


def _decode(run: Callable[..., Ran], *values: Any) -> tuple[Ran, list[dict[str, Any]]]:
    names = []
    for number, value in enumerate(values):
        Path(f"{number}.json").write_text(json.dumps(value))
        names.append(f"{number}.json")
    ran = run("decode", *names)
    return ran, [json.loads(line) for line in ran.out.splitlines()]


@pytest.mark.parametrize(
    ("value", "slots"),
    [
        (_transfer(0), [326027759]),
        (_response(_transfer(0)), [326027759]),
        ({"source": "somewhere", "path": "x", "result": _transfer(0)}, [326027759]),
        ([_transfer(0), _response(_transfer(1))], [326027759, 326027760]),
        (_block(_transfer(0), _transfer(1)), [None, None]),
        (_response(_block(_transfer(0))), [None]),
        (_block(_transfer(0)) | {"slot": 326027759}, [326027759]),
    ],
    ids=["bare", "response", "recording", "array", "block", "block response", "block with slot"],
)
def test_every_shape_gives_one_line_a_transaction(run, value, slots):
    ran, lines = _decode(run, value)
    assert (ran.code, ran.err) == (0, "")
    assert [line["slot"] for line in lines] == slots
    for line in lines:
        assert line["time"] == 1741688033
        assert (line["ok"], line["fee"], line["fee_payer"], line["signers"]) == (True, 5000, PAYER, [PAYER])
        assert [(f["from"], f["to"], f["asset"], f["amount"]) for f in line["flows"]] == [(PAYER, PAYEE, "SOL", 100_000)]


def test_transactions_of_a_block_know_their_place(run):
    _, lines = _decode(run, _block(_transfer(0), _transfer(1), _transfer(2)))
    assert [line["index"] for line in lines] == [0, 1, 2]


def test_what_cannot_be_read_costs_a_line_each_and_the_rest_is_decoded(run):
    Path("text.json").write_text("no JSON, http://node.example/9f8e7d6c5b4a")
    Path("one.json").write_text(json.dumps(_transfer(0)))
    Path("many.json").write_text(json.dumps([_transfer(1), {"result": None}, _transfer(2)]))
    Path("empty.json").write_text("")
    Path("deep.json").write_text("[" * 100_000)
    ran = run("decode", "text.json", "one.json", "absent.json", "many.json", "empty.json", "deep.json", ".")
    assert ran.code == 2
    assert [json.loads(line)["slot"] for line in ran.out.splitlines()] == [326027759, 326027760, 326027761]
    starts = ["text.json: ", "absent.json: ", "many.json, item 2: ", "empty.json: ", "deep.json: ", ".: "]
    assert [line.startswith(f"reporter: {start}") for line, start in zip(ran.err.splitlines(), starts, strict=True)] == [
        True
    ] * 6
    assert "9f8e7d6c5b4a" not in ran.err


@pytest.mark.parametrize(
    "value", [None, 5, "text", [], {}, {"result": None}, {"result": {"transactions": None}}, list(range(64)), [[]]]
)
def test_what_holds_no_transaction_is_told_in_one_line(run, value):
    ran, lines = _decode(run, value)
    assert (ran.code, lines, ran.err.count("\n")) == (2, [], 1)


def test_a_key_file_is_not_repeated(run):
    key = [(7 * n) % 256 for n in range(64)]
    ran, _ = _decode(run, key)
    assert ran.code == 2
    assert "133, 140, 147" not in ran.err


def test_a_recording_compressed_by_zstd_is_unpacked_and_a_damaged_one_told(run):
    packed = zstandard.compress(json.dumps(_transfer(0)).encode())
    Path("whole.json.zst").write_bytes(packed)
    Path("damaged.json.zst").write_bytes(packed[:20] + b"damage" + packed[26:])
    ran = run("decode", "whole.json.zst", "damaged.json.zst")
    assert (ran.code, json.loads(ran.out)["slot"]) == (2, 326027759)
    assert ran.err == "reporter: damaged.json.zst: not a JSON document\n"


def test_recordings_of_this_repository_are_read_as_they_lie(program):
    files = sorted(CARRIED.rglob("*.json.zst"))
    assert files
    ran = program("decode", *map(str, files))
    assert (ran.code, ran.err) == (0, "")
    assert len(ran.out.splitlines()) == len(files)


def test_a_dash_is_standard_input(run, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(_transfer(0)).encode())))
    ran = run("decode", "-")
    assert (ran.code, json.loads(ran.out)["slot"]) == (0, 326027759)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"{")))
    assert run("decode", "-").err == "reporter: standard input: not a JSON document\n"


def test_a_terminal_is_not_steered_by_a_file_name(run):
    Path("\x1b]0;x\x07.json").write_text("{}")
    ran = run("decode", "\x1b]0;x\x07.json")
    assert ran.code == 2
    assert "\x1b" not in ran.err


@pytest.mark.shared
def test_every_recorded_mainnet_transaction_is_one_line(program, shared):
    files = sorted((shared / "transactions").glob("*.json"))
    assert files
    ran = program("decode", *map(str, files))
    assert (ran.code, ran.err) == (0, "")
    assert len(ran.out.splitlines()) == len(files)


@pytest.mark.shared
def test_a_whole_mainnet_block_is_decoded(program, shared):
    ran = program("decode", str(shared / "blocks" / "block_326027759.json"))
    assert (ran.code, ran.err) == (0, "")
    assert [json.loads(line)["index"] for line in ran.out.splitlines()] == list(range(1509))
