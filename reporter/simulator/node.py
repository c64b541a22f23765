"""One simulated node: answers request bodies, keeps count of what it was asked."""

import threading
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final, TypeAlias

import msgspec

from reporter.simulator import rpc
from reporter.simulator.faults import Faults
from reporter.simulator.rpc.refusal import BAD_PARAMS, BAD_REQUEST, NO_HISTORY, NOT_JSON, UNHEALTHY, Refusal
from reporter.simulator.rpc.view import Limits, Request, View

Json: TypeAlias = dict[str, Any]
_HISTORY: Final = frozenset({"getTransaction", "getSignaturesForAddress"})
_NO_BATCH: Final = "Batch requests are not supported"


class Node:
    """A ledger behind JSON-RPC. `calls` counts methods, `asked` holds every call in the order it came."""

    def __init__(self, view: View, faults: Faults) -> None:
        self.calls: Counter[str] = Counter()
        self.asked: list[tuple[str, Any]] = []
        self._view = view
        self._faults = faults
        self._limits = Limits(faults.pruned_before, faults.scans)
        self._results: dict[tuple[str, bytes], msgspec.Raw] = {}
        self._tip = view.tip
        self._lock = threading.Lock()

    def answer(self, body: bytes) -> bytes:
        """The response to one HTTP request body: a single call or a batch."""
        try:
            request = msgspec.json.decode(body)
        except msgspec.DecodeError:
            return _encode(_error(None, Refusal(NOT_JSON, "Parse error")))
        if isinstance(request, list):
            return self._batch(request)
        return _encode(self._one(request))

    def unhealthy(self, body: bytes) -> bytes:
        """The response of a node that is behind."""
        try:
            request = msgspec.json.decode(body)
        except msgspec.DecodeError:
            request = None
        refusal = Refusal(UNHEALTHY, "Node is behind by 42 slots", {"numSlotsBehind": 42})
        if isinstance(request, list):
            return _encode([_error(one.get("id") if isinstance(one, dict) else None, refusal) for one in request])
        return _encode(_error(request.get("id") if isinstance(request, dict) else None, refusal))

    def _batch(self, requests: Sequence[Any]) -> bytes:
        limit = self._faults.batch_limit
        if not self._faults.batches:
            return _encode(_error(None, Refusal(BAD_REQUEST, _NO_BATCH)))
        if not requests:
            return _encode(_error(None, Refusal(BAD_REQUEST, "Invalid request")))
        if limit and len(requests) > limit:
            return _encode(_error(None, Refusal(BAD_REQUEST, f"Batch size too large; max {limit}")))
        return _encode([self._one(request) for request in requests])

    def _one(self, request: Any) -> Json:
        if not isinstance(request, dict) or not isinstance(request.get("method"), str):
            return _error(request.get("id") if isinstance(request, dict) else None, Refusal(BAD_REQUEST, "Invalid request"))
        method = request["method"]
        params = request.get("params") or []
        identity = request.get("id")
        with self._lock:
            self.calls[method] += 1
            self.asked.append((method, params))
        if not isinstance(params, list):
            return _error(identity, Refusal(BAD_PARAMS, "Invalid params: expected an array"))
        try:
            result = self._result(method, params)
        except Refusal as refusal:
            return _error(identity, refusal)
        return {"jsonrpc": "2.0", "result": result, "id": identity}

    def _result(self, method: str, params: list[Any]) -> msgspec.Raw:
        faults = self._faults
        if method in faults.refused:
            raise Refusal(faults.refusal_code, f"Method {method} is not available on this plan")
        if faults.no_history and method in _HISTORY:
            raise Refusal(NO_HISTORY, "Transaction history is not available from this node")
        if method == "getTransaction" and params and isinstance(params[0], str) and faults.loses(params[0]):
            return msgspec.Raw(b"null")
        # A ledger of one tip does not change, so equal calls have equal answers.
        if self._view.tip != self._tip:
            self._tip, self._results = self._view.tip, {}
        key = (method, msgspec.json.encode(params, order="sorted"))
        known = self._results.get(key)
        if known is None:
            known = msgspec.Raw(msgspec.json.encode(rpc.call(method, Request(self._view, self._limits, params))))
            self._results[key] = known
        return known


def _error(identity: Any, refusal: Refusal) -> Json:
    return {"jsonrpc": "2.0", "error": refusal.body(), "id": identity}


def _encode(value: Any) -> bytes:
    return msgspec.json.encode(value)
