"""Labelled scenarios through the whole house: who acts together is found, and nobody else is accused."""

from functools import cache
from itertools import combinations

import pytest

from reporter.funding.sinks import DEPOSIT
from reporter.launch.tables import tables
from reporter.model.pack import Parameters
from reporter.report.analyse import analyse
from reporter.report.build.known import Known, know
from reporter.report.render import text
from reporter.report.vocabulary.forbidden import assert_speakable
from reporter.simulator.scenarios import f01_gift
from reporter.simulator.scenarios.table import build
from reporter.simulator.truth import Launch
from tests.end_to_end.worlds import NodeSource, gather

SEED = 77
FRAMES = ["f01_gift", "f02_mimic", "f03_named", "f04_unsigned"]
CLEAR = ["n01_one_exchange", "n02_airdrop", "n07_own_deposits", "n12_hot", "n13_relayer", "n16_treasury", "n22_one_blockhash"]
FOUND = ["p01_chains", "p07_foreign_token", "p10_table", "p11_rent", "p12_staged", "p20_deposit"]


@cache
def read(name: str, evasive: bool = False) -> tuple[Launch, Known]:
    launch = build(name, SEED, evasive=evasive)
    return launch, know(gather(NodeSource(launch.ledger), Parameters(launch.truth.mint)))


@pytest.mark.parametrize(("name", "evasive"), [*((n, e) for n in FRAMES for e in (False, True)), ("n11_shared_pool", True)])
def test_nobody_can_be_framed(name, evasive):
    launch, known = read(name, evasive)
    for group in known.linked.strict:
        assert all(launch.truth.same_controller(a, b) for a, b in combinations(sorted(group), 2))


@pytest.mark.parametrize("evasive", [False, True])
@pytest.mark.parametrize("exponent", [-3.0, 0.0, 2.0])
def test_no_gift_is_small_or_large_enough_to_frame_a_buyer(monkeypatch, exponent, evasive):
    monkeypatch.setattr(f01_gift, "SMALLEST", exponent)
    monkeypatch.setattr(f01_gift, "LARGEST", exponent)
    launch = build("f01_gift", SEED, evasive=evasive)
    known = know(gather(NodeSource(launch.ledger), Parameters(launch.truth.mint)))
    for group in known.linked.strict:
        assert all(launch.truth.same_controller(a, b) for a, b in combinations(sorted(group), 2))


@pytest.mark.parametrize("name", CLEAR)
def test_strangers_who_share_a_service_or_a_moment_are_no_entity(name):
    _, known = read(name)
    assert known.linked.strict == ()


@pytest.mark.parametrize("name", FOUND)
def test_a_group_is_found_whole_and_alone(name):
    launch, known = read(name)
    bought = {w for w in launch.truth.early_buyers if launch.truth.people[w].role == "member"}
    assert any(bought <= group for group in known.linked.strict)
    for group in known.linked.strict:
        assert all(launch.truth.same_controller(a, b) for a, b in combinations(sorted(group), 2))


def test_the_deposit_address_of_an_exchange_nobody_labelled_is_told_from_the_exchange():
    launch, known = read("p20_deposit")
    [deposit] = [wallet for wallet, person in launch.truth.people.items() if person.role == "sink"]
    found = known.money.sinks[deposit]
    assert (found.verdict, found.onward) == (DEPOSIT, launch.truth.exchanges["exchange two"])
    kinds = {row.target: row.kind for each in analyse(known.pack).proceeds for row in each.destinations}
    assert kinds[deposit] == DEPOSIT


def test_the_first_money_of_a_warmed_up_wallet_is_kept_beside_the_money_that_paid():
    launch, known = read("p06_warmed")
    fundings = {buyer.wallet: buyer.funding for buyer in analyse(known.pack).early_buyers}
    for member in launch.truth.group:
        funding = fundings[member]
        assert funding is not None
        assert funding.first_ever is not None
        assert (funding.first_ever.amount, funding.first_ever.how) == ("60000000", "transfer")  # what `warm_up` pays
        assert funding.first_ever.signature not in funding.signatures


def test_two_customers_of_one_pool_are_two_entities():
    launch, known = read("n11_shared_pool")
    found = [{launch.truth.people[wallet].controller for wallet in group} for group in known.linked.strict]
    assert sorted(map(sorted, found)) == [["operator"], ["second operator"]]


def test_buyers_of_an_old_token_are_not_tied_to_its_creator():
    launch, known = read("p07_foreign_token")
    report = analyse(known.pack)
    published = [entity for entity in report.entities if entity.tier in {"proven", "strong"}]
    assert published
    assert not any(entity.creator_linked or launch.truth.creator in entity.wallets for entity in published)
    assert any("no link" in finding.text.lower() and "creator" in finding.text for finding in report.findings)


@pytest.mark.parametrize(
    ("name", "pattern", "words"),
    [
        ("p06_warmed", "warmed_cohort", "the same sequence of 4 trades of one other token"),
        ("p07_foreign_token", "rebuy", "No link between them and the creator was found"),
        ("p11_rent", "side_sales", "linked to the creator's wallet"),
        ("p11_rent", "gathered_sale", "a sale of what several had bought"),
        ("p12_staged", "staged_exit", "sold in 3 stages"),
        ("p14_ring", "ring", "bought and sold again and again"),
        ("p15_atomic", "round_trips", "no position, no demand"),
        ("p17_serial", "serial_creator", "also paid wallets that signed"),
    ],
)
def test_what_a_group_did_is_said_with_its_transactions(name, pattern, words):
    launch, known = read(name)
    [said] = [finding for finding in analyse(known.pack).findings if finding.id == pattern]
    assert words in said.text
    assert said.signatures
    strangers = {wallet for wallet, person in launch.truth.people.items() if person.role == "stranger"}
    assert not strangers & set(said.wallets)
    assert_speakable(said.text)


@pytest.mark.parametrize("name", ["n12_hot", "n23_one_template", "n09_vesting"])
def test_no_pattern_is_said_of_strangers(name):
    _, known = read(name)
    patterns = {"rebuy", "side_sales", "gathered_sale", "staged_exit", "ring", "warmed_cohort", "round_trips", "serial_creator"}
    assert known.linked.strict == ()
    assert not patterns & {finding.id for finding in analyse(known.pack).findings}


def test_customers_of_one_pool_stand_in_the_upper_bound_and_in_no_claim():
    launch, known = read("n11_shared_pool", evasive=True)
    assert known.linked.strict == ()
    bought = {w for w in launch.truth.early_buyers if launch.truth.people[w].role == "member"}
    assert any(len(bought & wide) > len(bought) // 2 for wide in known.linked.loose)


def test_a_private_table_is_read_with_who_was_written_into_it_and_when():
    launch, known = read("f04_unsigned")
    [table] = [one for one in tables(known.reading, known.launch.story, known.pack.rules) if one.listed]
    assert set(table.listed) == set(launch.truth.group)  # the strangers stand in it too, and load it in nothing they signed
    assert table.authority == launch.truth.funder


@pytest.mark.parametrize("name", ["p01_chains", "p10_table", "n08_friends", "p13_bridge"])
def test_what_is_said_of_a_scenario_is_speakable(name):
    _, known = read(name)
    report = analyse(known.pack)
    from_chain = [report.token.name, report.token.symbol, *(row.reason for row in report.holders)]
    assert_speakable(text.render(report), from_chain)
