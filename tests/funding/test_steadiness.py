"""What is found does not depend on how answers came, and what cannot be read is never told as "nobody paid"."""

import asyncio
import random
from collections.abc import AsyncIterator, Sequence
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from reporter.collect.run import collect
from reporter.decode.reading import Reading
from reporter.funding.first import first_ever
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

SHAPES: dict[str, dict[str, Any]] = {
    name: {"disguise": name}
    for name in ("own_fees", "split_merge", "pooled_own_fees", "seeded", "wrapped_sent", "quiet_exchange", "peel")
} | {
    "dollars": {"platform": "bonk", "quote": "USDC", "dollars": "split_merge", "evasive": True},
    "exits": {"exits": "sink"},
}


class Shuffled:
    """A source that answers the same questions in another order."""

    name = "simulated ledger"

    def __init__(self, inner: LedgerSource, seed: int) -> None:
        self._inner, self._draw = inner, random.Random(seed)

    async def ask(self, questions: Sequence[Question]) -> AsyncIterator[Answer]:
        order = list(questions)
        self._draw.shuffle(order)
        async for answer in self._inner.ask(order):
            yield answer

    async def aclose(self) -> None:
        await self._inner.aclose()


def told(world: Traced) -> object:
    """Everything that is said about the money, without how it was asked."""
    money = world.money
    ways = {w: [(x.wallet, x.hop, x.amount, x.path, x.stop) for x in found.labels] for w, found in money.trails.items()}
    gone = {w: (found.sold, found.destinations, found.stop) for w, found in money.proceeds.items()}
    verdicts = {address: verdict.verdict for address, verdict in money.breadth.items()}
    first = {w: first_ever(Reading(world.pack.answers), found.first) for w, found in money.trails.items()}
    return ways, money.upstream, verdicts, gone, money.sinks, first


def by(source: LedgerSource, shape: str, rules: RuleSet = RULES) -> Traced:
    launch = made(**SHAPES[shape])

    async def run() -> MemoryAnswers:
        try:
            return await collect(Parameters(launch.truth.mint), source, LABELS, rules, watch)
        finally:
            await source.aclose()

    answers = asyncio.run(run())
    pack = traced(**SHAPES[shape]).pack
    return read(launch, Pack(pack.parameters, pack.provenance, rules, LABELS, pack.background, answers), rules)


@pytest.mark.parametrize("shape", sorted(SHAPES))
@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10**6), size=st.integers(2, 1000))
def test_neither_the_order_of_answers_nor_the_size_of_pages_changes_anything(shape, seed, size):
    world = traced(**SHAPES[shape])
    assert told(by(Shuffled(NodeSource(world.launch.ledger), seed), shape, paged(size))) == told(world)


@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_the_order_of_answers_changes_not_even_what_is_asked(shape):
    world = traced(**SHAPES[shape])
    found = by(Shuffled(NodeSource(world.launch.ledger), 1), shape)
    assert list(found.pack.answers) == list(world.pack.answers)


@pytest.mark.parametrize("shape", ["own_fees", "dollars", "exits"])
@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    seed=st.integers(0, 10**6),
    size=st.integers(2, 1000),
    batch=st.integers(1, 60),
    every=st.integers(3, 9),
    fault=st.sampled_from(["busy_every", "truncate_every", "disconnect_every", "unhealthy_every"]),
    batches=st.booleans(),
)
def test_batches_and_injected_retries_over_the_network_change_nothing(shape, seed, size, batch, every, fault, batches):
    world = traced(**SHAPES[shape])
    with serve(world.launch.ledger, **{fault: every, "batches": batches}) as server:
        source = RpcSource([server.url], batch=batch, backoff=0.001, lag=0.001)
        found = by(Shuffled(source, seed), shape, paged(size))
    assert told(found) == told(world)


@pytest.mark.parametrize("seed", range(3))
def test_answers_held_in_another_order_give_the_same_trails(seed):
    world = traced(disguise="own_fees")
    rows = list(world.pack.answers)
    random.Random(seed).shuffle(rows)
    assert told(read(world.launch, replace(world.pack, answers=MemoryAnswers(rows)))) == told(world)


def broken(options: dict[str, Any], **faults: object) -> Traced:
    launch = made(**options)
    return read(launch, gather(NodeSource(launch.ledger, **faults), Parameters(launch.truth.mint)))


def assert_nothing_is_made_up(whole: Traced, world: Traced) -> None:
    """Where a trail is settled it is the true one; where it is not, a missing history is the reason, and coverage says so."""
    for wallet, trail in world.money.trails.items():
        if trail.settled:
            assert told_of(world, wallet) == told_of(whole, wallet)
        else:
            assert MISSING in {trail.first.stop, *(step.stop for step in trail.steps)}
    report = analyse(world.pack)
    for buyer in report.early_buyers:
        known = whole.money.trails.get(buyer.wallet)
        if buyer.funding is None or known is None or world.trail(buyer.wallet).settled:
            continue
        if buyer.funding.kind == "none" and known.labels:
            assert buyer.funding.stop == MISSING  # and never that it paid for itself
    unsettled = any(not trail.settled for trail in world.money.trails.values())
    if unsettled or len(world.story.early) < len(whole.story.early):
        assert report.coverage.missing or report.coverage.partial
    if unsettled:
        assert Fraction(report.coverage.share) < 1


@pytest.mark.parametrize("shape", ["own_fees", "split_merge", "dollars"])
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(lost=st.floats(0.02, 0.6))
def test_lost_transactions_leave_trails_unsettled_and_never_say_nobody(shape, lost):
    assert_nothing_is_made_up(traced(**SHAPES[shape]), broken(SHAPES[shape], lost=lost))


@pytest.mark.parametrize("shape", ["own_fees", "split_merge", "dollars"])
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(seconds=st.integers(5, 9000))
def test_a_ledger_that_begins_somewhere_in_between_never_says_nobody(shape, seconds):
    launch = made(**SHAPES[shape])
    begins = launch.ledger.slot_at(launch.truth.creation_time - seconds)
    assert_nothing_is_made_up(traced(**SHAPES[shape]), broken(SHAPES[shape], pruned_before=begins))


def told_of(world: Traced, wallet: str) -> object:
    return [(label.wallet, label.hop, label.amount, label.path) for label in world.money.trails[wallet].labels]


def test_a_ledger_that_begins_between_the_payment_and_the_buy_is_a_missing_history():
    launch = made(disguise="direct")
    first = launch.truth.creation_slot - 200  # after the payments, before the creation
    world = broken({"disguise": "direct"}, pruned_before=first)
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
