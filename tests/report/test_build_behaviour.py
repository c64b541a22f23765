"""Behaviour against what is true of simulated launches, and positions against a table by hand."""

from collections import Counter

from msgspec.structs import replace

from reporter.launch.holdings import Holdings
from reporter.model.pack import Parameters
from reporter.report.analyse import analyse
from reporter.report.build.positions import Positions
from tests.end_to_end import worlds


def held(whole: bool = True, **amounts: int) -> Positions:
    """a bought 60 and sold 10; b bought 40, gave 15 to a and 5 to a stranger."""
    return Positions(
        bought=Counter({"a": 60, "b": 40}),
        sold=Counter({"a": 10}),
        sent={"b": (("a", 15), ("stranger", 5))},
        acts={},
        holdings=Holdings("all" if whole else "largest", whole, 1, amounts, len(amounts)),
        total=200,
    )


def test_positions_by_hand():
    """Of 200: bought 100, sold 10; of what b gave away, 15 stay among them and 5 leave; 65 and 20 are left."""
    both = held(a=65, b=20).of(["a", "b"])
    assert both == {"bought": "0.500000", "sold": "0.050000", "transferred_out": "0.025000", "holds": "0.425000"}
    assert held(a=65, b=20).of(["b"])["transferred_out"] == "0.100000"


def test_who_is_missing_from_a_short_list_is_not_said_to_hold_nothing():
    assert "holds" not in held(whole=False, a=65).of(["a", "b"])
    assert held(whole=False, a=65).of(["a"])["holds"] == "0.325000"
    assert held(a=65).of(["a", "b"])["holds"] == "0.325000"


def test_of_a_report_with_only_the_largest_accounts_nobody_is_said_to_be_out():
    pack = worlds.packed(3)
    largest = analyse(replace(pack, answers=worlds.without(pack, "getProgramAccounts")))
    assert not largest.metrics.wallets.gini
    assert "hold_nothing_now" not in largest.behaviour.exits
    assert "bought" in largest.behaviour.exits


def test_what_was_bought_is_sold_moved_or_still_held():
    """In this world nobody gets tokens but by buying, so every published group's books balance."""
    report = worlds.reported(3, fan_out=True)
    for group in report.entities:
        parts = {name: float(share) for name, share in group.traded.items()}
        assert abs(parts["bought"] - parts["sold"] - parts["transferred_out"] - parts["holds"]) < 5e-6


def test_the_window_of_snipers_is_the_one_asked_for():
    pack = worlds.packed(3)
    counts = []
    for slots in (0, 2, 40):
        asked = analyse(replace(pack, parameters=replace(pack.parameters, sniper_slots=slots))).behaviour.snipers
        assert asked["window_slots"] == str(slots)
        counts.append(int(asked["wallets"]))
    assert counts == sorted(counts)
    assert counts[0] < counts[2]
    assert Parameters("m").sniper_slots is None


def test_every_transaction_named_shows_its_part():
    report, truth = worlds.reported(3, fan_out=True), worlds.launched(3, fan_out=True).truth
    first = {buyer.first_buy.signature: buyer for buyer in report.early_buyers}
    for name in ("snipers", "bundled"):
        assert report.behaviour.signatures[name]
        assert set(report.behaviour.signatures[name]) <= set(first)
    assert truth.creation in report.behaviour.signatures["creator"]


def test_lives_are_counted_over_wallets_whose_past_was_listed():
    told = worlds.reported(3).behaviour.holders
    assert 0 < int(told["first_used_within_a_day"]) <= int(told["looked_at"])
    assert int(told["traded_again"]) <= int(told["early_buyers"])


def test_a_quick_report_tells_no_lives():
    world = worlds.launched(3)
    quick = analyse(worlds.gather(worlds.NodeSource(world.ledger), Parameters(world.truth.mint, quick=True, budget=60)))
    assert "looked_at" not in quick.behaviour.holders
    assert quick.behaviour.exits["linked_wallets"] == "0"
