"""A JSON-RPC caller for tests."""

from typing import Any

import httpx


class Ask:
    """Calls one node; `ask("getSlot")` gives the result and fails the test on an error."""

    def __init__(self, client: httpx.Client, url: str) -> None:
        self.client = client
        self.url = url

    def __call__(self, method: str, *params: Any) -> Any:
        answer = self.whole(method, *params)
        assert "error" not in answer, answer
        return answer["result"]

    def refused(self, method: str, *params: Any) -> int:
        """The error code of a call that must fail."""
        code: int = self.whole(method, *params)["error"]["code"]
        return code

    def whole(self, method: str, *params: Any) -> Any:
        """The whole response object."""
        return self.post({"jsonrpc": "2.0", "id": 7, "method": method, "params": list(params)}).json()

    def post(self, body: Any) -> httpx.Response:
        """The bare HTTP response."""
        return self.client.post(self.url, json=body)
