"""The client and the API's OpenAPI document say the same: no operation, parameter or field is in one of them alone."""

import inspect
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from reporter.api.application import application
from reporter.client import AsyncClient, Client, calls
from reporter.client.calls import Call
from tests.api.world import World

FUNCTIONS: dict[str, Callable[..., Call[Any]]] = {
    name: function
    for name, function in inspect.getmembers(calls, inspect.isfunction)
    if function.__module__ == calls.__name__ and not name.startswith("_")
}
BY_HEAD_OF_THE_CLIENT = {"last-event-id"}  # what browsers send; a program names the number in `after`


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Any:
    world = World(tmp_path_factory.mktemp("document"))
    try:
        return application(world.services).openapi()
    finally:
        world.close()


def filled(name: str) -> Call[Any]:
    """The call with every parameter given."""
    parameters = inspect.signature(FUNCTIONS[name]).parameters
    lists = {"mints", "endpoints"}
    return FUNCTIONS[name](**{one: ["x"] if one in lists else "x" for one in parameters})


def operations(document: Any) -> dict[tuple[str, str], Any]:
    return {(method.upper(), path): operation for path, item in document["paths"].items() for method, operation in item.items()}


def resolved(node: Any, root: Any) -> Any:
    while "$ref" in node:
        place = root
        for part in node["$ref"].removeprefix("#/").split("/"):
            place = place[part]
        node = place
    return node


def outline(node: Any, root: Any) -> Any:
    """Which fields a schema has, all the way down, without its words."""
    node = resolved(node, root)
    for several in ("anyOf", "oneOf"):
        if several in node:
            parts = [outline(part, root) for part in node[several]]
            return next((part for part in parts if part is not None), None)
    if "properties" in node:
        return {name: outline(inner, root) for name, inner in node["properties"].items()}
    if node.get("items"):
        return [outline(node["items"], root)]
    return None


def test_every_documented_operation_has_a_call_and_every_call_is_documented(document):
    built = {(call.method, call.template) for call in map(filled, FUNCTIONS)}
    assert built == set(operations(document))


@pytest.mark.parametrize("client", [Client, AsyncClient])
def test_every_call_is_a_method_of_both_clients(client):
    assert [name for name in FUNCTIONS if not callable(getattr(client, name, None))] == []


@pytest.mark.parametrize("head", sorted({(call.method, call.template) for call in map(filled, FUNCTIONS)}), ids=" ".join)
def test_calls_take_the_documented_parameters_and_no_others(document, head):
    operation = operations(document)[head]
    together = [call for call in map(filled, FUNCTIONS) if (call.method, call.template) == head]
    documented: dict[str, set[str]] = {"path": set(), "query": set(), "header": set()}
    for parameter in operation.get("parameters", []):
        documented[parameter["in"]].add(parameter["name"])
    assert all(set(call.path) == documented["path"] for call in together)
    assert set().union(*(call.query for call in together)) == documented["query"]
    assert documented["header"] <= BY_HEAD_OF_THE_CLIENT
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    wanted = set(resolved(body, document).get("properties", {}))
    assert set().union(*(call.body or {} for call in together)) == wanted


@pytest.mark.parametrize("name", FUNCTIONS)
def test_answers_are_read_field_for_field_as_documented(document, name):
    call = filled(name)
    answers = operations(document)[call.method, call.template]["responses"]
    contents = [answer.get("content", {}) for status, answer in answers.items() if status.startswith("2")]
    if call.shape is bytes:
        assert any(set(content) != {"application/json"} for content in contents)
        return
    schemas = [content["application/json"]["schema"] for content in contents if "application/json" in content]
    assert schemas
    ours = msgspec.json.schema(call.shape)
    for schema in schemas:
        assert outline(schema, document) == outline(ours, ours)


def test_no_operation_comes_unnoticed(document):
    """The comparison above can fail: a document with one operation, parameter or field more is another one."""
    changed = {**document, "paths": {**document["paths"], "/api/v1/new": {"get": {}}}}
    assert set(operations(changed)) - {(call.method, call.template) for call in map(filled, FUNCTIONS)} == {
        ("GET", "/api/v1/new")
    }
    ours = msgspec.json.schema(calls.health().shape)
    answer = document["paths"]["/api/v1/health"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    wider = {**resolved(answer, document)}
    wider["properties"] = {**wider["properties"], "more": {"type": "string"}}
    assert outline(wider, document) != outline(ours, ours)
