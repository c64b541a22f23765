"""Tables say what the report says, in figures that sort."""

import pytest

from reporter.model.ids import is_address
from reporter.web import tables
from reporter.web.links import Explorer
from tests.report.factory import POOL, SPONSORED, bare_report, make_report

EXPLORER = Explorer("https://solscan.io/{kind}/{id}", "mainnet")


def test_every_holder_has_a_row_in_the_reports_order():
    report = make_report()
    table = tables.holders(report, EXPLORER)
    assert list(table.columns) == ["Wallet", "Share", "Amount", "Kind", "Entity", "Why", "Link"]
    assert list(table["Wallet"]) == [row.wallet for row in report.holders]
    assert all(is_address(wallet) for wallet in table["Wallet"])
    pool = table.iloc[0]
    assert (pool["Wallet"], pool["Amount"], pool["Kind"], pool["Entity"]) == (POOL, 190_000_000.0, "infrastructure: pool", "")
    assert pool["Share"] == pytest.approx(19.0)
    assert pool["Link"] == f"https://solscan.io/account/{POOL}"
    assert set(table[table["Entity"] == "Entity 1"]["Wallet"]) == set(SPONSORED)


def test_a_class_is_not_said_twice():
    table = tables.holders(make_report(), EXPLORER)
    assert "exchange" in set(table["Kind"])
    assert "exchange: exchange" not in set(table["Kind"])


def test_holders_of_a_simulated_launch_have_no_links():
    assert tables.holders(make_report(), Explorer(EXPLORER.template, "simulated"))["Link"].isna().all()


def test_a_report_without_holders_gives_an_empty_table():
    assert len(tables.holders(bare_report(), EXPLORER)) == 0
