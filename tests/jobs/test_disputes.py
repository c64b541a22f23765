"""Both shelves keep disputes beside a report, show those that hold, and let them go with it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from msgspec.structs import replace
from structlog.testing import capture_logs

from reporter.errors import InputError
from reporter.jobs.durable.database import Database
from reporter.jobs.durable.shelf import DatabaseShelf
from reporter.jobs.durable.tables import reports
from reporter.jobs.job import ReportId
from reporter.jobs.shelf import Shelf
from reporter.jobs.store import Store
from reporter.publish import overlay
from tests.jobs.reports import pack_of
from tests.publish.owner import DOCUMENT, OTHER, REPORT, WHEN, signed


@pytest.fixture(params=["files", "database"])
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shelf]:
    if request.param == "files":
        yield Store(tmp_path)
        return
    database = Database(f"sqlite:///{tmp_path / 'jobs.sqlite3'}")
    yield DatabaseShelf(database)
    database.close()


def test_disputes_stand_beside_their_report_and_change_nothing_in_it(shelf):
    kept = shelf.save(REPORT, pack_of())
    assert shelf.disputes(kept) == []
    shelf.keep_dispute(kept, signed())
    shelf.keep_dispute(kept, signed(OTHER, link=None))
    assert sorted(one.wallet for one in shelf.disputes(kept)) == [one.wallet for one in shelf.disputes(kept)]
    assert len(shelf.disputes(kept)) == 2
    assert shelf.document(kept) == DOCUMENT


def test_the_later_dispute_of_a_wallet_stands(shelf):
    kept = shelf.save(REPORT, pack_of())
    shelf.keep_dispute(kept, signed(time=WHEN + 9, link=None))
    with pytest.raises(InputError, match="already"):
        shelf.keep_dispute(kept, signed())
    assert [one.time for one in shelf.disputes(kept)] == [WHEN + 9]


def test_a_dispute_needs_its_report_and_goes_with_it(shelf):
    with pytest.raises(InputError, match="no such report"):
        shelf.keep_dispute(ReportId(REPORT.mint, REPORT.snapshot.pack_sha256), signed())
    kept = shelf.save(REPORT, pack_of())
    shelf.keep_dispute(kept, signed())
    assert shelf.drop(kept)
    shelf.save(REPORT, pack_of())
    assert shelf.disputes(kept) == []


def test_a_dispute_that_does_not_hold_is_logged_and_never_shown(shelf, tmp_path):
    kept = shelf.save(REPORT, pack_of())
    forged = overlay.add([], replace(signed(), link=None))
    if isinstance(shelf, Store):
        (tmp_path / "reports" / REPORT.mint / f"{kept.sha256}.disputes").write_bytes(forged)
    else:
        database = Database(f"sqlite:///{tmp_path / 'jobs.sqlite3'}")
        database.run(lambda connection: connection.execute(sa.update(reports).values(disputes=forged.decode())))
        database.close()
    with capture_logs() as logs:
        assert shelf.disputes(kept) == []
    assert [line["event"] for line in logs] == ["disputes beside a report do not hold"]
