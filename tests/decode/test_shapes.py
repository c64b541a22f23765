"""Recorded transactions in the shapes people keep them in."""

from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.decode import read_recorded
from reporter.errors import DecodeError
from tests.decode.properties import check_nothing_is_dropped
from tests.decode.recordings import recording, transaction

CARRIED = "213kMyMK"


def test_bare_wrapped_and_answered_are_the_same():
    """A result, an object that holds one, a JSON-RPC response."""
    recorded = recording(CARRIED)
    expected = transaction(CARRIED)
    assert expected.slot == 452312097
    assert expected.index is not None
    assert read_recorded(recorded["result"]) == expected
    assert read_recorded({"result": recorded["result"]}) == expected
    assert read_recorded({"jsonrpc": "2.0", "id": 1, "result": recorded["result"]}) == expected


def test_numbers_may_be_written_as_strings():
    """JavaScript recorders write large integers so."""
    result = deepcopy(recording(CARRIED)["result"])
    result["slot"] = str(result["slot"])
    result["blockTime"] = {"timestamp": str(result["blockTime"])}
    result["transactionIndex"] = str(result["transactionIndex"])
    result["meta"]["fee"] = str(result["meta"]["fee"])
    for name in ("preBalances", "postBalances"):
        result["meta"][name] = [str(balance) for balance in result["meta"][name]]
    assert read_recorded(result) == transaction(CARRIED)


def test_what_a_stream_wraps_once_more_is_unwrapped():
    """A gRPC update holds the transaction inside the transaction, its slot around it."""
    result = deepcopy(recording(CARRIED)["result"])
    slot, index, time = result.pop("slot"), result.pop("transactionIndex"), result.pop("blockTime")
    found = read_recorded({"transaction": result | {"index": str(index)}, "slot": str(slot)})
    assert (found.slot, found.index, found.time) == (slot, index, None)
    assert time is not None
    assert found.instructions == transaction(CARRIED).instructions


@pytest.mark.shared
def test_the_recorded_stream_shape_is_read():
    """Accounts packed as base58, strings for integers, loaded addresses side by side, no version."""
    found = transaction("4Hg7PVgh")
    assert (found.slot, found.index, found.time, found.version, found.fee) == (None, 22, 1749038413, 0, 5000)
    assert [len(i.accounts) for i in found.instructions] == [2, 4, 18, 3, 3, 3]
    assert [i.path for i in found.instructions] == [(0,), (1,), (2,), (2, 0), (2, 1), (3,)]
    assert found.accounts[0] == found.fee_payer == "A3B4sTJvXf1dB2fDcg1gve1gtAiTxfYcHNR3YWCJsGwR"
    assert {change.account: change.post - change.pre for change in found.sol} == {
        found.accounts[0]: 205157520,
        found.accounts[6]: -205162520,
    }


@pytest.mark.shared
@pytest.mark.parametrize(
    ("signature", "slot", "time"),
    [("2Hh35eZP", None, 1622632900), ("NV5FQWzg", None, None), ("5EDHe12K", None, None), ("5as3w4KM", 79700345, 1622655364)],
)
def test_what_a_recording_lacks_is_none(signature, slot, time):
    """A slot known only as "after n" is not known; nothing is made up."""
    assert (transaction(signature).slot, transaction(signature).time) == (slot, time)


@pytest.mark.shared
def test_owners_missing_in_old_answers_are_empty():
    """Before 2021-10 the ledger did not say whose a token account is."""
    assert {(change.owner_pre, change.owner, change.program) for change in transaction("5GqfwKpp").tokens} == {("", "", "")}


@pytest.mark.parametrize(
    "value",
    [
        None, 7, "text", [], {}, {"result": None}, {"error": {"code": -32004}}, {"transaction": {}, "meta": {}},
        {"transaction": {"message": {"instructions": []}}, "meta": {"fee": 1, "preBalances": [], "postBalances": []}},
        {"transaction": ["AA==", "base64"], "meta": {"fee": "x", "preBalances": [], "postBalances": []}},
        {"transaction": ["AA==", "base64"], "meta": {"fee": 1, "preBalances": 3, "postBalances": []}},
        {"result": {"result": {"result": {"result": {"result": {}}}}}},
    ],
)  # fmt: skip
def test_what_holds_no_transaction_is_refused(value):
    """One error class for all of them."""
    with pytest.raises(DecodeError):
        read_recorded(value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["transaction", "meta", "result", "message", "fee"]), inner)
    ),
    max_leaves=12,
)


@given(JSON)
def test_any_json_is_refused_in_the_same_way(value):
    """Hostile files raise DecodeError and nothing else."""
    with pytest.raises(DecodeError):
        read_recorded(value)


@given(
    st.sampled_from(["fee", "preBalances", "innerInstructions", "loadedAddresses", "err", "logMessages", "preTokenBalances"]),
    JSON,
)
def test_a_damaged_recording_is_read_or_refused(name, value):
    """Any part of the meta replaced by something else; what is read all the same is decoded whole."""
    result = deepcopy(recording(CARRIED)["result"])
    result["meta"][name] = value
    try:
        found = read_recorded(result)
    except DecodeError:
        return
    check_nothing_is_dropped(found)
