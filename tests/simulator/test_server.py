"""The node behaves like one: HTTP, batches, errors, faults, and a record of what it was asked."""

import time

import httpx
import pytest

from reporter.simulator.chain import GENESIS
from reporter.simulator.server import serve
from reporter.simulator.truth import Launch
from tests.simulator.asking import Ask


def test_the_node_names_its_network_its_version_and_its_newest_slot(ask: Ask, launch: Launch) -> None:
    assert ask("getGenesisHash") == GENESIS == "Ag7keD4zL46co5nE6j5KFNQ9ZXnN7UH68bPmghuwMAgV"
    assert ask("getHealth") == "ok"
    assert ask("getVersion")["solana-core"]
    assert ask("getSlot") == launch.ledger.tip
    assert ask("getBlockHeight") == launch.ledger.blocks[launch.ledger.tip].height
    assert ask("getFirstAvailableBlock") == min(launch.ledger.blocks)


def test_an_unknown_method_is_refused_with_its_code(ask: Ask) -> None:
    assert ask.refused("getEverything") == -32601


@pytest.mark.parametrize(
    ("body", "code"),
    [(b"{", -32700), (b"[]", -32600), (b'{"id":1}', -32600), (b'{"id":1,"method":"getSlot","params":{}}', None)],
)
def test_a_body_that_is_no_call_is_refused(ask: Ask, body: bytes, code: int | None) -> None:
    answer = ask.client.post(ask.url, content=body).json()
    assert answer.get("error", {}).get("code") == code


def test_params_that_are_no_list_are_refused(ask: Ask) -> None:
    body = {"jsonrpc": "2.0", "id": 1, "method": "getSlot", "params": {"a": 1}}
    assert ask.post(body).json()["error"]["code"] == -32602


def test_a_batch_is_answered_in_order_with_errors_in_their_place(ask: Ask, launch: Launch) -> None:
    calls = [("getSlot", []), ("getNothing", []), ("getBalance", [launch.truth.creator])]
    batch = [{"jsonrpc": "2.0", "id": n, "method": method, "params": params} for n, (method, params) in enumerate(calls)]
    answers = ask.post(batch).json()
    assert [answer["id"] for answer in answers] == [0, 1, 2]
    assert answers[1]["error"]["code"] == -32601
    assert answers[2]["result"]["value"] == launch.ledger.accounts[launch.truth.creator].lamports


def test_a_request_larger_than_a_node_takes_is_refused(ask: Ask) -> None:
    assert ask.client.post(ask.url, content=b"x" * 60_000).status_code == 413


def test_the_server_counts_calls_and_keeps_what_was_asked(small: Launch, client: httpx.Client) -> None:
    with serve(small.ledger) as server:
        ask = Ask(client, server.url)
        ask("getSlot")
        ask("getBalance", small.truth.mint)
        ask.post([{"jsonrpc": "2.0", "id": 1, "method": "getSlot"}] * 3)
        assert server.calls == {"getSlot": 4, "getBalance": 1}
        assert server.asked[1] == ("getBalance", [small.truth.mint])
        assert server.requests == 3


def test_the_port_is_free_again_when_the_server_ends(small: Launch, client: httpx.Client) -> None:
    with serve(small.ledger) as server:
        url = server.url
        client.post(url, json={"id": 1, "method": "getSlot"})
    with pytest.raises(httpx.ConnectError):
        client.post(url, json={"id": 1, "method": "getSlot"})


def test_answers_are_the_same_bytes_every_time(small: Launch, client: httpx.Client) -> None:
    body = {"id": 1, "method": "getTransaction", "params": [small.truth.creation, {"maxSupportedTransactionVersion": 1}]}
    answers = set()
    for _ in range(2):
        with serve(small.ledger) as server:
            answers.add(client.post(server.url, json=body).content)
    assert len(answers) == 1


