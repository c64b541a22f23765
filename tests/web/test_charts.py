"""The picture holds the whole circulating supply once, and nothing that does not circulate."""

from collections.abc import Callable

import msgspec
import pytest

from reporter.model.report import Holder, Report, Supply
from reporter.web import charts, palette
from tests.report.factory import (
    BUNDLED,
    CIRCULATING,
    COUPLE,
    EXCHANGE,
    INCINERATOR,
    POOL,
    SPONSORED,
    STRANGERS,
    TOKEN,
    bare_report,
    make_report,
)


def with_holders(report: Report, keep: Callable[[Holder], bool]) -> Report:
    return msgspec.structs.replace(report, holders=[row for row in report.holders if keep(row)])


def top(tiles: list[charts.Tile]) -> list[charts.Tile]:
    return [tile for tile in tiles if tile.parent == charts.ROOT]


def test_entities_come_first_in_the_reports_order_each_with_its_wallets():
    report = make_report()
    tiles = charts.tiles(report)
    groups = [tile for tile in top(tiles) if tile.label.startswith("Entity")]
    assert [(tile.label, tile.share, tile.pattern, tile.hover) for tile in groups] == [
        ("Entity 1", report.entities[0].share_now, "", "5 wallets, linked"),
        ("Entity 2", report.entities[1].share_now, "", "3 wallets, linked"),
        ("Entity 3", report.entities[2].share_now, "/", "2 wallets, possible link"),
    ]
    for entity, wallets in zip(report.entities, (SPONSORED, BUNDLED, COUPLE), strict=True):
        assert {tile.id for tile in tiles if tile.parent == entity.id} == set(wallets)


def test_pool_and_burned_tokens_are_left_out():
    assert not {POOL, INCINERATOR} & {tile.id for tile in charts.tiles(make_report())}


def test_an_exchange_is_named_and_coloured_apart_from_wallets():
    by_id = {tile.id: tile for tile in charts.tiles(make_report())}
    assert by_id[EXCHANGE].label.endswith("<br>exchange")
    assert by_id[EXCHANGE].color == palette.SERVICES
    assert by_id[STRANGERS[0]].color == palette.WALLETS


def test_what_was_not_read_is_drawn_as_not_seen():
    report = make_report()
    unread = sum(tile.amount for tile in charts.tiles(report) if tile.id == "unseen")
    assert sum(tile.amount for tile in top(charts.tiles(report))) == CIRCULATING
    fewer = with_holders(report, lambda row: row.wallet != EXCHANGE)
    [hole] = [tile for tile in charts.tiles(fewer) if tile.id == "unseen"]
    assert hole.amount == unread + 80_000_000 * TOKEN
    assert sum(tile.amount for tile in top(charts.tiles(fewer))) == CIRCULATING


def test_small_holders_share_one_tile():
    report = make_report()
    least = CIRCULATING // 1000
    small = [msgspec.structs.replace(row, amount=str(least)) if row.wallet in STRANGERS[:3] else row for row in report.holders]
    [tile] = [tile for tile in charts.tiles(msgspec.structs.replace(report, holders=small)) if tile.id == "small"]
    assert (tile.label, tile.amount, tile.share) == ("3 smaller holders", 3 * least, "0.003000")


def test_wallets_of_an_entity_below_the_published_tiers_stay_grey():
    report = make_report()
    first, *others = report.entities
    demoted = msgspec.structs.replace(report, entities=[msgspec.structs.replace(first, tier="service"), *others])
    assert {tile.color for tile in charts.tiles(demoted) if tile.id in SPONSORED} == {palette.WALLETS}


def test_the_picture_gives_every_tile_its_size_and_groups_the_sum_of_their_wallets():
    report = make_report()
    option = charts.concentration(report)
    assert option is not None
    data = option["series"][0]["data"]
    assert sum(node["value"] for node in data) == pytest.approx(1, abs=1e-6)
    group = data[0]
    assert group["upperLabel"]["formatter"] == "Entity 1 · 20.0 %"
    assert sum(child["value"] for child in group["children"]) == pytest.approx(group["value"], abs=1e-6)
    hatched = [node["name"].split("\n")[0] for node in data if "decal" in node["itemStyle"]]
    assert hatched == ["Entity 3"]


def test_nothing_is_drawn_where_nothing_circulates_or_was_read():
    empty = Supply(total="5", burned="0", curve="5", pools="0", locked="0", circulating="0")
    assert charts.concentration(msgspec.structs.replace(make_report(), supply=empty)) is None
    assert charts.concentration(bare_report()) is None
    assert charts.tiles(bare_report()) == []


def test_the_picture_in_words_names_the_largest_parts():
    words = charts.in_words(make_report())
    assert words.startswith("Treemap of the circulating supply: Entity 1 20.0 %, CX7q…ewQU exchange 10.0 %, ")
    assert "<" not in words
