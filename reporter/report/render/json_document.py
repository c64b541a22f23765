"""The report as one JSON document, schema "launch-report/1", and back.

Written the same byte for byte for the same report: keys in the order of the contract, mappings by key, two-space
indentation, UTF-8, one line break at the end.
"""

from typing import Any, Final

import msgspec

from reporter.errors import InputError
from reporter.model.report import SCHEMA, Report

_ENCODER: Final = msgspec.json.Encoder(order="deterministic")
_FAMILY: Final = SCHEMA.rpartition("/")[0]


class _Head(msgspec.Struct, frozen=True):
    schema: str


def render(report: Report) -> bytes:
    """The document's bytes."""
    return msgspec.json.format(_ENCODER.encode(report), indent=2) + b"\n"


def read(content: bytes) -> Report:
    """A report document as it was written, by this or a later program of the same schema version.

    Keys this program does not know are ignored. Raises InputError for anything else than a launch report of this schema; the
    message never repeats the content.
    """
    try:
        schema = msgspec.json.decode(content, type=_Head).schema
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise InputError("not a launch report: no JSON object with a schema") from None
    if schema != SCHEMA:
        known = f"; this program reads {SCHEMA}"
        raise InputError(("a launch report of another version" if _is_launch_report(schema) else "not a launch report") + known)
    try:
        return msgspec.json.decode(content, type=Report)
    except msgspec.ValidationError as error:
        raise InputError(f"a damaged launch report: {_place(error)}") from None


def as_builtins(report: Report) -> dict[str, Any]:
    """The document as plain dictionaries and lists, with the contract's key names."""
    built: dict[str, Any] = msgspec.to_builtins(report)
    return built


def _is_launch_report(schema: str) -> bool:
    return schema.rpartition("/")[0] == _FAMILY


def _place(error: msgspec.ValidationError) -> str:
    """Where the damage is, without its content."""
    text = str(error)
    at = text.rpartition(" - at `")[2].rstrip("`") if " - at `" in text else "$"
    return f"wrong or missing value at {at}" if at.isascii() and len(at) <= 80 else "wrong or missing value"
