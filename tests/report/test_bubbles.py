"""The bubble map shows every counted holder by size, linked ones together, and nothing that was not examined as examined."""

from math import hypot

import msgspec
import pytest

from reporter.report.bubbles import bubble_map
from tests.report.factory import (
    BUNDLED,
    COUPLE,
    EXCHANGE,
    FUNDER,
    IDS,
    INCINERATOR,
    POOL,
    SPONSORED,
    STRANGERS,
    bare_report,
    make_report,
)


@pytest.fixture(scope="module")
def drawn():
    return bubble_map(make_report())


def test_every_counted_holder_has_one_bubble_and_infrastructure_none(drawn):
    names = [bubble.id for bubble in drawn.bubbles]
    counted = {row.wallet for row in make_report().holders if row.class_ not in {"infrastructure", "burned"}}
    assert set(names) >= counted
    assert len(names) == len(set(names))
    assert not {POOL, INCINERATOR} & set(names)
    assert {bubble.id for bubble in drawn.apart} == {POOL, INCINERATOR}


def test_area_is_proportional_to_the_share(drawn):
    area = {bubble.id: bubble.r**2 / float(bubble.share or 0) for bubble in drawn.bubbles if bubble.kind == "wallet"}
    assert max(area.values()) / min(area.values()) < 1.02


def test_linked_wallets_lie_inside_their_halo_and_strangers_outside_all(drawn):
    place = {bubble.id: bubble for bubble in drawn.bubbles}
    halos = {halo.entity: halo for halo in drawn.halos}
    for wallet in SPONSORED:
        halo, bubble = halos[IDS["A"]], place[wallet]
        assert hypot(bubble.x - halo.x, bubble.y - halo.y) + bubble.r <= halo.r + 1e-4
    for wallet in STRANGERS:
        bubble = place[wallet]
        assert bubble.entity is None
        assert all(hypot(bubble.x - halo.x, bubble.y - halo.y) >= halo.r for halo in halos.values())


def test_bubbles_fit_the_square_and_never_overlap(drawn):
    for one in drawn.bubbles:
        assert hypot(one.x, one.y) + one.r <= 1 + 1e-4
        for other in drawn.bubbles:
            assert one is other or hypot(one.x - other.x, one.y - other.y) >= one.r + other.r - 1e-4


def test_wallets_whose_links_were_not_looked_for_are_marked(drawn):
    examined = {bubble.id: bubble.examined for bubble in drawn.bubbles}
    assert all(examined[wallet] for wallet in (*SPONSORED, *BUNDLED, *COUPLE, *STRANGERS[:3]))
    assert not any(examined[wallet] for wallet in (*STRANGERS[3:], EXCHANGE))


def test_ties_carry_their_tier_and_lead_to_the_funder(drawn):
    assert {tie.tier for tie in drawn.ties} == {"proven", "strong", "possible"}
    assert any(FUNDER in (tie.a, tie.b) for tie in drawn.ties)
    assert next(bubble for bubble in drawn.bubbles if bubble.id == FUNDER).kind == "context"
    names = {bubble.id for bubble in drawn.bubbles}
    assert all({tie.a, tie.b} <= names for tie in drawn.ties)


def test_a_map_with_few_places_sums_up_the_smaller_holders(drawn):
    small = bubble_map(make_report(), most=14)
    rest = next(bubble for bubble in small.bubbles if bubble.kind == "rest")
    own = {bubble.id for bubble in small.bubbles}
    left = [row for row in make_report().holders if row.wallet not in own and row.class_ not in {"infrastructure", "burned"}]
    assert rest.count == len(left)
    assert float(rest.share or 0) == pytest.approx(sum(float(row.share) for row in left), abs=1e-5)


def test_what_no_account_read_explains_is_drawn_as_not_seen():
    report = make_report()
    cut = [row for row in report.holders if row.wallet not in STRANGERS]
    unseen = [bubble for bubble in bubble_map(msgspec.structs.replace(report, holders=cut)).bubbles if bubble.kind == "unseen"]
    assert [bubble.examined for bubble in unseen] == [False]


def test_a_report_without_holders_has_an_empty_map():
    assert bubble_map(bare_report()).bubbles == []


def test_many_links_are_drawn_as_their_strongest_tree():
    report = make_report()
    entity = report.entities[1]
    link = entity.links[0]
    wallets = [row.wallet for row in report.holders[:12]]
    links = [
        msgspec.structs.replace(link, a=a, b=b, bits=f"{7 + (a == wallets[0])}.00")
        for number, a in enumerate(wallets)
        for b in wallets[number + 1 :]
    ]
    crowded = msgspec.structs.replace(entity, wallets=sorted(wallets), links=links)
    ties = bubble_map(msgspec.structs.replace(report, entities=[crowded])).ties
    assert len(ties) < len(links)
    assert all(wallets[0] in (tie.a, tie.b) for tie in ties)
