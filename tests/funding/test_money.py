"""What is asked first, what never, and how much at the most."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from typing import Any

from msgspec.structs import replace

from reporter.collect.run import collect
from reporter.funding.money import plan
from reporter.funding.path import SPONSOR
from reporter.model.pack import Parameters
from reporter.model.questions import Answer, Question
from tests.end_to_end.worlds import NodeSource, watch
from tests.funding.traced import LABELS, RULES, SMALL, made, read, traced


class Steps:
    """A source that keeps what was asked together."""

    name = "simulated ledger"

    def __init__(self, inner: NodeSource) -> None:
        self.steps: list[list[Question]] = []
        self._inner = inner

    async def ask(self, questions: Sequence[Question]) -> AsyncIterator[Answer]:
        self.steps.append(list(questions))
        async for answer in self._inner.ask(questions):
            yield answer

    async def aclose(self) -> None:
        pass


def asked(**options: Any) -> list[list[Question]]:
    launch = made(**options)
    source = Steps(NodeSource(launch.ledger))
    asyncio.run(collect(Parameters(launch.truth.mint), source, LABELS, RULES, watch))
    return source.steps


def pages(step: list[Question]) -> list[tuple[str, int]]:
    found = [json.loads(q.params) for q in step if q.method == "getSignaturesForAddress"]
    return [(params[0], params[1]["limit"]) for params in found]


def test_every_buyers_inflow_comes_first_then_whom_common_payers_pay_then_the_long_walk():
    launch = made(disguise="own_fees")
    steps = asked(disguise="own_fees")
    group, funder = set(launch.truth.group), launch.truth.funder
    hops = {p.source for payments in launch.truth.money.values() for p in payments} - {funder}
    firsts: dict[str, int] = {}
    for number, step in enumerate(steps):
        for address, _limit in pages(step):
            firsts.setdefault(address, number)
    nearest = [firsts[wallet] for wallet in group]
    assert len(set(nearest)) == 1  # all together
    assert max(nearest) < min(firsts[wallet] for wallet in hops)
    assert (funder, RULES.hubs.page) in [page for step in steps for page in pages(step)]


def test_nothing_is_asked_twice_and_nothing_is_left_to_ask():
    steps = asked(disguise="split_merge")
    questions = [question for step in steps for question in step]
    assert len(questions) == len(set(questions))
    world = traced(disguise="split_merge")
    from reporter.decode.reading import Reading

    assert plan(Reading(world.pack.answers), world.story, LABELS, RULES) == []


def test_no_more_addresses_are_sampled_than_the_rules_allow():
    rules = replace(RULES, fetching=replace(RULES.fetching, suspects=2))
    world = traced(disguise="pooled_own_fees", group=8)
    few = read(world.launch, world.pack, rules)
    assert len(world.money.breadth) > 2
    assert len(few.money.breadth) <= 4  # two of the near and two of the far


def test_the_fees_of_many_save_the_long_walk():
    world = traced(disguise="chain", group=14)
    assert {world.origin(member).stop for member in world.group} == {SPONSOR}
    hops = {p.source for payments in world.launch.truth.money.values() for p in payments[:-1]}
    read_pages = {
        json.loads(a.question.params)[0] for a in world.pack.answers if a.question.method == "getSignaturesForAddress"
    }
    assert not hops & (read_pages - {world.launch.truth.funder})


def test_a_budget_follows_some_trails_to_their_end_rather_than_all_a_little():
    launch = made(disguise="own_fees", hops=8, group=30)
    whole = traced(disguise="own_fees", hops=8, group=30)
    budget = len(whole.pack.answers) - 200
    source = NodeSource(launch.ledger)
    parameters = Parameters(launch.truth.mint, budget=budget)
    answers = asyncio.run(collect(parameters, source, LABELS, RULES, watch))
    world = read(launch, replace(whole.pack, parameters=parameters, answers=answers))
    ended = [m for m in world.group if launch.truth.funder in world.money.upstream[m]]
    assert len(answers) == budget
    assert 10 <= len(ended) < 30
    assert world.money.breadth[launch.truth.funder or ""].private
    assert any(not world.trail(member).settled for member in world.group)


def test_small_worlds_are_small():
    assert len(traced(disguise="direct").pack.answers) < 150
    assert SMALL["group"] == 4
