"""The JSON document is the contract: fixed keys, the same bytes for the same report, readable by later programs."""

import json

import msgspec
import pytest

from reporter.errors import InputError
from reporter.report.render.json_document import as_builtins, read, render
from reporter.report.wording import assert_speakable
from tests.report.factory import bare_report, hostile_report, make_report, partial_report, simulated_report

MAKERS = [make_report, hostile_report, partial_report, simulated_report, bare_report]


@pytest.mark.parametrize("make", MAKERS)
def test_a_document_reads_back_as_the_report_it_was(make):
    assert read(render(make())) == make()


def test_the_keys_are_those_of_the_contract():
    document = json.loads(render(make_report()))
    assert list(document) == [
        "schema",
        "mint",
        "platform",
        "token",
        "creation",
        "graduation",
        "snapshot",
        "coverage",
        "supply",
        "holders",
        "early_buyers",
        "entities",
        "services",
        "metrics",
        "findings",
        "timeline",
        "badge",
        "behaviour",
        "concentration_over_time",
        "limits",
        "brand",
        "proceeds",
        "locks",
        "liquidity",
    ]
    assert list(document["holders"][0]) == [
        "wallet",
        "amount",
        "share",
        "class",
        "subclass",
        "reason",
        "entity",
        "funding",
        "tokens_from",
    ]
    assert document["schema"] == "launch-report/1"
    assert document["supply"]["total"] == "1000000000000000"


def test_the_bytes_depend_on_the_report_alone():
    report = make_report()
    token = report.token
    turned = msgspec.structs.replace(token, authorities=dict(reversed(token.authorities.items())))
    assert render(msgspec.structs.replace(report, token=turned)) == render(report)
    assert render(report).endswith(b"}\n")
    assert not render(report).endswith(b"\n\n")


def test_a_document_of_plain_values_is_the_same_document():
    assert as_builtins(make_report()) == json.loads(render(make_report()))


@pytest.mark.parametrize("make", MAKERS)
def test_what_the_report_itself_says_is_speakable(make):
    report = make()
    from_chain = [report.token.name, report.token.symbol, *report.token.extensions]
    from_chain += [row.reason for row in report.holders] + [row.label or "" for row in report.services]
    assert_speakable(
        json.dumps(as_builtins(report), ensure_ascii=False), [json.dumps(t, ensure_ascii=False)[1:-1] for t in from_chain]
    )


def test_keys_of_later_programs_are_tolerated():
    document = json.loads(render(make_report()))
    document["later"] = {"a": 1}
    document["holders"][0]["later"] = [1]
    del document["brand"]
    assert read(json.dumps(document).encode()) == make_report()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "not a launch report: no JSON object with a schema"),
        (b"[]", "not a launch report: no JSON object with a schema"),
        (b"\xff{}", "not a launch report: no JSON object with a schema"),
        (b'{"schema": "launch-report/1\xff"}', "not a launch report: no JSON object with a schema"),
        (b'{"schema": 1}', "not a launch report: no JSON object with a schema"),
        (b'{"schema": "launch-report/2"}', "a launch report of another version; this program reads launch-report/1"),
        (b'{"schema": "<script>"}', "not a launch report; this program reads launch-report/1"),
        (b'{"schema": "launch-report/1"}', "a damaged launch report: wrong or missing value at $"),
    ],
)
def test_what_is_no_such_document_is_refused_without_repeating_it(content, message):
    with pytest.raises(InputError) as refused:
        read(content)
    assert str(refused.value) == message


def test_damage_is_located():
    document = json.loads(render(make_report()))
    document["holders"][3]["share"] = 5
    with pytest.raises(InputError, match=r"wrong or missing value at \$\.holders\[3\]\.share"):
        read(json.dumps(document).encode())
