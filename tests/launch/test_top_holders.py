"""Large holders outside the early window are looked at too, and named with the money of their largest buy."""

from functools import cache

from reporter.model.pack import Parameters
from reporter.report.analyse import analyse
from reporter.report.build.known import Known, know
from reporter.simulator.truth import Launch
from tests.end_to_end import worlds

WINDOW = 8


@cache
def late() -> tuple[Launch, Known]:
    """A launch whose early window ends long before most of its holders came."""
    world = worlds.launched(3)
    return world, know(worlds.gather(worlds.NodeSource(world.ledger), Parameters(world.truth.mint, window=WINDOW)))


def test_the_largest_late_holders_have_a_trail_of_their_own():
    world, known = late()
    early = {purchase.wallet for purchase in known.launch.story.early}
    amounts = known.launch.holdings.amounts
    assert len(early) == WINDOW
    assert known.holders
    assert not early & {purchase.wallet for purchase in known.holders}
    sizes = [amounts[purchase.wallet] for purchase in known.holders]
    assert sizes == sorted(sizes, reverse=True)
    for purchase in known.holders:
        person = world.truth.people[purchase.wallet]
        labels = known.money.trails[purchase.wallet].labels
        if labels and person.funder is not None:
            assert person.funder in {label.wallet for label in labels}


def test_the_report_tells_it_with_the_holder_and_nowhere_else():
    _, known = late()
    rows = {holder.wallet: holder for holder in analyse(known.pack).holders}
    watched = {purchase.wallet for purchase in known.holders}
    assert {wallet for wallet, holder in rows.items() if holder.funding is not None} == watched


def test_members_of_the_group_that_came_late_are_seen_to_share_its_funder():
    world, known = late()
    members = {purchase.wallet for purchase in known.holders} & set(world.truth.group)
    assert members
    for member in members:
        assert world.truth.funder in known.money.upstream[member]


def test_a_quick_report_does_not_look_at_them():
    world = worlds.launched(3)
    parameters = Parameters(world.truth.mint, window=WINDOW, quick=True, budget=60)
    assert know(worlds.gather(worlds.NodeSource(world.ledger), parameters)).holders == ()
