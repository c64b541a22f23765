"""Reports are kept whole, found again, and never looked for elsewhere."""

import os
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from reporter.errors import InputError
from reporter.jobs.head import Head
from reporter.jobs.job import ReportId
from reporter.jobs.store import LONGEST_NOTES, Store
from reporter.ledger.pack import read_pack
from reporter.model.ids import USDC
from reporter.report.render import json_document
from tests.jobs.reports import numbered, pack_of
from tests.report.factory import MINT, bare_report, hostile_report, make_report, partial_report


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def test_a_report_and_its_pack_come_back_as_they_were_kept(store, tmp_path):
    report, pack = make_report(), pack_of()
    kept = store.save(report, pack)
    assert kept == ReportId(MINT, report.snapshot.pack_sha256)
    assert store.load(kept) == report
    assert store.document(kept) == json_document.render(report)
    copy = tmp_path / "copy.zip"
    copy.write_bytes(store.pack(kept))
    assert read_pack(copy).parameters == pack.parameters
    names = sorted(path.name for path in (tmp_path / "reports" / MINT).iterdir())
    assert names == [f"{kept.sha256}.json", f"{kept.sha256}.pack"]


def test_saving_again_replaces(store):
    store.save(make_report(), pack_of())
    kept = store.save(partial_report(), pack_of())
    assert store.load(kept).coverage.partial
    assert len(store.recent()) == 1


def test_nothing_half_written_is_left_when_writing_fails(store, tmp_path, monkeypatch):
    def fail(report: object) -> bytes:
        raise InputError("disk full")

    monkeypatch.setattr("reporter.jobs.store.json_document.render", fail)
    with pytest.raises(InputError):
        store.save(make_report(), pack_of())
    assert list(tmp_path.rglob("*.json")) == []
    assert list(tmp_path.rglob(".*")) == []
    assert store.recent() == []


def test_the_latest_report_of_a_mint_has_the_highest_slot(store):
    old = store.save(numbered(make_report(), 1, slot=500), pack_of())
    new = store.save(numbered(make_report(), 2, slot=900), pack_of())
    store.save(numbered(make_report(), 3, slot=700), pack_of())
    assert store.latest(MINT) == new
    assert store.latest(USDC) is None
    assert old != new


def test_of_equal_slots_the_one_stored_last_is_the_latest(store, tmp_path):
    first = store.save(numbered(make_report(), 1), pack_of())
    second = store.save(numbered(make_report(), 2), pack_of())
    for seconds, kept in ((2000, first), (1000, second)):
        os.utime(tmp_path / "reports" / MINT / f"{kept.sha256}.json", (seconds, seconds))
    assert store.latest(MINT) == first


def test_recent_reports_are_listed_newest_first_with_their_head(store, tmp_path):
    for number, report in enumerate((make_report(), hostile_report(), bare_report())):
        kept = store.save(numbered(report, number), pack_of())
        os.utime(tmp_path / "reports" / MINT / f"{kept.sha256}.json", (1000 + number, 1000 + number))
    heads = store.recent(limit=2)
    assert [head.name for head in heads] == ["", hostile_report().token.name]
    report = numbered(bare_report(), 2)
    assert heads[0] == Head(
        id=ReportId(MINT, report.snapshot.pack_sha256),
        name="",
        symbol="",
        slot=report.snapshot.slot,
        time=None,
        network="unverified",
        partial=True,
        linked_at_least=None,
        linked_at_most=None,
    )


def test_a_damaged_report_is_logged_and_hides_no_other(store, tmp_path):
    kept = store.save(make_report(), pack_of())
    folder = tmp_path / "reports" / MINT
    (folder / f"{'0' * 64}.json").write_bytes(b'{"mint": \xff')
    (folder / f"{'1' * 64}.json").write_bytes(b"[]")
    with capture_logs() as logs:
        assert [head.id for head in store.recent()] == [kept]
        assert store.latest(MINT) == kept
    assert len(logs) == 4
    with pytest.raises(InputError):
        store.load(ReportId(MINT, "0" * 64))


def test_what_is_not_here_is_said_in_one_line(store):
    with pytest.raises(InputError, match="no such report here"):
        store.document(ReportId(MINT, "0" * 64))
    with pytest.raises(InputError, match="no evidence pack"):
        store.pack(ReportId(MINT, "0" * 64))


@pytest.mark.parametrize(
    ("mint", "sha256"),
    [("../../etc", "0" * 64), (MINT, "../secret"), (MINT, "0" * 63), (MINT, "0" * 64 + "\n"), (MINT, "A" * 64), ("", "")],
)
def test_names_that_lead_elsewhere_are_refused(store, mint, sha256):
    for read in (store.document, store.pack, store.load):
        with pytest.raises(InputError, match="not the name of a stored report"):
            read(ReportId(mint, sha256))


def test_the_latest_of_a_name_that_leads_elsewhere_is_none(store):
    assert store.latest("../..") is None


def test_notes_lie_beside_a_report_and_change_nothing_in_it(store):
    kept = store.save(make_report(), pack_of())
    before = store.document(kept)
    assert store.notes(kept) == ""
    store.keep_notes(kept, "first\nsecond «quoted»")
    assert store.notes(kept) == "first\nsecond «quoted»"
    assert store.document(kept) == before
    assert [head.id for head in store.recent()] == [kept]


def test_notes_need_a_report_and_have_an_end(store):
    absent = ReportId(MINT, "0" * 64)
    with pytest.raises(InputError):
        store.keep_notes(absent, "x")
    kept = store.save(make_report(), pack_of())
    with pytest.raises(InputError):
        store.keep_notes(kept, "x" * (LONGEST_NOTES + 1))


def test_a_snapshot_is_frozen_until_it_is_thawed(store):
    kept = store.save(make_report(), pack_of())
    assert not store.frozen(kept)
    store.freeze(kept)
    assert store.frozen(kept)
    store.thaw(kept)
    assert not store.frozen(kept)
    with pytest.raises(InputError):
        store.freeze(ReportId(MINT, "0" * 64))


def test_the_snapshots_of_a_mint_are_listed_latest_first(store):
    old, new = numbered(make_report(), 1, slot=5), numbered(make_report(), 2, slot=9)
    for report in (new, old):
        store.save(report, pack_of(report))
    assert [head.slot for head in store.of_mint(MINT)] == [9, 5]
    assert store.of_mint("../x") == []