class TestFaults:
    """Each declared fault shows on the wire."""

    @pytest.fixture(autouse=True)
    def _client(self, client: httpx.Client) -> None:
        self.client = client

    def post(self, url: str, method: str = "getSlot", *params: object) -> httpx.Response:
        return self.client.post(url, json={"jsonrpc": "2.0", "id": 1, "method": method, "params": list(params)})

    def test_every_second_request_can_be_turned_away_with_a_pause(self, small: Launch) -> None:
        with serve(small.ledger, busy_every=2, retry_after=0.5) as server:
            answers = [self.post(server.url) for _ in range(4)]
        assert [answer.status_code for answer in answers] == [200, 429, 200, 429]
        assert answers[1].headers["Retry-After"] == "0.5"

    def test_a_rate_limit_counts_requests_within_its_window(self, small: Launch) -> None:
        with serve(small.ledger, rate=3, window=60.0) as server:
            assert [self.post(server.url).status_code for _ in range(5)] == [200, 200, 200, 429, 429]
        with serve(small.ledger, rate=1, window=0.02) as server:
            self.post(server.url)
            time.sleep(0.03)
            assert self.post(server.url).status_code == 200

    def test_a_node_can_be_unhealthy_at_first(self, small: Launch) -> None:
        with serve(small.ledger, unhealthy_first=1) as server:
            first, second = self.post(server.url).json(), self.post(server.url).json()
        assert first["error"]["code"] == -32005
        assert second["result"] == small.ledger.tip

    def test_a_connection_can_end_without_an_answer(self, small: Launch) -> None:
        with serve(small.ledger, disconnect_every=1) as server, pytest.raises(httpx.RemoteProtocolError):
            self.post(server.url)

    def test_an_answer_can_be_cut_in_half(self, small: Launch) -> None:
        with serve(small.ledger, truncate_every=1) as server, pytest.raises(httpx.RemoteProtocolError):
            self.post(server.url)

    def test_methods_can_be_refused(self, small: Launch) -> None:
        with serve(small.ledger, refused=frozenset({"getBlock"}), refusal_code=-32601) as server:
            assert self.post(server.url, "getBlock", 1).json()["error"]["code"] == -32601
            assert "result" in self.post(server.url).json()

    def test_everything_can_be_forbidden(self, small: Launch) -> None:
        with serve(small.ledger, forbidden=True) as server:
            assert self.post(server.url).status_code == 403

    def test_batches_can_be_refused_or_limited(self, small: Launch) -> None:
        batch = [{"jsonrpc": "2.0", "id": n, "method": "getSlot"} for n in range(3)]
        with serve(small.ledger, batches=False) as server:
            assert self.client.post(server.url, json=batch).json()["error"]["code"] == -32600
        with serve(small.ledger, batch_limit=2) as server:
            assert self.client.post(server.url, json=batch).json()["error"]["code"] == -32600
            assert len(self.client.post(server.url, json=batch[:2]).json()) == 2

    def test_answers_can_be_slow(self, small: Launch) -> None:
        with serve(small.ledger, latency=0.1) as server:
            start = time.monotonic()
            self.post(server.url)
            assert time.monotonic() - start >= 0.1

    def test_history_can_be_absent(self, small: Launch) -> None:
        with serve(small.ledger, no_history=True) as server:
            assert self.post(server.url, "getTransaction", small.truth.creation).json()["error"]["code"] == -32011
            assert self.post(server.url, "getSignaturesForAddress", small.truth.curve).json()["error"]["code"] == -32011

    def test_pruned_history_is_null_and_pruned_blocks_are_cleaned_up(self, small: Launch) -> None:
        newest = {"maxSupportedTransactionVersion": 1}
        slot = small.truth.creation_slot
        with serve(small.ledger, pruned_before=slot + 1) as server:
            assert self.post(server.url, "getTransaction", small.truth.creation, newest).json()["result"] is None
            assert self.post(server.url, "getBlock", slot, newest).json()["error"]["code"] == -32001
            listed = self.post(server.url, "getSignaturesForAddress", small.truth.curve).json()["result"]
            first = self.post(server.url, "getFirstAvailableBlock").json()["result"]
        assert min(entry["slot"] for entry in listed) > slot
        assert first > slot

    def test_a_share_of_transactions_can_be_lost_for_good(self, small: Launch) -> None:
        names = list(small.ledger.by_signature)
        with serve(small.ledger, lost=0.5) as server:
            found = [
                self.post(server.url, "getTransaction", name, {"maxSupportedTransactionVersion": 1}).json()["result"]
                for name in names[:60]
            ]
        assert 10 < sum(answer is None for answer in found) < 50
