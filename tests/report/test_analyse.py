"""The report of every simulated launch: the same bytes each time, within the contract, in words a report may say."""

import json
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # no stubs installed
import pytest

from reporter.errors import PackVersionError
from reporter.model.pack import Pack, Provenance
from reporter.report.analyse import analyse, check_version
from reporter.report.render import json_document, text
from reporter.report.vocabulary.forbidden import assert_speakable
from tests.end_to_end import worlds

SCHEMA = json.loads((Path(__file__).resolve().parents[2] / "docs" / "report.schema.json").read_text())
EVERY = pytest.mark.parametrize("options", worlds.OPTIONS, ids=str)


def quoted(report: Any) -> Any:
    return (report.token.name, report.token.symbol)


@pytest.mark.parametrize("make", [lambda: worlds.packed(3, fan_out=True), worlds.hot_pack], ids=["funded", "hot"])
def test_the_same_pack_gives_the_same_bytes(make):
    pack = make()
    assert json_document.render(analyse(pack)) == json_document.render(analyse(pack))


@EVERY
def test_every_report_keeps_to_the_published_schema(options):
    jsonschema.validate(json.loads(json_document.render(worlds.reported(3, **options))), SCHEMA)


@EVERY
def test_no_report_says_what_no_report_may_say(options):
    report = worlds.reported(3, **options)
    assert_speakable(text.render(report), quoted(report))
    assert_speakable(json_document.render(report).decode(), quoted(report))


@EVERY
def test_every_published_link_names_a_signature(options):
    for entity in worlds.reported(3, **options).entities:
        for link in entity.links:
            assert link.evidence
            assert all(item.signatures for item in link.evidence)
            if entity.tier != "possible":
                assert {link.a, link.b} <= set(entity.wallets)


@EVERY
def test_every_signature_a_report_names_is_in_its_pack(options):
    report, pack = worlds.reported(3, **options), worlds.packed(3, **options)
    listed = {answer.question.params.split('"')[1] for answer in pack.answers if answer.question.method == "getTransaction"}
    named = {s for entity in report.entities for link in entity.links for item in link.evidence for s in item.signatures}
    named |= {signature for finding in report.findings for signature in finding.signatures}
    assert named <= listed


@EVERY
def test_infrastructure_is_no_holder_and_no_member(options):
    report, truth = worlds.reported(3, **options), worlds.launched(3, **options).truth
    services = {truth.curve, *truth.exchanges.values()}
    held = {holder.wallet for holder in report.holders if holder.class_ in {"wallet", "creator"}}
    assert not held & services
    assert not {wallet for entity in report.entities for wallet in entity.wallets} & services
    assert {holder.wallet for holder in report.holders if holder.class_ == "infrastructure"} == {truth.curve}


@EVERY
def test_findings_speak_of_no_wallet_outside_their_group(options):
    report = worlds.reported(3, **options)
    published = {wallet for entity in report.entities if entity.tier in {"proven", "strong"} for wallet in entity.wallets}
    context = {wallet for entity in report.entities for role in entity.roles.values() for wallet in role}
    creator = {report.creation.creator} if report.creation else set()
    for finding in report.findings:
        if finding.tier in {"proven", "strong"}:
            assert set(finding.wallets) <= published | context | creator


@EVERY
def test_holders_supply_and_early_buyers_are_what_is_true(options):
    report, truth = worlds.reported(3, **options), worlds.launched(3, **options).truth
    assert {holder.wallet: int(holder.amount) for holder in report.holders} == truth.holdings
    assert [buyer.wallet for buyer in report.early_buyers] == list(truth.early_buyers)
    assert (int(report.supply.total), int(report.supply.circulating)) == (truth.supply, truth.circulating)
    assert report.creation is not None
    assert (report.creation.signature, report.creation.creator_signed) == (truth.creation, True)
    assert not report.coverage.partial
    assert report.coverage.calls <= 2500


@EVERY
def test_the_interval_of_linked_supply_is_ordered_and_covers_the_truth(options):
    report, truth = worlds.reported(3, **options), worlds.launched(3, **options).truth
    low, middle, high = report.metrics.linked_at_least, report.metrics.linked_expected, report.metrics.linked_at_most
    assert low is not None
    assert middle is not None
    assert high is not None
    assert float(low) <= float(middle) <= float(high)
    assert float(low) <= truth.share((*truth.group, truth.creator)) + 1e-6


def test_nobody_is_linked_where_nobody_runs_the_launch():
    report = worlds.hot_report()
    assert [entity for entity in report.entities if entity.tier in {"proven", "strong"}] == []
    assert report.metrics.linked_at_least == "0.000000"
    assert report.badge.color in {"green", "yellow", "lightgrey"}


def test_a_possible_group_names_another_explanation():
    for options in worlds.OPTIONS:
        for entity in worlds.reported(3, **options).entities:
            assert bool(entity.alternatives) == (entity.tier == "possible")


def test_the_creator_of_a_group_it_did_not_pay_is_not_called_linked():
    report, truth = worlds.reported(3, fan_out=True), worlds.launched(3, fan_out=True).truth
    [entity] = [entity for entity in report.entities if entity.tier == "strong"]
    assert not entity.creator_linked
    assert truth.creator not in entity.wallets
    assert any(finding.id == "creator_not_linked" for finding in report.findings)
    assert not any(finding.id == "creator_linked" for finding in report.findings)


def test_a_sponsoring_creator_is_linked_by_its_signatures():
    options = {"sponsor": "creator", "multi_buy": True, "standard": "spl"}
    report, truth = worlds.reported(3, **options), worlds.launched(3, **options).truth
    [entity] = [entity for entity in report.entities if entity.tier == "proven"]
    assert entity.creator_linked
    assert {truth.creator, *truth.group} <= set(entity.wallets)


def test_a_private_funder_is_context_and_no_member():
    report, truth = worlds.reported(3, fan_out=True), worlds.launched(3, fan_out=True).truth
    [entity] = [entity for entity in report.entities if entity.tier == "strong"]
    assert truth.funder in entity.roles["funder"]
    assert truth.funder not in entity.wallets


def test_a_pack_of_another_version_is_not_analysed_by_this_one():
    pack = worlds.packed(13, **worlds.SMALL)
    check_version(pack)
    other = Pack(
        pack.parameters, Provenance(pack.provenance.sources, "0.0.1"), pack.rules, pack.labels, pack.background, pack.answers
    )
    with pytest.raises(PackVersionError, match=r"0\.0\.1"):
        check_version(other)
