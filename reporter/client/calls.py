"""One function for each operation of the API: from its parameters to the request, and to the shape of the answer."""

from collections.abc import Sequence
from typing import Any, Final, Generic, TypeVar
from urllib.parse import quote, urlencode

import msgspec
from msgspec import Struct

from reporter.client import shapes
from reporter.model.report import Report

V1: Final = "/api/v1"
Shape = TypeVar("Shape")


class Call(Struct, Generic[Shape], frozen=True):
    """One request. `template` is the path as the OpenAPI document spells it; `shape` is bytes for what is no JSON."""

    method: str
    template: str
    shape: type[Shape]
    path: dict[str, str] = {}
    query: dict[str, Any] = {}
    body: dict[str, Any] | None = None

    @property
    def target(self) -> str:
        """Path and query, escaped."""
        path = self.template
        for name, value in self.path.items():
            path = path.replace(f"{{{name}}}", quote(value, safe=""))
        given = {name: _text(value) for name, value in self.query.items() if value is not None}
        return f"{path}?{urlencode(given)}" if given else path

    @property
    def content(self) -> bytes | None:
        """The body as JSON, without what was not given."""
        if self.body is None:
            return None
        return msgspec.json.encode({name: value for name, value in self.body.items() if value is not None})


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def ask_for_report(
    mint: str,
    *,
    kind: str | None = None,
    window: int | None = None,
    budget: int | None = None,
    quick: bool | None = None,
    private: bool | None = None,
    endpoints: Sequence[str] | None = None,
) -> Call[shapes.Job]:
    """Ask for a report; the same request is the same job."""
    wanted = {"kind": kind, "window": window, "budget": budget, "quick": quick, "private": private}
    body = {"mint": mint, **wanted, "endpoints": None if endpoints is None else list(endpoints)}
    return Call("POST", f"{V1}/reports", shapes.Job, body=body)


def ask_for_many(
    mints: Sequence[str],
    *,
    kind: str | None = None,
    window: int | None = None,
    budget: int | None = None,
    quick: bool | None = None,
    private: bool | None = None,
) -> Call[shapes.Bulk]:
    """Ask for many reports at once."""
    wanted = {"kind": kind, "window": window, "budget": budget, "quick": quick, "private": private}
    return Call("POST", f"{V1}/bulk", shapes.Bulk, body={"mints": list(mints), **wanted})


def bulk_status(bulk: str) -> Call[shapes.Bulk]:
    """Where the jobs of a bulk request stand."""
    return Call("GET", f"{V1}/bulk/{{bulk}}", shapes.Bulk, {"bulk": bulk})


def history(cursor: str | None = None, limit: int | None = None, private: bool | None = None) -> Call[shapes.JobPage]:
    """Jobs, the newest first."""
    return Call("GET", f"{V1}/jobs", shapes.JobPage, query={"cursor": cursor, "limit": limit, "private": private})


def status(job: str) -> Call[shapes.Job]:
    """How a job stands."""
    return Call("GET", f"{V1}/jobs/{{job}}", shapes.Job, {"job": job})


def cancel(job: str) -> Call[shapes.Job]:
    """Cancel a job."""
    return Call("POST", f"{V1}/jobs/{{job}}/cancel", shapes.Job, {"job": job})


def events(job: str, after: int | None = None) -> Call[bytes]:
    """Follow a job."""
    return Call("GET", f"{V1}/jobs/{{job}}/events", bytes, {"job": job}, {"after": after})


def report(mint: str, snapshot: str | None = None, private: bool | None = None) -> Call[Report]:
    """A report."""
    return Call("GET", f"{V1}/reports/{{mint}}", Report, {"mint": mint}, _which(snapshot, private))


def rendered(mint: str, format: str, snapshot: str | None = None, private: bool | None = None) -> Call[bytes]:  # noqa: A002
    """A report in another format than JSON."""
    return Call("GET", f"{V1}/reports/{{mint}}", bytes, {"mint": mint}, {"format": format, **_which(snapshot, private)})


def snapshots(mint: str, private: bool | None = None) -> Call[shapes.Snapshots]:
    """Every stored report of a mint."""
    return Call("GET", f"{V1}/reports/{{mint}}/snapshots", shapes.Snapshots, {"mint": mint}, {"private": private})


def findings(mint: str, snapshot: str | None = None, private: bool | None = None) -> Call[shapes.Findings]:
    """What a report says."""
    return Call("GET", f"{V1}/reports/{{mint}}/findings", shapes.Findings, {"mint": mint}, _which(snapshot, private))


def entities(mint: str, snapshot: str | None = None, private: bool | None = None) -> Call[shapes.Entities]:
    """Wallets that act together."""
    return Call("GET", f"{V1}/reports/{{mint}}/entities", shapes.Entities, {"mint": mint}, _which(snapshot, private))


def holders(
    mint: str,
    snapshot: str | None = None,
    private: bool | None = None,
    cursor: str | None = None,
    limit: int | None = None,
) -> Call[shapes.HolderPage]:
    """Owners of the token, the largest first."""
    query = {**_which(snapshot, private), "cursor": cursor, "limit": limit}
    return Call("GET", f"{V1}/reports/{{mint}}/holders", shapes.HolderPage, {"mint": mint}, query)


def pack(mint: str, snapshot: str | None = None, private: bool | None = None) -> Call[bytes]:
    """The evidence pack of a report."""
    return Call("GET", f"{V1}/reports/{{mint}}/pack", bytes, {"mint": mint}, _which(snapshot, private))


def register(url: str) -> Call[shapes.Webhook]:
    """Register a webhook."""
    return Call("POST", f"{V1}/webhooks", shapes.Webhook, body={"url": url})


def registered() -> Call[shapes.Webhooks]:
    """The webhooks of this key."""
    return Call("GET", f"{V1}/webhooks", shapes.Webhooks)


def remove(webhook: str) -> Call[bytes]:
    """Remove a webhook."""
    return Call("DELETE", f"{V1}/webhooks/{{webhook}}", bytes, {"webhook": webhook})


def health() -> Call[shapes.Health]:
    """Does the process live."""
    return Call("GET", f"{V1}/health", shapes.Health)


def ready() -> Call[shapes.Ready]:
    """Can it work."""
    return Call("GET", f"{V1}/ready", shapes.Ready)


def metrics() -> Call[bytes]:
    """Metrics for Prometheus."""
    return Call("GET", "/metrics", bytes)


def badge(name: str) -> Call[bytes]:
    """The badge of the latest report; `name` is the mint with `.svg`, `.json` or `.jws` after it."""
    return Call("GET", "/badge/{name}", bytes, {"name": name})


def signing_keys() -> Call[bytes]:
    """The keys badges are checked with, as a JSON Web Key Set."""
    return Call("GET", "/.well-known/jwks.json", bytes)


def _which(snapshot: str | None, private: bool | None) -> dict[str, Any]:
    return {"snapshot": snapshot, "private": private}
