"""The published schema describes every field, and every rendered report keeps to it."""

import copy
import json

import jsonschema  # type: ignore[import-untyped]  # no stubs installed
import pytest

from reporter.report.fields import FIELDS
from reporter.report.render.json_document import render
from reporter.report.schema import description, schema, schema_document, structs
from tests.report.documents import assert_current
from tests.report.factory import bare_report, hostile_report, make_report, partial_report, simulated_report

VALIDATOR = jsonschema.Draft202012Validator(schema())


def test_the_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("make", [make_report, hostile_report, partial_report, simulated_report, bare_report])
def test_rendered_reports_keep_to_the_schema(make):
    assert [error.message for error in VALIDATOR.iter_errors(json.loads(render(make())))] == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["schema"], "launch-report/2"),
        (["mint"], "0xabc"),
        (["supply", "total"], 5),
        (["supply", "total"], "5.0"),
        (["holders", 0, "share"], "0.1"),
        (["holders", 0, "class"], "whale"),
        (["entities", 0, "p"], "99 %"),
        (["entities", 0, "links", 0, "evidence", 0, "signatures", 0], "not base58 0OIl"),
        (["metrics", "linked_at_least"], "27 %"),
        (["snapshot", "pack_sha256"], "short"),
    ],
)
def test_a_value_outside_the_contract_is_found(path, value):
    document = json.loads(render(make_report()))
    part = document
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    assert not VALIDATOR.is_valid(document)


def test_a_missing_key_is_found_and_a_further_one_tolerated():
    document = json.loads(render(make_report()))
    longer = copy.deepcopy(document)
    longer["later"] = longer["holders"][0]["later"] = 1
    assert VALIDATOR.is_valid(longer)
    del document["coverage"]["partial"]
    assert not VALIDATOR.is_valid(document)


def test_every_field_of_every_record_is_described_and_no_other():
    assert {name: list(fields) for name, fields in FIELDS.items()} == {
        struct.__name__: list(struct.__struct_encode_fields__)
        for struct in sorted(structs(), key=lambda s: list(FIELDS).index(s.__name__))
    }


def test_the_published_schema_is_current():
    assert_current("report.schema.json", schema_document())


def test_the_published_description_is_current():
    assert_current("report.md", description().encode())
