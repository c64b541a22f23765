"""Whole launches: links do not depend on names, time or order, and less evidence never publishes more."""

import hashlib
import re
from typing import Any

import pytest

from reporter.ledger.answers import MemoryAnswers
from reporter.linking.entities import link
from reporter.linking.kinds import FAMILIES
from reporter.model import questions as ask
from reporter.model.pack import Pack
from reporter.report.analyse import analyse
from reporter.report.build.known import Known, know
from reporter.report.render import json_document
from tests.end_to_end import test_scenarios as scenarios
from tests.end_to_end import worlds
from tests.linking.facts import bought, created, facts, transaction


def groups(linked: Any) -> Any:
    return {(group.wallets, group.tier) for group in linked.groups}


def assert_no_new_entity(known: Known) -> None:
    """Without a family every published group lies inside one that was published with it."""
    for family in FAMILIES:
        after = link([item for item in known.evidence if item.family != family], known.facts)
        assert [group for group in after.strict if not any(group <= whole for whole in known.linked.strict)] == [], family


@pytest.mark.parametrize("options", worlds.OPTIONS, ids=str)
def test_taking_a_family_away_publishes_no_new_entity(options):
    assert_no_new_entity(worlds.understood(3, **options))


@pytest.mark.parametrize("evasive", [False, True])
@pytest.mark.parametrize(
    "name", ["n04_market_maker", "n11_shared_pool", "p03_pool", "p10_table", "p19_crowded", "f04_unsigned"]
)
def test_nor_does_it_where_groups_share_payers_and_services(name, evasive):
    assert_no_new_entity(scenarios.read(name, evasive)[1])


@pytest.mark.parametrize("options", worlds.OPTIONS, ids=str)
def test_published_members_all_belong_to_the_operator(options):
    known = worlds.understood(3, **options)
    truth = worlds.launched(3, **options).truth
    for group in known.linked.strict:
        assert {truth.people[wallet].controller for wallet in group} == {"operator"}


@pytest.mark.parametrize(
    "options", [{}, {"fan_out": True}, {"sponsor": "funder", "fan_out": True}, {"prefunded": True, "multi_buy": True}], ids=str
)
def test_a_standard_group_is_published_whole(options):
    truth = worlds.launched(3, **options).truth
    known = worlds.understood(3, **options)
    assert any(set(truth.group) <= group for group in known.linked.strict)


def test_answers_in_another_order_give_the_same_report():
    pack = worlds.packed(13, **worlds.SMALL)
    mixed = sorted(pack.answers, key=lambda answer: hashlib.sha256(answer.question.params.encode()).digest())

    class Shuffled(MemoryAnswers):
        def __iter__(self) -> Any:
            return iter(mixed)

    other = Pack(pack.parameters, pack.provenance, pack.rules, pack.labels, pack.background, Shuffled(mixed))
    assert json_document.render(analyse(other)) == json_document.render(analyse(pack))


def shifted(pack: Any, slots: Any, seconds: Any) -> Any:
    """The same launch some slots later: every slot and time of every answer moved."""

    def move(text: Any, key: Any, by: Any) -> Any:
        return re.sub(rf'("{key}":\s?)(\d+)'.encode(), lambda found: found[1] + str(int(found[2]) + by).encode(), text)

    answers = []
    for answer in pack.answers:
        body = move(move(answer.body, "slot", slots), "blockTime", seconds)
        question = answer.question
        if question.method == "getBlock":
            slot = ask.parameters(question)[0]
            question = type(question)(question.method, question.params.replace(str(slot), str(slot + slots), 1))
        answers.append(type(answer)(question, body, answer.refused))
    return Pack(pack.parameters, pack.provenance, pack.rules, pack.labels, pack.background, MemoryAnswers(answers))


def test_another_slot_and_time_change_no_link():
    pack = worlds.packed(3, fan_out=True)
    before, after = worlds.understood(3, fan_out=True), know(shifted(pack, 1_000_003, 86_401))
    assert after.launch.story.early[0].place.slot == before.launch.story.early[0].place.slot + 1_000_003
    assert groups(after.linked) == groups(before.linked)
    assert after.linked.scores.keys() == before.linked.scores.keys()
    assert [value.log_odds for value in after.linked.scores.values()] == [
        value.log_odds for value in before.linked.scores.values()
    ]


def test_other_names_of_the_people_change_no_link():
    """Keys are drawn from the seed's names; wallets are renamed at the level of evidence, where names could only break ties."""
    known = worlds.understood(3, fan_out=True)
    people = sorted({wallet for item in known.evidence for wallet in (*item.members, *([item.via] if item.via else []))})
    other = {wallet: hashlib.sha256(wallet.encode()).hexdigest() for wallet in people}

    def renamed(item: Any) -> Any:
        members = {other[wallet]: found for wallet, found in item.members.items()}
        return type(item)(
            item.kind,
            item.family,
            item.bits,
            members,
            other.get(item.via or ""),
            item.star,
            item.guarded,
            item.why_not,
            item.value,
            item.needed,
        )

    made = [bought(other.get(w, w), transaction(f"buy {w}", [other.get(w, w)])) for w in sorted(known.facts.early)]
    creator = known.facts.creator or ""
    other.setdefault(creator, creator)
    elsewhere = facts(made, origin=created(other[creator], transaction("create", [other[creator]], slot=5)))
    after = link([renamed(item) for item in known.evidence], elsewhere)
    assert {(tuple(sorted(other[w] for w in wallets)), tier) for wallets, tier in groups(known.linked)} == groups(after)


def test_nobody_runs_a_hot_launch_and_nobody_is_linked():
    known = know(worlds.hot_pack())
    assert known.linked.strict == ()


def test_a_creator_nobody_signed_for_is_linked_to_nobody():
    known = worlds.understood(3, group=0)
    assert known.linked.strict == ()


def test_a_quick_pack_proves_nothing_it_did_not_examine():
    world = worlds.launched(3, sponsor="funder", fan_out=True)
    parameters = type(worlds.packed(3).parameters)(world.truth.mint, budget=60, quick=True)
    known = know(worlds.gather(worlds.NodeSource(world.ledger), parameters))
    assert known.linked.strict == ()
