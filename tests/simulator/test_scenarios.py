"""Every labelled scenario plays, is the same each time, says who everybody is, and leaves on the ledger what it tells."""

from functools import cache
from typing import Any

import pytest

from reporter.simulator.addresses import LOOKUP_TABLE
from reporter.simulator.scenarios.table import SCENARIOS, build
from reporter.simulator.truth import Launch

SEED = 41
TWO_WAYS = [
    (name, evasive) for name, module in SCENARIOS.items() for evasive in (False, True) if not evasive or module.KIND != "clear"
]


@cache
def played(name: str, evasive: bool = False, seed: int = SEED) -> Launch:
    return build(name, seed, evasive=evasive, platform="bonk" if evasive else "pumpfun")


def landed(launch: Launch) -> list[Any]:
    return sorted(launch.ledger.by_signature.values(), key=lambda one: (one.slot, one.signature))


@pytest.mark.parametrize(("name", "evasive"), TWO_WAYS)
def test_a_scenario_plays_and_everybody_who_buys_has_a_controller(name, evasive):
    truth = played(name, evasive).truth
    assert len(truth.early_buyers) >= 25
    assert not set(truth.early_buyers) - set(truth.people)
    assert truth.scenario == name
    assert SCENARIOS[name].__doc__
    assert 0.0 <= truth.linked_supply() <= 1.0


@pytest.mark.parametrize("name", ["p01_chains", "n08_friends", "f04_unsigned"])
def test_a_seed_draws_the_whole_world(name):
    one, other, another = build(name, 5), build(name, 5), build(name, 6)
    assert [row.signature for row in landed(one)] == [row.signature for row in landed(other)]
    assert one.truth.mint != another.truth.mint


@pytest.mark.parametrize("name", [name for name, module in SCENARIOS.items() if module.KIND == "positive"])
def test_an_operators_wallets_buy_and_are_one_controllers(name):
    truth = played(name).truth
    members = [wallet for wallet in truth.early_buyers if truth.people[wallet].controller == "operator"]
    assert len(members) >= (2 if name in {"p16_pair", "p17_serial"} else 3)
    assert truth.same_controller(members[0], members[1])
    stranger = next(wallet for wallet in truth.early_buyers if truth.people[wallet].role == "stranger")
    assert truth.same_controller(members[0], stranger) is False


@pytest.mark.parametrize("name", [name for name, module in SCENARIOS.items() if module.KIND == "clear"])
def test_nobody_in_a_clear_negative_buys_with_two_wallets_unless_an_operator_does(name):
    truth = played(name).truth
    controllers = [truth.people[wallet].controller for wallet in truth.early_buyers]
    twice = {one for one in controllers if controllers.count(one) > 1}
    assert twice <= {"operator", "bump service"}


@pytest.mark.parametrize("name", ["p13_bridge", "n18_lost"])
def test_what_nobody_could_know_is_labelled_unknown(name):
    truth = played(name).truth
    first, second = [wallet for wallet in truth.early_buyers if truth.people[wallet].role == "member"][:2]
    assert truth.same_controller(first, second) is None


def test_friends_are_neither_one_nor_strangers():
    truth = played("n08_friends").truth
    first, second = [w for w, person in truth.people.items() if "friend of friends" in person.controller][:2]
    assert truth.same_controller(first, second) is None


def test_the_funder_of_the_chains_pays_the_fee_of_every_hop():
    launch = played("p01_chains")
    funder = launch.truth.funder
    paid = [row for row in landed(launch) if row.keys[0] == funder]
    helped = [row for row in paid if len(row.signatures) == 2]
    assert len(helped) >= 3 * len(launch.truth.group)


def test_a_private_table_is_filled_before_the_token_exists_and_loaded_by_the_buys():
    launch = played("p10_table")
    filled = [row for row in landed(launch) if LOOKUP_TABLE in row.keys]
    assert len(filled) >= 2
    assert all(row.slot < launch.truth.creation_slot and row.error is None for row in filled)


def test_four_members_sign_each_buy_that_loads_the_table():
    launch = played("p10_table")
    group = set(launch.truth.group)
    buys = {made.signature for made in launch.truth.trades if made.trade.wallet in group and made.trade.side == "buy"}
    assert {len(launch.ledger.by_signature[signature].signatures) for signature in buys} == {4}


def test_a_serial_funder_paid_earlier_creators_before_this_one():
    truth = played("p17_serial").truth
    earlier = [person for person in truth.people.values() if person.role == "deployer"]
    assert len(earlier) >= 4
    assert {person.funder for person in earlier} == {truth.funder}
    [holder] = truth.group
    assert truth.holdings[holder] > truth.supply * 0.35


def test_tokens_of_a_team_lie_in_contracts_of_their_own():
    truth = played("n09_vesting").truth
    locks = {person.wallet: person.controller for person in truth.people.values() if person.role == "lock"}
    assert len(locks) >= 4
    assert len(set(locks.values())) == len(locks)
    assert all(truth.holdings[lock] for lock in locks)


def test_failed_tries_are_on_the_ledger():
    launch = played("p18_retries")
    group = set(launch.truth.group)
    assert any(row.error is not None and row.keys[0] in group for row in landed(launch))


def test_the_creator_signs_the_buys_whose_rent_it_pays():
    launch = played("p11_rent")
    trades = {made.signature for made in launch.truth.trades if made.trade.wallet in launch.truth.group}
    rows = [row for row in landed(launch) if row.signature in trades and row.keys[0] in launch.truth.group]
    assert any(launch.truth.creator in row.keys[: len(row.signatures)] for row in rows)


def test_a_node_that_lost_transactions_says_so_with_the_launch():
    faults = played("n18_lost").faults
    assert faults is not None
    assert faults.lost >= 0.1
