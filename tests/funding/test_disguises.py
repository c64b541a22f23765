"""Every way a group's money can arrive is seen through, payment by payment, or bounded by a stated reason."""

from itertools import pairwise

import pytest

from reporter.funding.path import HOPS, PROGRAM, SERVICE, SPONSOR
from reporter.funding.trace import FIRST, OLD_BALANCE, PAID_BY_INFLOW
from reporter.model.ids import USDC
from reporter.report.build.known import know
from reporter.simulator.disguises import DISGUISES
from tests.funding.traced import RULES, Traced, made, traced, true_path

FOUND = {  # disguise: payments on the path, how the last one moved
    "direct": (1, "transfer"),
    "fan_out": (1, "transfer"),
    "chain": (5, "transfer"),
    "own_fees": (5, "transfer"),
    "slow": (5, "transfer"),
    "pooled": (5, "transfer"),
    "pooled_own_fees": (5, "transfer"),
    "split_merge": (2, "transfer"),
    "wrapped_other": (2, "close_account"),
    "wrapped_self": (1, "close_account"),
    "wrapped_sent": (2, "close_account"),
    "wrapped_received": (1, "token_transfer"),
    "rent_paid": (1, "create_account"),
    "create_account": (1, "create_account"),
    "seeded": (2, "transfer_with_seed"),
    "nonce": (2, "withdraw_nonce"),
    "stake": (2, "stake_withdraw"),
    "unwrap": (1, "unwrap"),
    "excess": (1, "withdraw_excess"),
    "batch": (1, "unwrap"),
    "swapped": (1, "swap"),
    "decoy_dust": (1, "transfer"),
    "gift": (1, "transfer"),
}
BOUNDED = {"old_balance", "bridge", "quiet_exchange", "busy_exchange"}  # money that came from where many get theirs
OWN = 500_000  # what pool wallets held before could have paid part of: the lower bound falls with every one of them
UNNAMED = {"wrapped_received", "rent_paid"}  # no transaction names the member before it unwraps what came
RESTING = {
    "wrapped_sent",
    "wrapped_received",
    "unwrap",
    "batch",
    "decoy_dust",
    "gift",
    "excess",
}  # the funder's own past is longer than is opened


def assert_found(world: Traced, *, needed: int = 900_000, evasive: bool = False) -> None:
    for member in world.group:
        assert world.path(member) == true_path(world.launch, member)
        above = world.money.upstream[member][world.launch.truth.funder or ""]
        assert above.needed > needed
        assert world.trail(member).first.stop == (FIRST if world.disguise in UNNAMED else PAID_BY_INFLOW)
        assert world.trail(member).settled
        allowed = {SERVICE, OLD_BALANCE} if evasive or world.disguise in RESTING else {SERVICE}  # an exchange paid the funder
        assert world.trail(member).stop in ({HOPS} if len(world.path(member)) == RULES.tracing.hops else allowed)
    assert world.money.breadth[world.launch.truth.funder or ""].private


def test_every_disguise_is_expected_to_be_found_or_bounded():
    assert set(FOUND) | BOUNDED | {"peel"} == set(DISGUISES)


@pytest.mark.parametrize("disguise", sorted(FOUND))
def test_the_path_is_the_true_one_payment_by_payment(disguise):
    world = traced(disguise=disguise)
    hops, how = FOUND[disguise]
    assert_found(world, needed=OWN if disguise == "pooled_own_fees" else 900_000)
    for member in world.group:
        assert len(world.path(member)) == hops
        assert world.path(member)[-1].how == how


@pytest.mark.parametrize("disguise", sorted(FOUND))
def test_an_evasive_variant_is_found_too_with_every_constant_changed(disguise):
    world = traced(disguise=disguise, evasive=True)
    if disguise not in {"split_merge", "pooled", "pooled_own_fees"}:
        return assert_found(world, evasive=True)
    landed = {payment for payments in world.launch.truth.money.values() for payment in payments}
    for member in world.group:  # of parts about equal, or of money that met in a pool wallet, any may be the witness
        path = world.path(member)
        assert set(path) <= landed
        assert (path[0].source, path[-1].target) == (world.launch.truth.funder, member)
        assert all(a.target == b.source and (a.time or 0) <= (b.time or 0) for a, b in pairwise(path))
        assert world.money.upstream[member][world.launch.truth.funder or ""].needed > OWN
    return None


@pytest.mark.parametrize("evasive", [False, True])
def test_a_peel_chain_is_followed_wallet_by_wallet(evasive):
    world = traced(disguise="peel", evasive=evasive)
    for place, member in enumerate(world.group):
        path = world.path(member)
        assert path == true_path(world.launch, member)
        assert len(path) == place + 2
        assert [payment.source for payment in path] == [world.launch.truth.funder, *(p.target for p in path[:-1])]


@pytest.mark.parametrize("hops", range(1, 9))
@pytest.mark.parametrize("disguise", ["chain", "own_fees"])
def test_chains_of_one_to_eight_wallets_lead_to_the_funder(disguise, hops):
    world = traced(disguise=disguise, hops=hops, group=3)
    assert_found(world)
    for member in world.group:
        assert len(world.path(member)) == hops + 1
        payers = {payment.fee_payer for payment in world.path(member)}
        assert (payers == {world.launch.truth.funder}) is (disguise == "chain")


