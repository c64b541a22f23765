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
