"""Parts of the document against what is true of simulated launches."""

from reporter.report.build.groups import entity_id
from tests.end_to_end import worlds


def test_an_entity_is_named_by_its_mint_and_members_in_any_order():
    assert entity_id("m", ["b", "a"]) == entity_id("m", ["a", "b"])
    assert entity_id("m", ["a", "b"]) != entity_id("n", ["a", "b"])
    assert entity_id("m", ["a"]) != entity_id("m", ["a", "b"])


def test_members_carry_their_entity_in_every_list():
    report = worlds.reported(3, fan_out=True)
    [entity] = [entity for entity in report.entities if entity.tier == "strong"]
    members = set(entity.wallets)
    assert {buyer.wallet for buyer in report.early_buyers if buyer.entity == entity.id} == members
    assert {holder.wallet for holder in report.holders if holder.entity == entity.id} <= members


def test_the_share_of_a_group_is_what_its_wallets_hold():
    report, truth = worlds.reported(3, fan_out=True), worlds.launched(3, fan_out=True).truth
    [entity] = [entity for entity in report.entities if entity.tier == "strong"]
    assert abs(float(entity.share_now) - truth.share(tuple(entity.wallets))) < 1e-6


def test_behaviour_counts_what_happened():
    report, truth = worlds.reported(3), worlds.launched(3).truth
    early = set(truth.early_buyers)
    gone = [wallet for wallet in early if not truth.holdings.get(wallet)]
    exits = report.behaviour.exits
    assert (exits["early_buyers"], exits["hold_nothing_now"]) == (str(len(early)), str(len(gone)))
    assert report.behaviour.creator["wallet"] == truth.creator
    assert int(report.behaviour.rebuys["wallets"]) <= len(early)
    assert report.behaviour.snipers["window_slots"] == "2"
    assert int(report.behaviour.bundled["wallets"]) >= len(truth.group)


def test_the_timeline_begins_with_the_creation_and_never_goes_back():
    report, truth = worlds.reported(3), worlds.launched(3).truth
    assert (report.timeline[0].kind, report.timeline[0].signature) == ("creation", truth.creation)
    slots = [moment.slot for moment in report.timeline]
    assert slots == sorted(slots)
    assert sum(1 for moment in report.timeline if moment.kind == "creation") == 1


def test_concentration_over_time_ends_at_what_was_opened_last():
    rows = worlds.reported(3).concentration_over_time
    assert rows[0].at == "creation"
    assert [row.slot for row in rows] == sorted(row.slot for row in rows)


def test_services_in_common_are_findings_too():
    report = worlds.reported(3)
    said = {finding.text for finding in report.findings if finding.tier == "service"}
    assert {service.text for service in report.services if len(service.wallets) > 1} == said
    hubs = {service.address for service in report.services if service.kind == "hub"}
    assert hubs <= set(worlds.launched(3).truth.exchanges.values())
    assert hubs


def test_supply_parts_add_up():
    supply = worlds.reported(3).supply
    parts = (supply.burned, supply.curve, supply.pools, supply.circulating)
    assert sum(int(part) for part in parts) == int(supply.total)
