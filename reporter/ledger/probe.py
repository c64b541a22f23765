"""What an endpoint can do: `reporter rpc-check` asks each thing a report may need, once, with a harmless question."""

import asyncio
import re
from collections.abc import Callable
from typing import Any, Final

import msgspec
from msgspec import Struct

from reporter.errors import EndpointError
from reporter.ledger.rpc.hostile import printable
from reporter.ledger.rpc.outcome import Outcome, ours, read
from reporter.ledger.rpc.verdict import GAVE_UP, Verdict, fault
from reporter.ledger.rpc.wire import Call, encode
from reporter.model import networks
from reporter.model.ids import SPL_TOKEN, WRAPPED_SOL
from reporter.model.questions import (
    Question,
    block_signatures,
    das_token_accounts,
    genesis,
    largest_accounts,
    signatures,
    transaction,
)
from reporter.transport import HttpClient, Response, SecretUrl, Transport

_HEADERS: Final = {"content-type": "application/json", "accept": "application/json"}
_BATCHES: Final = (50, 20, 5, 2)
_RATE_HEADER: Final = re.compile(r"rate-?limit|retry-after", re.IGNORECASE)
_NO_MINT: Final = "11111111111111111111111111111112"  # holds nothing: a scan for it is cheap, a refusal tells as much
_INVALID: Final = -32602  # complains about the mint, so the method is there


def _named(genesis: Any) -> str:
    name = networks.network(str(genesis))
    return name if name != networks.UNVERIFIED else f"unknown, genesis {genesis}"


class Capability(Struct, frozen=True):
    """One thing an endpoint can (True), cannot (False), or leaves open (None). `detail` is fit to be shown."""

    name: str
    ok: bool | None
    detail: str


class _Probe:
    """One endpoint under test. Every request is a single try: a check that retries hides what it should show."""

    def __init__(self, url: SecretUrl, client: HttpClient) -> None:
        self._url = url
        self._client = client
        self._next = 0
        self.headers: dict[str, str] = {}

    async def ask(self, *questions: Question) -> list[Outcome]:
        calls = [Call(self._next + n, question) for n, question in enumerate(questions, 1)]
        self._next += len(calls)
        try:
            response: Response = await self._client.request("POST", self._url, encode(calls), _HEADERS)
        except EndpointError as error:
            return [ours(Verdict.AGAIN, str(error))] * len(calls)
        self.headers.update({key: value for key, value in response.headers.items() if _RATE_HEADER.search(key)})
        return read(response, calls)

    def why(self, outcome: Outcome) -> str:
        code, message = fault(outcome.body)
        told = printable(self._url.hide(message))
        return told if code == GAVE_UP else f"error {code}: {told}"

    async def can(self, name: str, question: Question, say: Callable[[Any], str]) -> tuple[Capability, Any]:
        """Ask one question; the second value is its decoded result, None when refused."""
        (outcome,) = await self.ask(question)
        if fault(outcome.body)[0] == _INVALID and outcome.verdict is not Verdict.DONE and _NO_MINT in question.params:
            return Capability(name, ok=True, detail="offered"), None
        if outcome.verdict is not Verdict.DONE:
            ok = None if outcome.verdict in {Verdict.BUSY, Verdict.AGAIN} else False
            return Capability(name, ok, self.why(outcome)), None
        value = msgspec.json.decode(outcome.body)
        return Capability(name, ok=True, detail=printable(self._url.hide(say(value)))), value

    async def batches(self) -> Capability:
        why = ""
        for size in _BATCHES:
            outcomes = await self.ask(*[Question("getSlot", '[{"commitment":"finalized"}]')] * size)
            if all(outcome.verdict is Verdict.DONE for outcome in outcomes):
                return Capability("batches", ok=True, detail=f"{size} calls in one request")
            why = self.why(next(outcome for outcome in outcomes if outcome.verdict is not Verdict.DONE))
        return Capability("batches", ok=False, detail=f"single calls only ({why})")


