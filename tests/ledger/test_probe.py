"""`rpc-check`: what is found out about good, poor and hostile endpoints."""

import json

import pytest

from reporter.errors import InputError
from reporter.ledger.probe import Capability, probe
from tests.ledger.server import Behaviour, Reply, Request, error_reply, running

MAINNET = "5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d"
RESULTS: dict[str, object] = {
    "getGenesisHash": MAINNET,
    "getVersion": {"solana-core": "4.2.1", "feature-set": 1},
    "getSlot": 450_000_000,
    "getSignaturesForAddress": [{"signature": "newest", "slot": 449_999_990}],
    "getTransaction": {"slot": 449_999_990},
    "getBlock": {"signatures": ["newest", "other"]},
    "getFirstAvailableBlock": 0,
    "getProgramAccounts": {"context": {}, "value": []},
}


def node(**errors: int) -> Behaviour:
    """A node with results for every method it knows, and the given error codes for some."""

    def behave(request: Request) -> Reply:
        items = []
        for call in request.calls:
            code = errors.get(call["method"], None if call["method"] in RESULTS else -32601)
            what = {"error": {"code": code, "message": "no\x1b[2J"}} if code else {"result": RESULTS[call["method"]]}
            items.append({"jsonrpc": "2.0", "id": call["id"], **what})
        return Reply(body=json.dumps(items if request.many else items[0]).encode(), headers={"X-RateLimit-Limit": "40"})

    return behave


async def check(behaviour: Behaviour) -> dict[str, Capability]:
    async with running(behaviour) as server:
        found = await probe(server.url, pause=0)
    assert len({capability.name for capability in found}) == len(found)
    assert all(capability.detail.isprintable() for capability in found)
    return {capability.name: capability for capability in found}


async def test_a_good_endpoint_is_described_whole() -> None:
    found = await check(node(getTokenLargestAccounts=-32602))
    assert {name: (capability.ok, capability.detail) for name, capability in found.items()} == {
        "reachable": (True, "answers JSON-RPC"),
        "version": (True, "4.2.1"),
        "network": (True, "mainnet"),
        "finalized slot": (True, "450000000"),
        "batches": (True, "50 calls in one request"),
        "getSignaturesForAddress": (True, "1 listed"),
        "getTransaction, versions 0 and 1": (True, "answered"),
        "getBlock with signatures": (True, "2 transactions in order"),
        "oldest block": (True, "slot 0"),
        "getProgramAccounts": (True, "allowed: all holders can be read"),
        "getTokenLargestAccounts": (True, "offered"),
        "DAS getTokenAccounts": (False, "error -32601: no[2J"),
        "getTransactionsForAddress": (False, "error -32601: no[2J"),
        "rate headers": (True, "x-ratelimit-limit: 40"),
    }


async def test_a_poor_endpoint_is_told_apart_method_by_method() -> None:
    found = await check(node(getProgramAccounts=-32010, getTransaction=-32015, getBlock=-32005, getFirstAvailableBlock=429))
    assert [found[name].ok for name in ("getProgramAccounts", "getTransaction, versions 0 and 1")] == [False, False]
    assert [found[name].ok for name in ("getBlock with signatures", "oldest block")] == [None, None]


async def test_the_largest_batch_that_is_taken_is_found() -> None:
    limited = lambda r: Reply(status=413) if len(r.calls) > 5 else node()(r)  # noqa: E731 — a behaviour
    assert (await check(limited))["batches"] == Capability("batches", ok=True, detail="5 calls in one request")
    single = lambda r: error_reply(Request(0, "", r.calls[0]), -32600, "one at a time") if r.many else node()(r)  # noqa: E731
    assert (await check(single))["batches"].ok is False


async def test_pruned_history_and_a_node_that_forgot_are_warned_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RESULTS, "getFirstAvailableBlock", 440_000_000)
    monkeypatch.setitem(RESULTS, "getTransaction", None)
    monkeypatch.setitem(RESULTS, "getGenesisHash", "Simulated")
    found = await check(node())
    assert found["oldest block"].ok is None
    assert "440000000" in found["oldest block"].detail
    assert "lags or has pruned" in found["getTransaction, versions 0 and 1"].detail
    assert found["network"].detail == "unknown, genesis Simulated"


@pytest.mark.parametrize("reply", [Reply(status=403), Reply(body=b"<html>"), Reply(hang_up=True), Reply(status=429)])
async def test_an_endpoint_that_does_not_answer_is_told_with_one_reason(reply: Reply) -> None:
    found = await check(lambda _: reply)
    assert list(found) == ["reachable"]
    assert found["reachable"].ok is False
    assert found["reachable"].detail


@pytest.mark.parametrize("result", ['"text"', "[]", "{}", "7", "null", "[[]]", '[{"signature":5,"slot":"x"}]'])
async def test_answers_of_unexpected_shape_do_not_break_the_check(result: str) -> None:
    def odd(request: Request) -> Reply:
        items = [f'{{"jsonrpc":"2.0","id":{call["id"]},"result":{result}}}' for call in request.calls]
        return Reply(body=("[" + ",".join(items) + "]" if request.many else items[0]).encode())

    assert (await check(odd))["reachable"].ok


async def test_what_is_no_address_is_refused() -> None:
    with pytest.raises(InputError):
        await probe("example.com")
