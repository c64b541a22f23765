"""The OpenAPI document: FastAPI's, with the schemas of our own records put in."""

from typing import Any, Final

import msgspec
from fastapi import FastAPI

from reporter.api import views
from reporter.api.answers import KEY_NEEDED
from reporter.api.problem import TITLES
from reporter.model.report import SCHEMA
from reporter.report.schema import schema

PATH: Final = "/api/openapi.json"
DESCRIPTION: Final = """How concentrated a launched Solana token really is, with the transaction behind every link.

Ask for a report, follow its job, read the report whole or in parts. Every error is a problem document (RFC 9457) whose `type`
is stable. Amounts and shares are decimal strings; times are UTC seconds. Keys may be added to answers, none is renamed.
"""
_RECORDS: Final = (
    views.JobView,
    views.JobPage,
    views.BulkView,
    views.Snapshots,
    views.Findings,
    views.Entities,
    views.HolderPage,
    views.WebhookView,
    views.Webhooks,
    views.WebhookBody,
    views.Health,
    views.Ready,
)
_PROBLEM: Final[dict[str, Any]] = {
    "type": "object",
    "description": "A refusal (RFC 9457).",
    "properties": {
        "type": {"type": "string", "enum": [f"urn:launch-reporter:problem:{name}" for name in TITLES]},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"pointer": {"type": "string"}, "detail": {"type": "string"}},
                "required": ["pointer", "detail"],
            },
        },
    },
    "required": ["type", "title", "status"],
}


def document(app: FastAPI) -> dict[str, Any]:
    """The document, made once."""
    if app.openapi_schema is None:
        made = FastAPI.openapi(app)
        schemas = made.setdefault("components", {}).setdefault("schemas", {})
        for name in ("HTTPValidationError", "ValidationError"):
            schemas.pop(name, None)
        _, ours = msgspec.json.schema_components(_RECORDS, ref_template="#/components/schemas/{name}")
        schemas |= ours | _report() | {"Problem": _PROBLEM}
        for item in made["paths"].values():
            for operation in item.values():
                if not operation.pop(KEY_NEEDED, False) and "security" in operation:
                    operation["security"].append({})  # a key is welcome, and not needed where reading is open to all
        made["webhooks"] = {"jobEnded": _webhook()}
        app.openapi_schema = made
    return app.openapi_schema


def _report() -> dict[str, Any]:
    """The published schema of the report document, moved to where this document keeps its schemas."""
    published = schema()
    moved = msgspec.json.encode(published["$defs"]).replace(b'"#/$defs/', b'"#/components/schemas/')
    definitions: dict[str, Any] = msgspec.json.decode(moved)
    assert definitions["Report"]["properties"]["schema"]["const"] == SCHEMA
    return definitions


def _webhook() -> dict[str, Any]:
    headers = [
        {"name": name, "in": "header", "required": True, "description": meaning, "schema": {"type": "string"}}
        for name, meaning in (
            ("webhook-id", "Names the delivery: the same however often it is tried."),
            ("webhook-timestamp", "UTC seconds of this attempt; refuse what is older than five minutes."),
            ("webhook-signature", "v1, and the base64 HMAC-SHA256 of id.timestamp.body under your secret."),
        )
    ]
    body = {"application/json": {"schema": {"$ref": "#/components/schemas/WebhookBody"}}}
    return {
        "post": {
            "summary": "A job your key asked for has ended",
            "parameters": headers,
            "requestBody": {"required": True, "content": body},
            "responses": {"2XX": {"description": "Taken."}, "410": {"description": "Send no more: the webhook is removed."}},
        }
    }
