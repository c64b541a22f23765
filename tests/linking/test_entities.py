"""The gate before publication: what is proven, what is strong, and why the rest is only possible."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.linking.entities import link
from tests.linking.facts import RULES, bought, created, evidence, facts, transaction

R = RULES.scoring
NAMES = tuple(f"w{n:02d}" for n in range(10))


def world(names: Any = NAMES, creator: Any = None) -> Any:
    told = [bought(name, transaction(f"buy {name}", [name], slot=10 + n)) for n, name in enumerate(names)]
    origin = created(creator, transaction("create", [creator], slot=5)) if creator else None
    return facts(told, origin=origin)


def money(*members: Any, bits: Any = 10.0, kind: Any = "common_funder", **more: Any) -> Any:
    return evidence(kind, "provenance", bits, *members, needed=True, **more)


def timing(*members: Any, bits: Any = 7.0) -> Any:
    return evidence("bundle_adjacency", "launch_timing", bits, *members)


def signed(*members: Any, bits: Any = 14.0, **more: Any) -> Any:
    return evidence("co_signature", "control", bits, *members, **more)


def published(found: Any) -> Any:
    return {group.wallets: group.tier for group in found.groups if group.tier != "possible"}


def the_ring(found: Any) -> Any:
    [group] = [group for group in found.groups if group.tier == "possible"]
    return group


def test_money_and_timing_together_are_strong():
    found = link([money(*NAMES[:4]), timing(*NAMES[:4])], world())
    assert published(found) == {NAMES[:4]: "strong"}
    [group] = found.groups
    assert group.families == ("launch_timing", "provenance")
    assert group.p >= R.strict_p
    assert found.strict == found.loose == (frozenset(NAMES[:4]),)


def test_control_evidence_is_proven_even_for_a_pair():
    found = link([signed("w00", "w01")], world())
    assert published(found) == {("w00", "w01"): "proven"}


@pytest.mark.parametrize(
    ("items", "reason"),
    [
        ([money(*NAMES[:2]), timing(*NAMES[:2])], "a pair alone"),
        ([money(*NAMES[:4])], "one kind of observation only"),
        ([money(*NAMES[:4], bits=9.5)], "one wallet is linked with less than the published probability"),
        (
            [
                evidence("co_trading", "lifetime", 8.0, *NAMES[:4], needed=True),
                evidence("template", "client", 5.0, *NAMES[:4]),
                timing(*NAMES[:4]),
            ],
            "no observation that a follower could not copy",
        ),
        ([money(*NAMES[:4]), timing(*NAMES[:4], bits=5.5)], "rests on one kind of observation"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_group_that_fails_the_gate_is_possible_and_says_why(items, reason):
    found = link(items, world())
    assert published(found) == {}
    assert reason in the_ring(found).why_not
    assert found.strict == ()
    assert found.loose == (frozenset(the_ring(found).wallets),)


def test_a_pair_with_the_signed_creator_may_be_strong():
    items = [money("w00", "w01"), timing("w00", "w01")]
    assert published(link(items, world())) == {}
    assert published(link(items, world(creator="w00"))) == {("w00", "w01"): "strong"}


def test_two_groups_held_together_by_one_link_are_not_published_as_one():
    left, right = NAMES[:3], NAMES[3:6]
    items = [money(*left, via="f1"), timing(*left), money(*right, via="f2"), timing(*right), money("w00", "w03", via="f3")]
    found = link(items, world())
    assert published(found) == {left: "strong", right: "strong"}


def test_what_control_holds_together_stands_where_the_larger_group_does_not_pass():
    found = link([signed("w00", "w01"), money("w00", "w01", "w02", "w03")], world())
    assert published(found) == {("w00", "w01"): "proven"}
    ring = the_ring(found)
    assert (ring.wallets, ring.core) == (("w02", "w03"), ("w00", "w01"))


def test_a_part_that_passes_does_not_cut_through_what_is_proven():
    items = [money("w00", "w01", "w02", bits=9.0), signed("w00", "w01", "w02", bits=9.0), signed("w00", "w03")]
    found = link(items, world())
    assert published(found) == {("w00", "w03"): "proven"}
    assert the_ring(found).core == ("w00", "w03")


def test_possible_members_stand_in_a_ring_around_the_published_group():
    core = NAMES[:4]
    found = link([money(*core, via="f"), timing(*core), money(*core, "w04", via="f", bits=6.5)], world())
    assert published(found) == {core: "strong"}
    ring = the_ring(found)
    assert (ring.wallets, ring.core, ring.tier) == (("w04",), core, "possible")
    assert found.strict == (frozenset(core),)
    assert found.loose == (frozenset((*core, "w04")),)
    assert all("w04" in pair for pair in ring.pairs)


def test_copyable_evidence_alone_is_not_even_possible():
    items = [
        timing(*NAMES[:6]),
        evidence("template", "client", 5.0, *NAMES[:6]),
        evidence("co_trading", "lifetime", 8.0, *NAMES[:6]),
    ]
    found = link(items, world())
    assert (found.groups, found.strict, found.loose) == ((), (), ())


def test_a_follower_beside_a_funded_group_is_no_member():
    group = NAMES[:4]
    follower = "w09"
    found = link([money(*group), timing(*group, follower), evidence("template", "client", 5.0, *group, follower)], world())
    assert published(found) == {group: "strong"}
    assert all(follower not in wide for wide in found.loose)


def test_evidence_whose_guard_failed_publishes_nobody():
    found = link([money(*NAMES[:4], guarded=False), timing(*NAMES[:4]), signed("w00", "w01", guarded=False)], world())
    assert found.groups == ()


def test_strict_groups_nest_in_loose_ones():
    core = NAMES[:4]
    found = link([money(*core), timing(*core), money("w04", "w05", "w06", bits=7.0), signed("w00", "w09")], world())
    assert all(any(group <= wide for wide in found.loose) for group in found.strict)


@st.composite
def observations(draw: Any) -> Any:
    items = []
    for number in range(draw(st.integers(1, 6))):
        family = draw(st.sampled_from(["control", "provenance", "launch_timing", "client", "exit", "funding_shape"]))
        members = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=6, unique=True))
        bits = draw(st.sampled_from([2.0, 6.0, 9.0, 14.0]))
        needed = family == "provenance" and draw(st.booleans())
        items.append(evidence(f"{family}{number}", family, bits, *sorted(members), needed=needed))
    return items


@given(observations(), st.randoms())
@settings(max_examples=60, deadline=None)
def test_the_order_of_evidence_does_not_matter(items, random):
    known = world()
    mixed = list(items)
    random.shuffle(mixed)
    first, second = link(items, known), link(mixed, known)
    assert published(first) == published(second)
    assert first.loose == second.loose


@given(observations())
@settings(max_examples=100, deadline=None)
def test_every_published_group_passes_every_gate_and_nests(items):
    found = link(items, world())
    for group in found.groups:
        if group.tier == "possible":
            assert group.why_not
            continue
        assert group.why_not == ()
        assert len(group.wallets) >= (2 if group.tier == "proven" else R.smallest_strong)
        assert any(set(group.wallets) <= wide for wide in found.loose)
    members = [wallet for group in found.groups if group.tier != "possible" for wallet in group.wallets]
    assert len(members) == len(set(members))
