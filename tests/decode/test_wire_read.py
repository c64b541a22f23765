"""Reading a getTransaction answer: the same transaction from every encoding, and clear refusals."""

import base64
from copy import deepcopy
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.decode import read_block, read_recorded, read_transaction
from reporter.decode.wire_bytes import read_bytes
from reporter.errors import DecodeError
from reporter.model import base58
from tests.decode.properties import check_nothing_is_dropped
from tests.decode.recordings import recording, transaction

V0 = "213kMyMK"  # base64, with lookup tables
V1 = "1DnjawZs"  # base64
JSON_V1 = "2r4uXUJt"
LEGACY = "3KBJWV5M"


def answer(signature: str) -> dict[str, Any]:
    return deepcopy(recording(signature)["result"])


def read(value: object) -> Any:
    return read_transaction(msgspec.json.encode(value))


def as_json(value: dict[str, Any]) -> dict[str, Any]:
    """The same answer with the message written out, as the json encoding does."""
    parts = read_bytes(base64.b64decode(value["transaction"][0]))
    message: dict[str, Any] = {
        "header": {"numRequiredSignatures": parts.signed, "numReadonlySignedAccounts": 0, "numReadonlyUnsignedAccounts": 0},
        "accountKeys": parts.keys,
        "recentBlockhash": parts.blockhash,
        "instructions": [
            {"programIdIndex": program, "accounts": list(accounts), "data": base58.encode(data), "stackHeight": 1}
            for program, accounts, data in parts.instructions
        ],
    }
    if parts.version == 1:
        message["transactionConfig"] = {"computeUnitLimit": 1}
    if parts.version == 0:
        message["addressTableLookups"] = [
            {"accountKey": table, "writableIndexes": [], "readonlyIndexes": []} for table in parts.lookup_tables
        ]
    return value | {"transaction": {"signatures": [parts.signature], "message": message}}


@pytest.mark.parametrize("signature", [V0, V1, "2uR6R3N1", "4RUXQBSX"])
def test_all_encodings_give_the_same_transaction(signature):
    """base64, base58, the old bare base58 and json say the same."""
    value = answer(signature)
    expected = read(value)
    text = base58.encode(base64.b64decode(value["transaction"][0]))
    assert read(value | {"transaction": [text, "base58"]}) == expected
    assert read(value | {"transaction": text}) == expected
    assert read(as_json(value)) == expected


@pytest.mark.parametrize(("signature", "version"), [(V0, 0), (V1, 1), (JSON_V1, 1), (LEGACY, "legacy")])
def test_the_version_is_known_even_where_the_answer_does_not_name_it(signature, version):
    """Serialised bytes carry it, json shows it by its fields."""
    value = answer(signature)
    assert read(value).version == version
    del value["version"]
    assert read(value).version == version


def test_null_is_no_transaction():
    """The ledger does not know the signature."""
    assert read_transaction(b"null") is None


def test_loaded_addresses_follow_the_static_ones():
    """Static keys, then writable, then readonly ones from the tables, whose addresses are named."""
    value = answer(V0)
    found = read(value)
    loaded = value["meta"]["loadedAddresses"]
    both = loaded["writable"] + loaded["readonly"]
    assert both
    assert list(found.accounts[-len(both) :]) == both
    assert len(found.lookup_tables) == 5
    assert found.return_program == "JUP6LkbZbjS1jKKwapdHNy74zcZ3tLUZoi5QNyVTaV4"


def test_stack_heights_make_a_tree_and_their_absence_direct_children():
    """Recordings from before 2022-12 have no stack height."""
    value = answer(V0)
    found = read(value)
    assert max(len(instruction.path) for instruction in found.instructions) == 3
    for group in value["meta"]["innerInstructions"]:
        for called in group["instructions"]:
            del called["stackHeight"]
    flat = read(value)
    assert {len(instruction.path) for instruction in flat.instructions} == {1, 2}
    assert [i.data for i in flat.instructions] == [i.data for i in found.instructions]


def test_an_account_closed_or_opened_has_the_balance_zero_on_that_side():
    """Both lists of token balances are joined by account; owners of the missing side are those of the other."""
    value = answer(V0)
    meta = value["meta"]
    meta["preTokenBalances"] = [
        b for b in meta["preTokenBalances"] if b["accountIndex"] != meta["postTokenBalances"][0]["accountIndex"]
    ]
    closed = meta["postTokenBalances"].pop()
    changes = {change.account: change for change in read(value).tokens}
    keys = read(value).accounts
    opened = changes[keys[meta["postTokenBalances"][0]["accountIndex"]]]
    assert opened.pre == 0
    assert opened.post == int(meta["postTokenBalances"][0]["uiTokenAmount"]["amount"])
    assert opened.owner_pre == opened.owner
    gone = changes[keys[closed["accountIndex"]]]
    assert gone.post == 0
    assert gone.owner_pre == gone.owner == closed["owner"]
    assert [keys.index(change.account) for change in read(value).tokens] == sorted(keys.index(account) for account in changes)


