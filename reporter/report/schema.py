"""The published schema of the report document, and its description field by field, both made from the Structs."""

from inspect import cleandoc
from typing import Any, Final, Literal, get_args, get_origin, get_type_hints

import msgspec

from reporter.model import report as contract
from reporter.model.report import SCHEMA, Report
from reporter.report.fields import FIELDS

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_WORDS: Final[dict[Any, str]] = {str: "text", int: "number", bool: "true or false", type(None): "null"}
_OPENING: Final = f"""# The report document

`reporter report MINT --format json` prints one JSON document of schema `{SCHEMA}`; `report.schema.json` beside this page
is its JSON Schema. Times are UTC seconds. Keys may be added within version 1, so readers must tolerate keys they do not know.
"""


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of the report document; further keys are allowed everywhere, as the contract says."""
    (reference,), definitions = msgspec.json.schema_components([Report], ref_template="#/$defs/{name}")
    for name, definition in definitions.items():
        definition["description"] = _about(name)
        for key, value in definition["properties"].items():
            field = FIELDS[name][key]
            if field.pattern:
                _texts(value)["pattern"] = field.pattern
            value["description"] = field.meaning
    definitions["Report"]["properties"]["schema"]["const"] = SCHEMA
    return {"$schema": _DIALECT, "title": SCHEMA, **reference, "$defs": dict(sorted(definitions.items()))}


def schema_document() -> bytes:
    """docs/report.schema.json."""
    return msgspec.json.format(msgspec.json.encode(schema()), indent=2) + b"\n"


def structs() -> list[type[msgspec.Struct]]:
    """Every record of the document, in the order a reader meets them."""
    found: dict[type[msgspec.Struct], None] = {}

    def visit(struct: type[msgspec.Struct]) -> None:
        if struct in found:
            return
        found[struct] = None
        for hint in get_type_hints(struct).values():
            for inner in _records(hint):
                visit(inner)

    visit(Report)
    return list(found)


def description() -> str:
    """docs/report.md: every record and field of the document."""
    parts = [_OPENING]
    for struct in structs():
        parts.append(f"## {struct.__name__}\n\n{_about(struct.__name__)}\n")
        rows = [_row(struct, key) for key in msgspec.structs.fields(struct)]
        parts.append("| field | form | meaning |\n|---|---|---|\n" + "\n".join(rows) + "\n")
    return "\n".join(parts)


def _about(record: str) -> str:
    """A record's docstring on one line; for the whole report, the contract's own, which holds number formats and order."""
    documented = contract if record == "Report" else getattr(contract, record)
    return " ".join(cleandoc(documented.__doc__ or "").split())


def _records(hint: Any) -> list[type[msgspec.Struct]]:
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return [hint]
    return [record for argument in get_args(hint) for record in _records(argument)]


def _texts(value: dict[str, Any]) -> dict[str, Any]:
    """The part of a field's schema that describes its text: itself, the items of its list, or what it is when not null."""
    if "items" in value:
        return _texts(value["items"])
    if "anyOf" in value:
        return _texts(next(choice for choice in value["anyOf"] if choice.get("type") != "null"))
    return value


def _row(struct: type[msgspec.Struct], key: msgspec.structs.FieldInfo) -> str:
    field = FIELDS[struct.__name__][key.encode_name]
    form = ", ".join(part for part in (_kind(key.type), field.form) if part)
    return f"| `{key.encode_name}` | {form} | {field.meaning} |"


def _kind(hint: Any) -> str:
    """A type in words: "list of Holder", "text or null", "map to number"."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is list:
        return f"list of {_kind(arguments[0])}"
    if origin is dict:
        return f"map to {_kind(arguments[1])}"
    if origin is Literal:
        return "one of " + " ".join(f"`{word}`" for word in arguments)
    if arguments:
        return " or ".join(_kind(argument) for argument in arguments)
    return _WORDS.get(hint) or f"[{hint.__name__}](#{hint.__name__.lower()})"
