"""Kinds of evidence that a follower could copy: they speak inside a company, against the crowd, and of nobody else."""

from typing import Any

import pytest
from msgspec.structs import replace

from reporter.linking.evidence import (
    amount_template,
    co_timing,
    co_trading,
    conservation,
    coordinated_exit,
    fresh_cohort,
    hub_burst,
    life_cycle,
    long_history,
    offsetting_trades,
    order_recurrence,
    parallel_chains,
    rare_program,
    residue,
    shared_blockhash,
    spend_all,
    template,
)
from reporter.linking.score import pairs
from reporter.model.transaction import Instruction, SolChange
from tests.linking.facts import RULES, bought, facts, lived, paid, private, sold, transaction, verdict

GROUP = ("a", "b", "c", "d", "e")
CROWD = tuple(f"o{n:02d}" for n in range(40))
EVERYBODY = (*GROUP, *CROWD)
ROUTER = "router1111111111111111111111111111111111111"


def instruction(program: str = ROUTER, data: bytes = b"12345678") -> tuple[Instruction, ...]:
    return (Instruction((0,), program, (), data),)


def price(value: int) -> Instruction:
    return Instruction((1,), "ComputeBudget111111111111111111111111111111", (), b"\x03" + value.to_bytes(8, "little"))


def launch(how: Any = lambda wallet: {}, *, company: bool = True, order: Any = EVERYBODY, later: Any = (), **more: Any) -> Any:
    """Everybody buys in `order`, a slot apart; `how` says how a wallet's transaction looks."""
    told = [bought(w, transaction(f"buy {w}", [w], **{"slot": 10 + n, **how(w)})) for n, w in enumerate(order)]
    above = {w: {"funder": paid("funder", w, f"pay {w}")} for w in GROUP} if company else {}
    return facts([*told, *later], upstream=more.pop("upstream", above), breadth=[private("funder")], **more)


def by_group(group: Any, others: Any) -> Any:
    return lambda wallet: group if wallet in GROUP else others


SETTINGS: dict[str, tuple[Any, Any, Any]] = {
    "template": (
        template,
        by_group({"instructions": (*instruction(), price(777))}, {"instructions": (*instruction(), price(90_000))}),
        {"instructions": (*instruction(), price(777))},
    ),
    "rare_program": (
        rare_program,
        by_group({"instructions": instruction("mine")}, {"instructions": instruction()}),
        {"instructions": instruction("mine")},
    ),
    "shared_blockhash": (shared_blockhash, by_group({"blockhash": "old"}, {}), {"blockhash": "old"}),
}


def hashes(wallet: str) -> Any:
    return {"blockhash": "old"} if wallet in GROUP else {"blockhash": f"h {wallet}"}


@pytest.mark.parametrize("name", SETTINGS)
def test_a_habit_of_the_company_alone_is_found(name):
    kind, how, _ = SETTINGS[name]
    told = launch(hashes if name == "shared_blockhash" else how)
    [found] = kind.find(told)
    assert (found.kind, set(found.members)) == (name, set(GROUP))
    assert found.bits == pytest.approx(min(getattr(RULES.weights, name), 3.415), abs=0.01)
    assert found.rarity == 3 / len(CROWD)


@pytest.mark.parametrize("name", SETTINGS)
def test_what_the_whole_crowd_does_too_weighs_nothing(name):
    kind, _, same = SETTINGS[name]
    assert kind.find(launch(lambda wallet: same)) == []


@pytest.mark.parametrize("name", SETTINGS)
def test_without_a_company_a_habit_is_not_looked_at(name):
    kind, how, _ = SETTINGS[name]
    assert kind.find(launch(how, company=False)) == []


def test_an_equal_blockhash_inside_one_slot_counts_nothing():
    told = launch(lambda w: {**hashes(w), **({"slot": 10} if w in GROUP else {})})
    assert shared_blockhash.find(told) == []


def test_a_stranger_who_lands_later_with_the_same_hash_does_not_stretch_it():
    told = launch(lambda w: {**hashes(w), **({"slot": 10} if w in GROUP else {"blockhash": "old"} if w == CROWD[-1] else {})})
    assert shared_blockhash.find(told) == []


def test_which_common_token_is_found_does_not_depend_on_its_name():
    def told(popular: str, rare: str) -> Any:
        both = (("buy", popular), ("buy", rare))
        return launch(trails=pasts(both, (("buy", popular),)))

    assert [item.value for item in co_trading.find(told("A", "Z"))] == ["Z"]
    assert [item.value for item in co_trading.find(told("Z", "A"))] == ["A"]


def test_a_constant_reserve_is_found_whatever_the_wallets_held():
    def how(wallet: str) -> Any:
        held = 10**9 + sum(map(ord, wallet)) * 12_345
        kept = 20_000_000 if wallet in GROUP else sum(map(ord, wallet)) * 7_001 + 5_000_000
        data = b"12345678" + (held - kept).to_bytes(8, "little")
        return {"instructions": instruction(data=data), "sol": (SolChange(wallet, held, 1),)}

    [found] = spend_all.find(launch(how))
    assert (found.value, set(found.members)) == ("20000000", set(GROUP))


def test_buys_that_follow_each_other_are_found_and_scattered_ones_are_not():
    [found] = co_timing.find(launch())
    assert set(found.members) == set(GROUP)
    scattered = [
        *EVERYBODY[5:13],
        "a",
        *EVERYBODY[13:21],
        "b",
        *EVERYBODY[21:29],
        "c",
        *EVERYBODY[29:37],
        "d",
        "e",
        *CROWD[32:],
    ]
    assert co_timing.find(launch(order=scattered)) == []


def sales(*wallets: Any) -> Any:
    return [sold(w, transaction(f"sell {w}", [w], slot=200 + n)) for n, w in enumerate(wallets)]


