"""Reports in the database keep to what files keep to."""

import pytest

from reporter.errors import InputError
from reporter.jobs.durable.shelf import DatabaseShelf
from reporter.jobs.job import ReportId
from reporter.jobs.store import LONGEST_NOTES
from reporter.ledger.pack import read_pack
from reporter.model.ids import USDC
from reporter.report.render import json_document
from tests.jobs.reports import numbered, pack_of
from tests.report.factory import MINT, hostile_report, make_report, partial_report


@pytest.fixture
def shelf(database) -> DatabaseShelf:
    return DatabaseShelf(database)


def test_a_report_and_its_pack_come_back_as_they_were_kept(shelf, tmp_path):
    report, pack = make_report(), pack_of()
    kept = shelf.save(report, pack)
    assert kept == ReportId(MINT, report.snapshot.pack_sha256)
    assert shelf.load(kept) == report
    assert shelf.document(kept) == json_document.render(report)
    copy = tmp_path / "copy.zip"
    copy.write_bytes(shelf.pack(kept))
    assert read_pack(copy).parameters == pack.parameters


def test_saving_again_replaces(shelf):
    shelf.save(make_report(), pack_of())
    kept = shelf.save(partial_report(), pack_of())
    assert shelf.load(kept).coverage.partial
    assert len(shelf.recent()) == 1


def test_the_latest_report_of_a_mint_has_the_highest_slot_and_recent_ones_come_first(shelf):
    old, new, late = (
        shelf.save(numbered(make_report(), number, slot=slot), pack_of()) for number, slot in ((1, 500), (2, 900), (3, 700))
    )
    assert shelf.latest(MINT) == new
    assert shelf.latest(USDC) is None
    assert [head.slot for head in shelf.of_mint(MINT)] == [900, 700, 500]
    assert [head.id for head in shelf.recent(2)] == [late, new]
    assert old != new


def test_hostile_names_are_kept_letter_by_letter(shelf):
    report = hostile_report()
    kept = shelf.save(report, pack_of(report))
    assert shelf.load(kept).token == report.token
    assert [head.name for head in shelf.recent()] == [report.token.name]


@pytest.mark.parametrize("mint", ["../../etc", "' or 1=1 --", "\0", "", MINT])
def test_what_is_not_here_is_said_in_one_line(shelf, mint):
    absent = ReportId(mint, "0" * 64)
    for read in (shelf.document, shelf.pack, shelf.load):
        with pytest.raises(InputError):
            read(absent)
    assert shelf.notes(absent) == ""
    assert not shelf.frozen(absent)
    for change in (shelf.freeze, lambda report: shelf.keep_notes(report, "x")):
        with pytest.raises(InputError):
            change(absent)


def test_notes_lie_beside_a_report_and_have_an_end(shelf):
    kept = shelf.save(make_report(), pack_of())
    shelf.keep_notes(kept, "first\nsecond «quoted»")
    assert shelf.notes(kept) == "first\nsecond «quoted»"
    with pytest.raises(InputError):
        shelf.keep_notes(kept, "x" * (LONGEST_NOTES + 1))


def test_a_frozen_report_is_not_dropped(shelf):
    kept = shelf.save(make_report(), pack_of())
    shelf.freeze(kept)
    assert not shelf.drop(kept)
    assert shelf.latest(MINT) == kept
    shelf.thaw(kept)
    assert shelf.drop(kept)
    assert shelf.latest(MINT) is None


def test_private_reports_show_to_their_owner_alone(shelf):
    mine = shelf.private("k1")
    kept = mine.save(make_report(), pack_of())
    assert mine.latest(MINT) == kept
    assert shelf.latest(MINT) is None
    assert shelf.private("k2").recent() == []
    with pytest.raises(InputError):
        shelf.document(kept)
    with pytest.raises(InputError):
        shelf.private("")


def test_the_stamp_changes_when_reports_come_or_go(shelf):
    assert shelf.stamp(MINT) is None
    first = shelf.save(make_report(), pack_of())
    one = shelf.stamp(MINT)
    shelf.save(numbered(make_report(), 7), pack_of())
    two = shelf.stamp(MINT)
    shelf.drop(first)
    assert len({one, two, shelf.stamp(MINT)}) == 3
