"""`reporter rpc-check` against real servers on the loopback interface."""

import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

KEY = "9f8e7d6c5b4a3f2e"
KNOWN = {
    "getGenesisHash": "5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d",
    "getSlot": 326027759,
    "getFirstAvailableBlock": 0,
    "getVersion": {"solana-core": "4.0.0\x1b[31m"},
}


class _Node(BaseHTTPRequestHandler):
    """Knows a few methods, refuses the rest, and quotes its own URL in every refusal."""

    def do_POST(self) -> None:
        calls = json.loads(self.rfile.read(int(self.headers["content-length"])))
        one = isinstance(calls, dict)
        answers = [self._answer(call) for call in ([calls] if one else calls)]
        body = json.dumps(answers[0] if one else answers).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _answer(self, call: dict[str, Any]) -> dict[str, Any]:
        head = {"jsonrpc": "2.0", "id": call["id"]}
        if call["method"] in KNOWN:
            return head | {"result": KNOWN[call["method"]]}
        return head | {"error": {"code": -32601, "message": f"not allowed at http://{self.headers['host']}{self.path}"}}

    def log_message(self, format, *args):  # noqa: A002 — the base class names it so
        pass


@pytest.fixture
def node() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Node) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/{KEY}"
        server.shutdown()
        thread.join()


def test_the_table_says_what_works_and_what_does_not_without_the_url(run, node):
    ran = run("rpc-check", node)
    assert (ran.code, ran.err) == (0, "")
    cells = [re.split(r"  +", line) for line in ran.out.splitlines()]
    said = {name: (word, detail) for name, word, detail in cells}
    assert said["reachable"] == ("yes", "answers JSON-RPC")
    assert said["network"] == ("yes", "mainnet")
    assert said["getProgramAccounts"][0] == "no"
    assert KEY not in ran.out
    assert "\x1b" not in ran.out


def test_the_same_as_json(run, node):
    ran = run("rpc-check", node, "--format", "json")
    assert ran.code == 0
    found = {row["name"]: row["ok"] for row in json.loads(ran.out)["capabilities"]}
    assert (found["reachable"], found["batches"], found["getTokenLargestAccounts"]) == (True, True, False)
    assert KEY not in ran.out


def test_an_endpoint_that_does_not_answer_exits_with_3(run):
    ran = run("rpc-check", f"http://127.0.0.1:9/{KEY}")
    assert ran.code == 3
    assert ran.out.startswith("reachable  no")
    assert KEY not in ran.out + ran.err


@pytest.mark.parametrize("url", [f"ftp://node.example/{KEY}", KEY, ""])
def test_what_is_no_endpoint_is_refused_and_not_repeated(run, url):
    ran = run("rpc-check", url)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert KEY not in ran.err