def test_sales_that_follow_each_other_and_keep_the_order_of_the_buys_are_found():
    told = launch(later=sales(*CROWD[:20], *GROUP, *CROWD[20:]))
    [exit_] = coordinated_exit.find(told)
    assert set(exit_.members) == set(GROUP)
    assert order_recurrence.find(told) == []  # five wallets in one order of 120 are not rare enough
    shuffled = launch(later=sales("a", *CROWD[:10], "b", *CROWD[10:20], "c", *CROWD[20:30], "d", *CROWD[30:], "e"))
    assert coordinated_exit.find(shuffled) == []


def test_offsetting_trades_need_several_pairs():
    def pair(n: int) -> Any:
        at = 300 + 10 * n
        return [
            sold("a", transaction(f"s{n}", ["a"], slot=at)),
            bought("b", transaction(f"b{n}", ["b"], slot=at + 1)),
        ]

    assert offsetting_trades.find(launch(later=[*pair(0), *pair(1)])) == []
    many = [row for n in range(3) for row in (*pair(n), bought("c", transaction(f"c{n}", ["c"], slot=305 + 10 * n)))]
    found = offsetting_trades.find(launch(later=many))
    assert [item.family for item in found] in ([], ["exit"])


def pasts(acts: Any, others: Any = (), **more: Any) -> Any:
    rows = {w: acts if w in GROUP else others for w in EVERYBODY}
    return [lived(w, transaction(f"buy {w}", [w]), acts=row, **more) for w, row in rows.items()]


WARM = (("buy", "W"), ("sell", "W"), ("buy", "W"), ("sell", "W"))


def test_the_same_earlier_life_is_found():
    told = launch(trails=pasts(WARM, (("buy", "X"),)))
    [cycle] = life_cycle.find(told)
    [traded] = co_trading.find(told)
    assert set(cycle.members) == set(traded.members) == set(GROUP)
    assert traded.value == "W"


def test_a_token_that_everybody_traded_links_nobody():
    assert co_trading.find(launch(trails=pasts(WARM, WARM))) == []
    assert life_cycle.find(launch(trails=pasts(WARM, WARM))) == []


def test_wallets_born_together_are_found_unless_the_crowd_was_too():
    def born(others: int) -> Any:
        return [
            lived(w, transaction(f"buy {w}", [w]), oldest=f"first {w}", since=1000 + n if w in GROUP else others * n)
            for n, w in enumerate(EVERYBODY)
        ]

    [found] = fresh_cohort.find(launch(trails=born(100_000)))
    assert set(found.members) == set(GROUP)
    assert fresh_cohort.find(launch(trails=born(20))) == []


def test_chains_of_one_form_and_what_their_wallets_kept_are_found():
    above = {w: {"funder": paid("funder", w, f"pay {w}", hops=4)} for w in GROUP}
    [chains] = parallel_chains.find(launch(upstream=above))
    assert (chains.value, set(chains.members)) == ("4", set(GROUP))
    assert residue.find(launch(upstream=above)) == []  # amounts passed on whole leave nothing
    direct = {w: {"funder": paid("funder", w, f"pay {w}")} for w in GROUP}
    assert parallel_chains.find(launch(upstream=direct)) == []


def test_without_trails_amounts_say_nothing():
    assert amount_template.find(launch()) == []


def test_a_long_history_speaks_against_every_link_of_its_wallet():
    old = lived("a", transaction("buy a", ["a"], slot=400 * 86_400), short=False, since=0)
    told = [bought("a", transaction("buy a", ["a"], slot=400 * 86_400))]
    [found] = long_history.find(facts(told, trails=[old]))
    assert (found.family, found.bits) == ("counter", -RULES.weights.long_history)
    assert pairs([found]) == {}  # alone it makes no pair


def test_a_short_or_recent_history_speaks_against_nothing():
    young = lived("a", transaction("buy a", ["a"], slot=86_400), short=False, since=0)
    whole = lived("a", transaction("buy a", ["a"], slot=400 * 86_400), short=True, since=0)
    for trail in (young, whole):
        told = [bought("a", transaction("buy a", ["a"], slot=trail.first.spending.transaction.slot or 0))]
        assert long_history.find(facts(told, trails=[trail])) == []


def withdrawn(times: Any, *, private_payer: bool = False) -> Any:
    """A service paid `a`, `b`, ... at these times."""
    wallets = [f"h{n:02d}" for n in range(len(times))]
    told = [bought(w, transaction(f"buy {w}", [w], slot=10**6 + n)) for n, w in enumerate(wallets)]
    above = {}
    for wallet, time in zip(wallets, times, strict=True):
        row = paid("service", wallet, f"pay {wallet}")
        above[wallet] = {"service": replace(row, path=(replace(row.path[0], time=time),))}
    return facts(told, upstream=above, breadth=[private("service") if private_payer else verdict("service", "hub")])


DAYS = [n * 86_400 for n in range(6)]


def test_withdrawals_within_minutes_are_a_burst_beside_days_of_single_ones():
    [found] = hub_burst.find(withdrawn(sorted([*DAYS, 300_000, 300_060, 300_120, 300_200])))
    assert len(found.members) == 4
    assert not found.anchors


def test_withdrawals_at_the_services_usual_pace_are_none_and_private_payers_are_no_services():
    assert hub_burst.find(withdrawn([n * 500 for n in range(12)])) == []
    assert hub_burst.find(withdrawn(sorted([*DAYS, 300_000, 300_060, 300_120]), private_payer=True)) == []


def test_without_the_payers_own_inflow_nothing_is_conserved():
    trails = [lived(w, transaction(f"buy {w}", [w])) for w in EVERYBODY]
    assert conservation.find(launch(trails=trails)) == []