def test_an_account_reopened_for_another_mint_is_two_changes():
    """What it held of the first mint is gone, what it holds of the second is new."""
    value = answer(V0)
    after = value["meta"]["postTokenBalances"][0]
    before = next(b for b in value["meta"]["preTokenBalances"] if b["accountIndex"] == after["accountIndex"])
    after["mint"] = "4NtWFCwJDebDw16pEPh9JJo9XkuufK1tvY8A2MmkrsRP"
    changes = [change for change in read(value).tokens if change.account == read(value).accounts[after["accountIndex"]]]
    assert [(c.mint, c.pre, c.post) for c in changes] == [
        (before["mint"], int(before["uiTokenAmount"]["amount"]), 0),
        (after["mint"], 0, int(after["uiTokenAmount"]["amount"])),
    ]


def broken(change: str) -> dict[str, Any]:
    value = answer(JSON_V1)
    meta, message = value["meta"], value["transaction"]["message"]
    match change:
        case "no meta":
            value["meta"] = None
        case "newer version":
            value["version"] = 2
        case "too few balances":
            meta["preBalances"].pop()
        case "unequal balances":
            meta["preBalances"] = []
        case "account out of range":
            message["instructions"][0]["accounts"] = [200]
        case "negative account":
            message["instructions"][0]["accounts"] = [-1]
        case "address for an index":
            message["instructions"][1]["accounts"] = [message["accountKeys"][0], 1]
        case "inner of nothing":
            meta["innerInstructions"][0]["index"] = 99
        case "inner twice":
            meta["innerInstructions"][1]["index"] = meta["innerInstructions"][0]["index"]
        case "inner at top level":
            meta["innerInstructions"][0]["instructions"][0]["stackHeight"] = 1
        case "no header":
            del message["header"]
        case "nobody signs":
            message["header"]["numRequiredSignatures"] = 0
        case "no signatures":
            value["transaction"]["signatures"] = []
        case "bad base58":
            message["instructions"][0]["data"] = "0OIl"
        case "comma in base58":
            message["instructions"][0]["data"] = "2,2"
        case "non-ASCII base58":
            message["instructions"][0]["data"] = "é"
        case "amount in words":
            meta["postTokenBalances"][0]["uiTokenAmount"]["amount"] = "many"
        case "mixed keys":
            message["accountKeys"][0] = {"pubkey": message["accountKeys"][0], "signer": True}
        case "unknown encoding":
            value["transaction"] = ["AA==", "base32"]
        case "cut short":
            value["transaction"] = [base64.b64encode(b"\x01" + bytes(70)).decode(), "base64"]
        case "empty":
            value["transaction"] = ["", "base64"]
        case "newer wire version":
            raw = bytearray(base64.b64decode(answer(V0)["transaction"][0]))
            raw[65] = 0x85
            value["transaction"] = [base64.b64encode(raw).decode(), "base64"]
    return value


@pytest.mark.parametrize(
    "change",
    [
        "no meta", "newer version", "too few balances", "unequal balances", "account out of range", "negative account",
        "address for an index", "inner of nothing", "inner twice", "inner at top level", "no header", "nobody signs",
        "no signatures", "bad base58", "comma in base58", "non-ASCII base58", "amount in words", "mixed keys",
        "unknown encoding", "cut short", "empty", "newer wire version",
    ],
)  # fmt: skip
def test_an_answer_that_does_not_fit_together_is_refused(change):
    """One error class, whatever is wrong."""
    value = broken(change)
    assert value != answer(JSON_V1)
    with pytest.raises(DecodeError):
        read(value)
    with pytest.raises(DecodeError):
        read_recorded(value)


DEEP = b'{"meta":{"fee":1,"preBalances":[],"postBalances":[],"err":' + b"[" * 100_000


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"7", b'"text"', b"\xff", b'{"transaction": 3, "meta": {}}', b'{"slot": 1e400}', DEEP,
        b'{"transaction": "\xff\xfe", "meta": {}}', b'{"slot": ' + b"9" * 5000 + b"}",
    ],
    ids=range(11),
)  # fmt: skip
def test_bytes_that_are_no_answer_are_refused(body):
    """Nothing but DecodeError comes out of hostile bytes: broken UTF-8, nesting without end, numbers without end."""
    with pytest.raises(DecodeError):
        read_transaction(body)
    for block in (body, b'{"transactions": [{}, ' + body + b"]}"):
        with pytest.raises(DecodeError):
            list(read_block(block, 1))


@given(st.binary(max_size=300))
def test_any_bytes_are_a_transaction_or_refused(raw):
    """The parser of serialised transactions raises DecodeError and nothing else."""
    try:
        read_bytes(raw)
    except DecodeError:
        return


@given(place=st.integers(0, 1400), value=st.integers(0, 255), keep=st.integers(0, 1500))
def test_damaged_transactions_are_read_or_refused(place, value, keep):
    """A real version-1 transaction with a byte changed or its end cut off; what is read all the same is decoded whole."""
    raw = bytearray(base64.b64decode(recording(V1)["result"]["transaction"][0]))
    raw[place % len(raw)] = value
    try:
        found = read(answer(V1) | {"transaction": [base64.b64encode(raw[:keep]).decode(), "base64"]})
    except DecodeError:
        return
    check_nothing_is_dropped(found)


def test_a_transaction_is_the_same_however_often_it_is_read():
    """Kept addresses are no state."""
    assert read(answer(V1)) == read(answer(V1)) == transaction(V1)
