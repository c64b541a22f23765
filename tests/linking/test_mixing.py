"""Pools of intermediates: where money of several payers came together, nothing further on says who paid."""

from collections.abc import Sequence
from typing import Any

from solders.keypair import Keypair

from reporter.funding.inflow import Inflow
from reporter.funding.path import HOPS, Label, Trail
from reporter.funding.spending import Spending
from reporter.funding.trace import Provenance, Source
from reporter.linking.entities import link
from reporter.linking.evidence import common_ancestor, common_funder, shared_pool
from reporter.linking.mixing import BEHIND, HELD, UNSEEN, mixing
from tests.linking.facts import bought, evidence, facts, paid, private, transaction


def wallet(number: int) -> str:
    return str(Keypair.from_seed(bytes([number]) * 32).pubkey())


A, B, HUB, NEXT, LAST = (wallet(n) for n in range(1, 6))
BUYERS = ("a", "b", "c", "d")


def payment(source: str, target: str, signature: str, time: int) -> Inflow:
    sol = 10**9
    return Inflow(
        signature, time, time, source, target, "wallet", "SOL", sol, "transfer", source, (source,), None, None, "SOL", sol
    )


def step(target: str, rows: Sequence[tuple[str, str, int]], time: int = 100) -> Provenance:
    """`target` paid on at `time` what it got in `rows` of source, signature and time."""
    by_source: dict[str, list[Inflow]] = {}
    for source, signature, at in rows:
        by_source.setdefault(source, []).append(payment(source, target, signature, at))
    sources = tuple(Source(source, "wallet", tuple(found), 10**9) for source, found in by_source.items())
    spent = Spending(target, transaction(f"on from {target}", [target], slot=time), "SOL", 10**9)
    return Provenance(spent, 10**9, sources, (), "", settled=True, ignored=0, opened=(), short=True, listed=2, next=None)


def world(steps: Sequence[Provenance], above: Any, labels: Sequence[Label] = ()) -> Any:
    made = {w: transaction(f"buy {w}", [w], slot=200 + n) for n, w in enumerate(BUYERS)}
    first = Provenance(Spending("a", made["a"], "SOL", 10**9), 0, (), (), "", True, 0, (), True, 1, None)  # noqa: FBT003 (fields in their order)
    return facts(
        [bought(w, one) for w, one in made.items()],
        upstream=above,
        breadth=[private(each) for each in (A, B, HUB, NEXT, LAST)],
        trails=[Trail(first, tuple(labels), tuple(steps))],
    )


def through(payer: str, *hops: str) -> Any:
    return {w: {payer: paid(payer, w, f"pay {w}", hops=len(hops) + 1)} for w in BUYERS}


def test_a_wallet_that_held_money_of_two_joins_nobody():
    told = world([step(HUB, [(A, "s1", 90), (B, "s2", 91)])], through(HUB))
    assert mixing(told).reasons == {HUB: HELD}
    [found] = common_funder.find(told)
    assert (found.guarded, found.why_not) == (False, HELD)


def test_a_wallet_that_is_filled_again_and_again_out_of_a_mixing_one_joins_nobody_either():
    steps = [step(HUB, [(A, "s1", 90), (B, "s2", 91)]), step(NEXT, [(HUB, "s3", 92)]), step(NEXT, [(HUB, "s4", 93)])]
    steps += [step(LAST, [(NEXT, "s5", 94)]), step(LAST, [(NEXT, "s6", 95)])]
    told = world(steps, through(LAST))
    assert mixing(told).reasons == {HUB: HELD, NEXT: BEHIND, LAST: BEHIND}
    assert not common_funder.find(told)[0].guarded


def test_one_sum_out_of_a_pool_stays_its_owners_however_it_is_divided():
    told = world([step(HUB, [(A, "s1", 90), (B, "s2", 91)]), step(NEXT, [(HUB, "s3", 92)])], through(NEXT))
    assert NEXT not in mixing(told).reasons
    assert common_funder.find(told)[0].guarded


def test_a_chain_of_single_payers_mixes_nothing():
    told = world([step(NEXT, [(HUB, "s1", 90), (HUB, "s2", 91)]), step(HUB, [(A, "s3", 80)])], through(NEXT))
    assert mixing(told).reasons == {}


def test_money_that_rested_for_longer_than_money_passes_through_is_its_holders_own():
    long_ago = 10 * 86_400
    told = world([step(HUB, [(A, "s1", 90), (B, "s2", long_ago - 50)], time=long_ago)], through(HUB))
    assert mixing(told).reasons == {}


def test_a_wallet_filled_again_and_again_from_where_the_walk_ended_joins_nobody():
    steps = [step(NEXT, [(HUB, "s1", 90), (HUB, "s2", 91)])]
    ended = Label(HUB, 9, 10**9, (), HOPS)
    assert mixing(world(steps, through(NEXT), [ended])).reasons == {NEXT: UNSEEN}
    assert mixing(world(steps, through(NEXT), [Label(HUB, 9, 10**9, (), "money rested here")])).reasons == {}


def test_no_way_through_a_mixing_wallet_leads_to_a_payer():
    above = {w: {A: paid(A, w, f"far {w}", hops=2)} for w in BUYERS}
    told = world([step(f"{w} hop 1", [(A, f"{w} 1", 90), (B, f"{w} 2", 91)]) for w in BUYERS], above)
    assert common_ancestor.find(told) == []
    assert common_ancestor.find(world([], above))[0].guarded


class TestUpperBound:
    def told(self) -> Any:
        return world([step(HUB, [(A, "s1", 90), (B, "s2", 91)])], through(HUB))

    def test_customers_of_one_pool_stand_in_the_upper_bound_alone(self):
        told = self.told()
        items = [*shared_pool.find(told), *common_funder.find(told)]
        found = link(items, told)
        assert found.strict == ()
        assert found.loose == (frozenset(BUYERS),)
        [ring] = found.groups
        assert (ring.tier, ring.why_not) == ("possible", ("whose money it was cannot be told",))

    def test_a_pool_never_helps_to_publish_anybody(self):
        told = self.told()
        sink = evidence("common_sink", "exit", 9.0, *BUYERS, via="s", sent=True)
        timing = evidence("co_timing", "launch_timing", 2.0, *BUYERS)
        before = link([sink, timing], told)
        after = link([sink, timing, *shared_pool.find(told)], told)
        assert after.strict == before.strict == ()
        assert after.scores == before.scores
