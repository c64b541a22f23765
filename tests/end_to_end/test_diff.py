"""Two packs of one mint: what the ledger, the rules or the labels changed is told apart by deriving the older evidence again."""

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from msgspec.structs import replace

from reporter.ledger.pack import write_pack
from reporter.model.difference import Cause, Difference
from reporter.model.labels import Label
from reporter.model.pack import Pack, Parameters
from reporter.report.analyse import analyse
from reporter.report.diff import by_packs
from reporter.report.fingerprint import labels_sha256
from reporter.report.render import json_document
from reporter.report.wording import assert_speakable
from reporter.simulator.launch import funded_launch
from reporter.simulator.market import Client, sell_order
from reporter.simulator.truth import Launch
from tests.end_to_end import worlds
from tests.end_to_end.conftest import run_in


def causes(found: Difference) -> set[tuple[Cause, ...]]:
    return {tuple(reason.causes) for change in found.changes for reason in change.why}


def with_label(pack: Pack, address: str) -> Pack:
    row = Label(address, "Example exchange", "exchange", "a test", "2026-11-27", "none")
    rows = {**pack.labels.rows, address: row}
    return replace(pack, labels=replace(pack.labels, version="2026-11-27", sha256=labels_sha256(rows.values()), rows=rows))


def stricter(pack: Pack) -> Pack:
    """The same pack under rules that count fewer early buyers' groups as published."""
    return replace(pack, rules=replace(pack.rules, id="2026-12-01", scoring=replace(pack.rules.scoring, prior_early=-40.0)))


def funder_of(pack: Pack) -> str:
    [group] = analyse(pack).entities
    [funder] = group.roles["funder"]
    return funder


@pytest.fixture(scope="module")
def moved() -> tuple[Pack, Pack, str]:
    """One launch read, and read again after a member of the group sold all it had."""
    world = funded_launch(13, **worlds.SMALL)
    first = worlds.gather(worlds.NodeSource(world.ledger), Parameters(world.truth.mint))
    seller = next(wallet for wallet in analyse(first).entities[0].wallets if world.truth.holdings.get(wallet))
    _sell(world, seller)
    return first, worlds.gather(worlds.NodeSource(world.ledger), Parameters(world.truth.mint)), seller


def _sell(world: Launch, seller: str) -> None:
    client = Client("plain", "buy_v2", "sell_v2", "legacy", None, None)
    world.ledger.open(world.ledger.tip + 5_000, world.truth.payer)
    order = sell_order(world.ledger, world.coin, seller, world.truth.holdings[seller], client, Random(1))
    assert order is not None
    assert world.ledger.submit(order).error is None
    world.ledger.open(world.ledger.tip + 100, world.truth.payer)
    world.ledger.seal()


def test_a_sale_after_the_first_snapshot_is_the_ledgers_doing(moved):
    first, second, seller = moved
    found = by_packs(first, second)
    assert found.old.slot < found.new.slot
    assert causes(found) == {("chain",)}
    assert any(change.kind == "holding" and change.wallets == [seller] and change.after == "" for change in found.changes)


def test_a_group_that_an_exchange_label_dissolves_is_the_labels_doing(moved):
    first, second, _ = moved
    found = by_packs(first, with_label(second, funder_of(second)))
    gone = next(change for change in found.changes if change.kind == "gone")
    assert [reason.causes for reason in gone.why] == [["labels"]]
    assert {("labels",), ("chain",)} <= causes(found)


def test_a_group_that_stricter_rules_dissolve_is_the_rules_doing(moved):
    first, _, _ = moved
    found = by_packs(first, stricter(first))
    assert causes(found) == {("rules",)}
    assert any(change.kind in {"gone", "tier"} for change in found.changes)


def test_another_answer_at_the_same_slot_is_reading():
    a, b = worlds.packed(13, **worlds.SMALL), worlds.packed(13, **worlds.SMALL, exits="funder")
    assert causes(by_packs(a, b)) == {("reading",)}


def test_more_early_buyers_asked_for_are_not_told_apart_from_the_ledger(moved):
    first, second, _ = moved
    fewer = replace(first, parameters=replace(first.parameters, window=8))
    [change] = [change for change in by_packs(fewer, second).changes if change.kind == "early_buyer"]
    assert [reason.causes for reason in change.why] == [["chain", "reading"]]


def test_what_the_program_changed_needs_the_report_it_published(moved):
    first, _, _ = moved
    published = analyse(first)
    older = replace(published, supply=replace(published.supply, locked="5"), snapshot=replace(published.snapshot, program="0"))
    found = by_packs(first, first, older)
    assert causes(found) == {("program",)}
    told = by_packs(replace(first, provenance=replace(first.provenance, program="0.0.1")), first)
    assert told.changes == []
    assert any("made by program version 0.0.1" in note for note in told.notes)


@pytest.fixture(scope="module")
def files(moved: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("diff")
    first, second, _ = moved
    write_pack(folder / "a.zip", first)
    write_pack(folder / "b.zip", second)
    write_pack(folder / "other.zip", worlds.packed(3))
    for name, pack in (("a", first), ("b", second)):
        (folder / f"{name}.json").write_bytes(json_document.render(analyse(pack)))
    return folder


def test_the_command_says_it_in_words_and_as_a_document(files):
    ran = run_in(files, "diff", "a.zip", "b.zip")
    assert (ran.code, ran.err) == (0, "")
    assert "Why: the ledger moved on between the snapshots." in ran.out
    assert_speakable(" ".join(ran.out.split()))
    document = json.loads(run_in(files, "diff", "a.zip", "b.zip", "--format", "json").out)
    assert document["schema"] == "launch-report-diff/1"
    assert run_in(files, "diff", "a.zip", "b.zip", "--published", "a.json").out == ran.out


def test_the_command_takes_documents_too_and_says_what_it_cannot_tell_apart(files):
    for pair in (("a.json", "b.json"), ("a.zip", "b.json")):
        ran = run_in(files, "diff", *pair)
        assert ran.code == 0
        assert "not told apart: other labels, or the ledger moved on" in " ".join(ran.out.split())


@pytest.mark.parametrize("pair", [("a.zip", "other.zip"), ("a.json", "other.zip"), ("a.zip", "absent.zip")])
def test_what_cannot_be_compared_is_one_line(files, pair):
    ran = run_in(files, "diff", *pair)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (1 if "absent.zip" in pair else 2, "", 1)


def test_a_published_report_needs_packs_and_must_be_theirs(files):
    assert run_in(files, "diff", "a.json", "b.json", "--published", "a.json").code == 2
    assert run_in(files, "diff", "a.zip", "b.zip", "--published", "b.json").code == 2
