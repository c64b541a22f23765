"""What is found does not depend on how answers came, and what cannot be read is never told as "nobody paid"."""

import asyncio
import random
from collections.abc import AsyncIterator, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from reporter.collect.run import collect
from reporter.funding.trace import FIRST, MISSING
from reporter.ledger.answers import MemoryAnswers
from reporter.ledger.rpc.source import RpcSource
from reporter.ledger.source import LedgerSource
from reporter.model.pack import Pack, Parameters
from reporter.model.questions import Answer, Question
from reporter.model.rules import RuleSet
from reporter.report.analyse import analyse
from reporter.simulator.server import serve
from tests.end_to_end.worlds import NodeSource, gather, watch
from tests.funding.traced import LABELS, RULES, Traced, made, paged, read, traced

SHAPES = ("own_fees", "split_merge", "pooled_own_fees", "seeded", "wrapped_sent", "quiet_exchange")


class Shuffled:
    """A source that answers the same questions in another order."""

    name = "simulated ledger"

    def __init__(self, inner: NodeSource, seed: int) -> None:
        self._inner, self._draw = inner, random.Random(seed)

    async def ask(self, questions: Sequence[Question]) -> AsyncIterator[Answer]:
        order = list(questions)
        self._draw.shuffle(order)
        async for answer in self._inner.ask(order):
            yield answer

    async def aclose(self) -> None:
        pass


def told(world: Traced) -> object:
    """Everything that is said about the money, without how it was asked."""
    money = world.money
    ways = {w: [(x.wallet, x.hop, x.amount, x.path, x.stop) for x in found.labels] for w, found in money.trails.items()}
    return ways, money.upstream, {address: verdict.verdict for address, verdict in money.breadth.items()}


def by(source: LedgerSource, disguise: str, rules: RuleSet = RULES) -> Traced:
    launch = made(disguise=disguise)

    async def run() -> MemoryAnswers:
        try:
            return await collect(Parameters(launch.truth.mint), source, LABELS, rules, watch)
        finally:
            await source.aclose()

    answers = asyncio.run(run())
    pack = traced(disguise=disguise).pack
    return read(launch, Pack(pack.parameters, pack.provenance, rules, LABELS, pack.background, answers), rules)


@pytest.mark.parametrize("disguise", SHAPES)
@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10**6))
def test_the_order_of_answers_changes_nothing(disguise, seed):
    world = traced(disguise=disguise)
    found = by(Shuffled(NodeSource(world.launch.ledger), seed), disguise)
    assert told(found) == told(world)
    assert list(found.pack.answers) == list(world.pack.answers)


@pytest.mark.parametrize("disguise", SHAPES)
@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(size=st.integers(2, 1000))
def test_the_size_of_pages_changes_nothing(disguise, size):
    world = traced(disguise=disguise)
    assert told(by(NodeSource(world.launch.ledger), disguise, paged(size))) == told(world)


@pytest.mark.parametrize("seed", range(3))
def test_answers_held_in_another_order_give_the_same_trails(seed):
    world = traced(disguise="own_fees")
    rows = list(world.pack.answers)
    random.Random(seed).shuffle(rows)
    assert told(read(world.launch, replace(world.pack, answers=MemoryAnswers(rows)))) == told(world)


@pytest.mark.parametrize(
    ("batch", "faults"),
    [
        (1, {}),
        (7, {}),
        (50, {"busy_every": 3}),
        (50, {"truncate_every": 4}),
        (20, {"disconnect_every": 5}),
        (50, {"batches": False}),
    ],
)
def test_batches_and_retries_over_the_network_change_nothing(batch, faults):
    world = traced(disguise="own_fees")
    with serve(world.launch.ledger, **faults) as server:
        source = RpcSource([server.url], batch=batch, backoff=0.001, lag=0.001)
        found = by(source, "own_fees")
    assert told(found) == told(world)
    assert [answer.question for answer in found.pack.answers] == [answer.question for answer in world.pack.answers]


def broken(disguise: str, **faults: object) -> Traced:
    launch = made(disguise=disguise)
    return read(launch, gather(NodeSource(launch.ledger, **faults), Parameters(launch.truth.mint)))


@pytest.mark.parametrize("disguise", ["direct", "own_fees", "split_merge"])
@pytest.mark.parametrize("lost", [0.1, 0.4])
def test_a_lost_transaction_leaves_the_trail_unsettled_and_never_says_nobody(disguise, lost):
    whole, world = traced(disguise=disguise), broken(disguise, lost=lost)
    for wallet, trail in world.money.trails.items():
        if trail.settled:
            assert told_of(world, wallet) == told_of(whole, wallet)
        else:
            assert MISSING in {trail.first.stop, *(step.stop for step in trail.steps)}
    assert any(not trail.settled for trail in world.money.trails.values()) or len(world.story.early) < len(whole.story.early)


def told_of(world: Traced, wallet: str) -> object:
    return [(label.wallet, label.hop, label.amount, label.path) for label in world.money.trails[wallet].labels]


def test_a_ledger_that_begins_between_the_payment_and_the_buy_is_a_missing_history():
    launch = made(disguise="direct")
    first = launch.truth.creation_slot - 200  # after the payments, before the creation
    world = broken("direct", pruned_before=first)
    for member in launch.truth.group:
        trail = world.money.trails[member]
        assert (trail.settled, trail.first.stop, trail.labels) == (False, MISSING, ())
    report = analyse(world.pack)
    assert report.coverage.partial
    assert {b.funding.stop for b in report.early_buyers if b.funding and b.wallet in launch.truth.group} == {MISSING}


def test_a_refused_history_is_missing_and_no_first_transaction():
    launch = made(disguise="direct")
    pack = traced(disguise="direct").pack
    member = launch.truth.group[0]
    rows = [
        Answer(a.question, b'{"code":-32000,"message":"no"}', refused=True)
        if a.question.method == "getSignaturesForAddress" and member in a.question.params
        else a
        for a in pack.answers
    ]
    world = read(launch, replace(pack, answers=MemoryAnswers(rows)))
    trail = world.money.trails[member]
    assert (trail.settled, trail.first.stop) == (False, MISSING)
    assert trail.first.stop != FIRST
    assert world.money.trails[launch.truth.group[1]].first.settled