def test_nine_payments_are_the_limit_and_the_walk_says_so():
    world = traced(disguise="own_fees", hops=8, group=3)
    assert {world.trail(member).stop for member in world.group} == {HOPS}


@pytest.mark.parametrize("disguise", ["chain", "pooled"])
def test_who_pays_the_fees_of_many_is_the_answer_in_the_last_hop(disguise):
    world = traced(disguise=disguise, group=14)
    funder = world.launch.truth.funder
    for member in world.group:
        assert world.path(member) == true_path(world.launch, member)[-1:]
        assert world.origin(member).stop == SPONSOR
        above = world.money.upstream[member][funder or ""]
        assert (above.hop, above.sponsor) == (1, True)
    long = traced(disguise="own_fees", group=14)
    assert len(world.pack.answers) < len(long.pack.answers)


@pytest.mark.parametrize("evasive", [False, True])
@pytest.mark.parametrize("disguise", ["quiet_exchange", "busy_exchange"])
def test_an_exchange_without_a_label_is_nobodys_common_funder(disguise, evasive):
    world = traced(disguise=disguise, evasive=evasive)
    for member in world.group:
        exchange = world.launch.truth.money[member][-1].source
        assert world.path(member) == list(world.launch.truth.money[member])
        assert world.origin(member).stop == SERVICE
        assert not world.money.breadth[exchange].private
        assert world.launch.truth.funder not in world.money.upstream[member]


@pytest.mark.parametrize("evasive", [False, True])
def test_a_bridges_payout_ends_the_walk_and_names_nobody(evasive):
    world = traced(disguise="bridge", evasive=evasive)
    for member in world.group:
        assert world.trail(member).stop == PROGRAM
        assert world.money.upstream[member] == {}
        assert world.trail(member).first.main is not None


@pytest.mark.parametrize("evasive", [False, True])
def test_an_old_balance_leads_to_where_it_once_came_from_and_not_to_the_operator(evasive):
    world = traced(disguise="old_balance", evasive=evasive)
    for member in world.group:
        assert world.origin(member).wallet == world.launch.truth.exchanges["old exchange"]
        assert world.launch.truth.funder not in world.money.upstream[member]


@pytest.mark.parametrize("evasive", [False, True])
@pytest.mark.parametrize("disguise", ["decoy_dust", "gift"])
def test_dust_and_gifts_link_no_stranger_to_the_funder(disguise, evasive):
    world = traced(disguise=disguise, evasive=evasive)
    strangers = set(world.money.trails) - set(world.group) - {world.launch.truth.creator}
    assert strangers
    for stranger in strangers:
        assert world.launch.truth.funder not in world.money.upstream[stranger]
    given = [row for s in strangers for row in world.trail(s).first.rows if row.source == world.launch.truth.funder]
    ignored = sum(world.trail(stranger).first.ignored for stranger in strangers)
    assert given or ignored


def test_a_private_funder_of_seventy_is_no_hub():
    world = traced(disguise="direct", group=70)
    assert_found(world)


def in_dollars(way: str, *, evasive: bool, group: int = 5) -> Traced:
    return traced(platform="bonk", quote="USDC", group=group, strangers=4, dollars=way, evasive=evasive)


@pytest.mark.parametrize("evasive", [False, True])
@pytest.mark.parametrize(("way", "hops"), [("direct", 1), ("fan_out", 1), ("chain", 5), ("split_merge", 2)])
def test_dollars_that_pay_a_dollar_quoted_buy_are_followed_like_sol(way, hops, evasive):
    world = in_dollars(way, evasive=evasive)
    funder = world.launch.truth.funder or ""
    assert world.money.breadth[funder].private
    for member in world.group:
        path = world.path(member)
        trail = world.trail(member)
        assert (trail.first.asset, trail.first.stop, trail.settled) == (USDC, PAID_BY_INFLOW, True)
        assert {hop.asset for hop in world.origin(member).path} == {USDC}
        assert {payment.how for payment in path} == {"token_transfer"}
        above = world.money.upstream[member][funder]
        assert above.needed > 900_000
        if way == "split_merge":
            assert set(path) <= set(world.launch.truth.money[member])
            assert (path[0].source, path[-1].target, len(path)) == (funder, member, hops)
            assert above.amount == sum(p.amount for p in world.launch.truth.money[member] if p.target == member)
        else:
            assert path == true_path(world.launch, member)
            assert evasive or len(path) == hops
        assert trail.stop == SERVICE  # an exchange paid the funder


def test_one_payment_of_dollars_to_several_buyers_is_a_fan_out():
    world = in_dollars("fan_out", evasive=False)
    assert len({world.path(member)[-1].signature for member in world.group}) == 1
    kinds = {e.kind: e for e in know(world.pack).evidence}
    assert kinds["fan_out"].guarded
    assert set(kinds["fan_out"].members) == set(world.group)


def test_the_truth_of_a_split_adds_up():
    world = traced(disguise="split_merge")
    for member in world.group:
        parts = [p for p in made(disguise="split_merge").truth.money[member] if p.target == member]
        main = world.trail(member).first
        assert len(parts) == 3
        assert sum(row.amount for row in main.rows) == sum(part.amount for part in parts)
        above = world.money.upstream[member][world.launch.truth.funder or ""]
        assert above.amount == sum(part.amount for part in parts)
