"""The upper reading leaves room for what could not be read."""

from reporter.model.pack import Parameters
from reporter.report.analyse import analyse
from tests.end_to_end import worlds


def test_members_whose_balance_was_not_read_may_hold_part_of_the_tail():
    world = worlds.launched(3, fan_out=True)
    whole = worlds.reported(3, fan_out=True)
    part = analyse(worlds.gather(worlds.NodeSource(world.ledger, scans=False), Parameters(world.truth.mint)))
    [entity] = [entity for entity in whole.entities if entity.tier == "strong"]
    held = {holder.wallet for holder in part.holders}
    assert not set(entity.wallets) <= held, "all members are among the largest: nothing to test"
    low, high = part.metrics.linked_at_least, part.metrics.linked_at_most
    assert low is not None
    assert float(low) <= world.truth.share(world.truth.group)
    assert high is None or float(high) >= world.truth.share(world.truth.group) - 1e-6
    assert part.metrics.entities.at_most.top1 is not None
    assert float(part.metrics.entities.at_most.top1) >= world.truth.share(world.truth.group) - 1e-6


def test_where_everybody_was_read_the_readings_differ_by_links_alone():
    report = worlds.reported(3, fan_out=True)
    assert report.metrics.entities.at_least.top10 is not None
    assert report.metrics.entities.at_most.top10 is not None
    assert float(report.metrics.entities.at_least.top10) <= float(report.metrics.entities.at_most.top10)
    assert report.metrics.wallets.top10 is not None
    assert report.metrics.hidden_by_splitting is not None


def test_shares_are_given_of_total_circulating_and_free_supply():
    report = worlds.reported(3, fan_out=True)
    total, circulating, free = report.metrics.scales
    assert [row.denominator for row in report.metrics.scales] == ["total", "circulating", "free"]
    assert (total.amount, circulating.amount) == (report.supply.total, report.supply.circulating)
    assert int(free.amount) == int(report.supply.circulating) - int(report.supply.locked)
    assert circulating.wallets == report.metrics.wallets
    assert (circulating.linked_at_least, circulating.linked_at_most) == (
        report.metrics.linked_at_least,
        report.metrics.linked_at_most,
    )
    assert total.linked_at_least is not None
    assert circulating.linked_at_least is not None
    expected = float(circulating.linked_at_least) * int(report.supply.circulating) / int(report.supply.total)
    assert abs(float(total.linked_at_least) - expected) < 1e-5


def test_the_last_moment_is_the_snapshot_by_the_holdings_read():
    report = worlds.reported(3, fan_out=True)
    rows = report.concentration_over_time
    assert [row.at for row in rows][:4] == ["creation", "1 minute", "5 minutes", "30 minutes"]
    assert (rows[-1].at, rows[-1].slot, rows[-1].metrics) == ("snapshot", report.snapshot.slot, report.metrics.wallets)
    assert rows[-1].at_most == report.metrics.entities.at_most
    for row in rows:
        assert row.linked_at_least is None or float(row.linked_at_least) <= float(row.linked_at_most or 0)


def test_balances_rebuilt_to_the_end_are_those_the_ledger_holds():
    report = worlds.reported(3, fan_out=True)
    [rebuilt] = [row for row in report.concentration_over_time if row.at == "last transaction opened"]
    assert rebuilt.whole
    assert (rebuilt.metrics.top10, rebuilt.metrics.hhi) == (report.metrics.wallets.top10, report.metrics.wallets.hhi)


def test_a_quick_report_says_nothing_of_entities_in_the_past():
    world = worlds.launched(3, fan_out=True)
    quick = analyse(worlds.gather(worlds.NodeSource(world.ledger), Parameters(world.truth.mint, quick=True, budget=60)))
    assert all(row.at_least is None and row.linked_at_least is None for row in quick.concentration_over_time)
    assert "30 minutes" not in [row.at for row in quick.concentration_over_time]
    assert any("as late as" in note for note in quick.coverage.notes)