async def probe(
    endpoint: str, *, silence: float = 20.0, pause: float = 0.2, transport: Transport | None = None
) -> list[Capability]:
    """Check one endpoint with some twenty calls, `pause` seconds between groups of them, `silence` at most for an answer.

    A refusal is a result, not an error; when nothing answers the list has one entry, "reachable", with the reason. Raises
    InputError when `endpoint` is no http or https URL.
    """
    client = HttpClient(timeout=silence, connections=1, transport=transport)
    try:
        tested = _Probe(SecretUrl(endpoint), client)
        reachable, _ = await tested.can("reachable", genesis(), lambda _: "answers JSON-RPC")
        if not reachable.ok:
            return [Capability("reachable", ok=False, detail=reachable.detail)]
        found = [reachable]
        for step in (_network, _history, _holders, _extras):
            await asyncio.sleep(pause)
            found += await step(tested)
        told = ", ".join(f"{printable(key, 40)}: {printable(value, 40)}" for key, value in sorted(tested.headers.items()))
        found.append(Capability("rate headers", ok=bool(told) or None, detail=told or "none sent: the rate is found by trying"))
        return found
    finally:
        await client.aclose()


async def _network(tested: _Probe) -> list[Capability]:
    version, _ = await tested.can("version", Question("getVersion", "[]"), _version)
    network, _ = await tested.can("network", genesis(), _named)
    slot, _ = await tested.can("finalized slot", Question("getSlot", '[{"commitment":"finalized"}]'), str)
    return [version, network, slot, await tested.batches()]


async def _history(tested: _Probe) -> list[Capability]:
    listed, rows = await tested.can("getSignaturesForAddress", signatures(WRAPPED_SOL, limit=1), _listed)
    found = [listed]
    row = rows[0] if isinstance(rows, list) and rows and isinstance(rows[0], dict) else {}
    if row.get("signature"):
        found.append((await tested.can("getTransaction, versions 0 and 1", transaction(str(row["signature"])), _present))[0])
    if isinstance(row.get("slot"), int):
        found.append((await tested.can("getBlock with signatures", block_signatures(row["slot"]), _block))[0])
    oldest, slot = await tested.can("oldest block", Question("getFirstAvailableBlock", "[]"), lambda s: f"slot {s}")
    if oldest.ok and isinstance(slot, int) and slot > 1:
        oldest = Capability("oldest block", ok=None, detail=f"slot {slot}: older launches need an endpoint with full history")
    return [*found, oldest]


async def _holders(tested: _Probe) -> list[Capability]:
    options = {
        "commitment": "finalized",
        "dataSlice": {"length": 40, "offset": 32},
        "encoding": "base64",
        "filters": [{"dataSize": 165}, {"memcmp": {"bytes": _NO_MINT, "offset": 0}}],
        "withContext": True,
    }
    scan = Question("getProgramAccounts", msgspec.json.encode([SPL_TOKEN, options]).decode())
    programs, _ = await tested.can("getProgramAccounts", scan, lambda _: "allowed: all holders can be read")
    largest, _ = await tested.can("getTokenLargestAccounts", largest_accounts(_NO_MINT), lambda _: "offered")
    return [programs, largest]


async def _extras(tested: _Probe) -> list[Capability]:
    das, _ = await tested.can("DAS getTokenAccounts", das_token_accounts(_NO_MINT, 1), lambda _: "offered")
    query = msgspec.json.encode([WRAPPED_SOL, {"limit": 1, "transactionDetails": "signatures"}]).decode()
    history, _ = await tested.can(
        "getTransactionsForAddress", Question("getTransactionsForAddress", query), lambda _: "offered"
    )
    return [das, history]


def _version(value: Any) -> str:
    return str(value.get("solana-core", "unnamed")) if isinstance(value, dict) else "unnamed"


def _listed(value: Any) -> str:
    return f"{len(value)} listed" if isinstance(value, list) else "answered with something else than a list"


def _present(value: Any) -> str:
    return "null for a signature it just listed: it lags or has pruned it" if value is None else "answered"


def _block(value: Any) -> str:
    count = len(value.get("signatures") or ()) if isinstance(value, dict) else 0
    return f"{count} transactions in order"
