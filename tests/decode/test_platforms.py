"""The table of platforms is true: every recording it names shows the event it stands for, and the page is the table."""

import json
from pathlib import Path

import pytest

from reporter.decode import decode, read_recorded
from reporter.decode.platforms import CAPABILITIES, PLATFORMS, page
from reporter.decode.programs import TABLE
from reporter.launch.classes import classify, surroundings
from reporter.model.events import Buy, Create, Liquidity, Migrate, Sell, Trade
from reporter.model.labels import Labels
from reporter.model.transaction import Transaction
from tests.recorded import REPOSITORY
from tests.report.documents import assert_current

RECORDED = [
    (row.code, name, signature) for row in PLATFORMS for name in CAPABILITIES for signature in row.support[name].recorded
]
KINDS = {"created": Create, "bought": Buy, "sold": Sell, "graduated": Migrate}


@pytest.mark.parametrize(("code", "name", "signature"), RECORDED, ids=lambda value: value[:12])
def test_a_recording_shows_what_the_table_says(shared: Path, code: str, name: str, signature: str):
    recorded = json.loads((shared / "transactions" / f"{signature}.json").read_text(encoding="utf-8"))
    transaction = read_recorded(recorded)
    events = decode(transaction).events
    mine = [event for event in events if (event.platform or "unknown") == code]
    if name == "detected":
        programs = {decoder.program for decoder in TABLE.values() if decoder.platform == code}
        assert mine
        assert code == "unknown" or programs & {instruction.program for instruction in transaction.instructions}
    elif name == "infrastructure":
        _assert_vaults_are_infrastructure(transaction, [event for event in mine if isinstance(event, Trade)])
    elif name == "created" and code == "cpmm":
        assert any(isinstance(event, Liquidity) for event in mine)
    else:
        assert any(isinstance(event, KINDS[name]) for event in mine)


def _assert_vaults_are_infrastructure(transaction: Transaction, trades: list[Trade]) -> None:
    """The far side of each trade, the owner whose tokens moved the other way, is no holder."""
    assert trades
    for trade in trades:
        around = surroundings(trade.mint, None, Labels("", "", {}), {})
        moved = [c for c in transaction.tokens if c.mint == trade.mint and c.owner != trade.wallet and c.pre != c.post]
        against = [c for c in moved if (c.post < c.pre) == isinstance(trade, Buy)]
        if trade.market is None:
            continue
        owners = {change.owner for change in against}
        known = {owner for owner in owners if owner == trade.market or not classify(owner, around, None, read=False).counts}
        assert not owners or known


def test_synthetic_rows_name_a_test_that_exists():
    named = {support.synthetic for row in PLATFORMS for support in row.support.values() if support.synthetic}
    assert named
    for test in named:
        assert (REPOSITORY / "tests" / "decode" / f"{test}.py").is_file(), test


def test_every_row_answers_every_capability():
    assert all(set(row.support) == set(CAPABILITIES) for row in PLATFORMS)
    assert len({row.code for row in PLATFORMS}) == 7


def test_the_page_is_the_table():
    assert_current("platforms.md", page().encode())
