"""The API keeps what its OpenAPI document says: fuzzed by schemathesis, every example held against its schema."""

from collections.abc import Iterator
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # no stubs installed
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks

from reporter.api.application import application
from reporter.api.views import V1
from tests.api.world import World
from tests.report.factory import MINT, make_report

load_all_checks()
MOST = 10  # examples for each operation: the whole takes seconds, and finds what a wrong schema does at once
MINTS, AUTH = CHECKS.get_by_names(["positive_data_acceptance", "ignored_auth"])


@pytest.mark.parametrize("with_key", [True, False], ids=["a key", "no key"])
@pytest.mark.parametrize("mode", list(GenerationMode))
def test_no_request_breaks_it_and_every_answer_is_documented(world, mode, with_key):
    """Requests that fit the document and requests that do not: no 5xx, and no answer the document does not know.

    Left out: that what fits is accepted (no pattern says which texts hold a mint), and, where a true key is sent, that a key
    schemathesis made up is refused.
    """
    world.keep(make_report())
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", application(world.services))
    if with_key:
        schema.config.update(headers={"authorization": f"Bearer {world.key()}"})
    tried = 0
    for result in schema.get_all_operations():
        operation: Any = result.ok()  # type: ignore[union-attr]  # an error fails the test as well
        if mode is GenerationMode.NEGATIVE and not (operation.path_parameters or operation.query or operation.body):
            continue  # nothing about it can be wrong

        @settings(max_examples=MOST, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
        @given(case=operation.as_strategy(generation_mode=mode))
        def check(case):
            case.call_and_validate(excluded_checks=[MINTS, AUTH] if with_key else [MINTS])

        check()
        tried += 1
    assert tried >= 12


def _document(world: World) -> dict[str, Any]:
    return application(world.services).openapi()


def test_every_operation_has_a_summary_and_documents_its_refusals(world):
    operations = [
        (path, method, operation) for path, item in _document(world)["paths"].items() for method, operation in item.items()
    ]
    assert len(operations) >= 18
    for path, method, operation in operations:
        assert operation["summary"], path
        if not path.endswith(("/health", "/ready")):
            assert {"401", "429", "500"} <= set(operation["responses"]), (path, method)
        for status, answer in operation["responses"].items():
            if int(status) >= 400:
                assert list(answer["content"]) == ["application/problem+json"], (path, status)


def test_every_example_fits_its_schema_and_every_reference_leads_somewhere(world):
    document = _document(world)
    found = 0
    for item in document["paths"].values():
        for operation in item.values():
            for answer in operation["responses"].values():
                for content in answer.get("content", {}).values():
                    examples = [each["value"] for each in content.get("examples", {}).values()]
                    examples += [content["example"]] if "example" in content else []
                    for example in examples:
                        jsonschema.validate(example, {**content["schema"], "components": document["components"]})
                        found += 1
    assert found > 30

    def references(node: Any) -> Iterator[str]:
        if isinstance(node, dict):
            yield from ([node["$ref"]] if isinstance(node.get("$ref"), str) else [])
            node = list(node.values())
        if isinstance(node, list):
            for inner in node:
                yield from references(inner)

    known = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert set(references(document)) <= known


async def test_answers_fit_their_schemas(world):
    world.keep(make_report())
    document = _document(world)
    async with world.client(world.key()) as client:
        for path, kind in (
            (f"{V1}/reports/{MINT}", "Report"),
            (f"{V1}/reports/{MINT}/findings", "Findings"),
            (f"{V1}/reports/{MINT}/entities", "Entities"),
            (f"{V1}/reports/{MINT}/holders", "HolderPage"),
            (f"{V1}/reports/{MINT}/snapshots", "Snapshots"),
            (f"{V1}/jobs", "JobPage"),
            (f"{V1}/webhooks", "Webhooks"),
            (f"{V1}/ready", "Ready"),
        ):
            answer = await client.get(path)
            assert answer.status_code == 200, path
            jsonschema.validate(answer.json(), {"$ref": f"#/components/schemas/{kind}", "components": document["components"]})


async def test_the_document_is_served(world):
    async with world.client() as client:
        answer = await client.get("/api/openapi.json")
    assert answer.json()["openapi"].startswith("3.")
    assert answer.json()["info"]["title"] == "Launch reporter"
