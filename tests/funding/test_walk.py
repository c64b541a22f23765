"""The walk back: what adds up, what it respects, and every reason to stop."""

import pytest
from msgspec.structs import replace

from reporter.funding.path import CREATOR, HOPS, PROGRAM, RESTED, SERVICE, SPONSOR, Trail
from reporter.funding.upstream import origin, upstream
from reporter.simulator.funding import calls
from reporter.simulator.funding.programs import pool_of
from tests.funding.scene import RULES, Scene

DAY = 86_400


def scene_with(*rich: str) -> Scene:
    scene = Scene()
    scene.wallet("shop", 1)
    for name in rich:
        scene.wallet(name, 1_000)
    return scene


def split(scene: Scene) -> None:
    """root → a, b, c → w, unequal parts, then the buy."""
    for n, (name, sol) in enumerate((("a", 0.5), ("b", 0.3), ("c", 0.2))):
        scene.pay(f"root {name}", 10 + n, "root", name, sol + 0.01)
        scene.pay(f"{name} w", 100 + n, name, "w", sol)
    scene.pay("buy", 200, "w", "shop", 0.99)
    scene.play()


def test_money_that_splits_and_merges_adds_up_where_it_meets():
    scene = scene_with("root")
    split(scene)
    found = scene.trail(scene.spending("buy", "w", 0.99))
    amounts = {label.wallet: (label.hop, label.amount) for label in found.labels}
    assert amounts[scene.wallet("a")] == (1, 500_000_000)
    assert amounts[scene.wallet("root")] == (2, 1_000_000_000)
    far = origin(found, frozenset(), RULES)
    assert far is not None
    assert (far.wallet, [hop.source for hop in far.path]) == (scene.wallet("root"), [scene.wallet("root"), scene.wallet("a")])
    assert upstream(found, RULES)[scene.wallet("root")].needed == 1_000_000


def test_one_label_per_wallet_and_no_walk_in_a_circle():
    scene = scene_with("root")
    for n, (source, target) in enumerate((("root", "a"), ("a", "b"), ("b", "a"), ("a", "w"))):
        scene.pay(f"p{n}", 10 * n, source, target, 1 - 0.01 * n)
    scene.pay("buy", 100, "w", "shop", 0.9)
    scene.play()
    found = scene.trail(scene.spending("buy", "w", 0.9))
    assert len({label.wallet for label in found.labels}) == len(found.labels)
    assert [label.wallet for label in found.labels][:2] == [scene.wallet("a"), scene.wallet("b")]


def test_later_payments_explain_nothing_earlier():
    scene = scene_with("early", "late")
    scene.pay("a", 0, "early", "m", 1)
    scene.pay("b", 10, "m", "w", 0.9)
    scene.pay("c", 20, "late", "m", 1)
    scene.pay("buy", 30, "w", "shop", 0.85)
    scene.play()
    found = scene.trail(scene.spending("buy", "w", 0.85))
    assert scene.wallet("late") not in {label.wallet for label in found.labels}
    assert scene.wallet("early") in {label.wallet for label in found.labels}


def chained(scene: Scene, *, gap: float, payer: str | None = None) -> None:
    for n, (source, target) in enumerate((("root", "a"), ("a", "b"), ("b", "w"))):
        scene.pay(f"p{n}", gap * n, source, target, 1 - 0.01 * n, payer=payer)
    scene.pay("buy", gap * 3, "w", "shop", 0.9)
    scene.play()


def test_waiting_for_days_hides_nothing():
    scene = scene_with("root")
    chained(scene, gap=20 * DAY)
    found = scene.trail(scene.spending("buy", "w", 0.9))
    assert [label.wallet for label in found.labels] == [scene.wallet(name) for name in ("b", "a", "root")]


def test_money_that_rested_longer_than_the_rules_allow_ends_the_path_and_says_so():
    scene = scene_with("root")
    chained(scene, gap=20 * DAY)
    rules = replace(RULES, tracing=replace(RULES.tracing, dwell_seconds=10 * DAY))
    found = scene.trail(scene.spending("buy", "w", 0.9), rules=rules)
    assert [(label.wallet, label.stop) for label in found.labels] == [(scene.wallet("b"), RESTED)]


def test_the_hop_limit_is_named():
    scene = scene_with("root")
    chained(scene, gap=10)
    found = scene.trail(scene.spending("buy", "w", 0.9), hops=2)
    assert [label.stop for label in found.labels] == [None, HOPS]


@pytest.mark.parametrize("stop", [SERVICE, CREATOR])
def test_services_and_the_creator_are_never_walked_through(stop):
    scene = scene_with("root")
    chained(scene, gap=10)
    wallet = scene.wallet("a")

    def closed(reached: str) -> str | None:
        return stop if reached == wallet else None

    found = scene.trail(scene.spending("buy", "w", 0.9), closed=closed)
    assert [(label.wallet, label.stop) for label in found.labels] == [(scene.wallet("b"), None), (wallet, stop)]


def many(buyers: int) -> tuple[Scene, dict[str, Trail]]:
    """Chains of two wallets to several buyers, one wallet paying all fees."""
    scene = scene_with("root", "fees")
    for n in range(buyers):
        scene.pay(f"x{n}", n, "root", f"m{n}", 1, payer="fees")
        scene.pay(f"y{n}", 100 + n, f"m{n}", f"w{n}", 0.9, payer="fees")
        scene.pay(f"buy {n}", 200 + n, f"w{n}", "shop", 0.8)
    scene.play()
    spendings = [scene.spending(f"buy {n}", f"w{n}", 0.8) for n in range(buyers)]
    return scene, scene.trails(spendings, answering=frozenset({scene.wallet("fees")}))


def test_who_pays_the_fees_of_many_answers_and_of_few_does_not():
    for buyers, stop, hops in ((10, SPONSOR, 1), (4, None, 2)):
        scene, found = many(buyers)
        for n in range(buyers):
            trail = found[scene.wallet(f"w{n}")]
            assert trail.labels[0].stop == stop
            assert max(label.hop for label in trail.labels) == hops
            above = upstream(trail, RULES)[scene.wallet("fees")]
            assert (above.hop, above.sponsor) == (1, True)


def test_an_unknown_payer_of_fees_is_no_answer():
    scene = scene_with("root", "fees")
    chained(scene, gap=10, payer="fees")
    found = scene.trail(scene.spending("buy", "w", 0.9))
    assert [label.wallet for label in found.labels] == [scene.wallet(name) for name in ("b", "a", "root")]


def test_a_programs_payout_ends_the_walk():
    scene = scene_with("relayer")
    scene.world.ledger.endow(pool_of("bridge"), 100 * 10**9)
    scene.do("paid", 0, "relayer", calls.pay_from_pool("bridge", scene.wallet("w"), 10**9))
    scene.pay("buy", 10, "w", "shop", 0.9)
    scene.play()
    found = scene.trail(scene.spending("buy", "w", 0.9))
    assert (found.stop, found.labels) == (PROGRAM, ())
    assert upstream(found, RULES) == {}


def test_payments_from_one_stock_are_explained_once():
    scene = scene_with("exchange")
    scene.pay("stock", 0, "exchange", "root", 20)
    for n in range(12):
        scene.pay(f"x{n}", 100 + n, "root", f"w{n}", 1)
        scene.pay(f"buy {n}", 200 + n, f"w{n}", "shop", 0.9)
    scene.play()
    found = scene.trails([scene.spending(f"buy {n}", f"w{n}", 0.9) for n in range(12)])
    steps = {(step.wallet, step.spending.transaction.signature, step.spending.cost) for t in found.values() for step in t.steps}
    assert (scene.wallet("root"), scene.signatures["x0"], 12 * 10**9) in steps
    assert sum(1 for wallet, _, _ in steps if wallet == scene.wallet("root")) == 1
    for trail in found.values():
        assert [label.wallet for label in trail.labels] == [scene.wallet("root"), scene.wallet("exchange")]


def test_a_stock_filled_again_in_between_is_two_stocks():
    scene = scene_with("x", "y")
    scene.pay("first", 0, "x", "root", 1.01)
    scene.pay("p0", 10, "root", "w0", 1)
    scene.pay("second", 20, "y", "root", 1.01)
    scene.pay("p1", 30, "root", "w1", 1)
    for n in range(2):
        scene.pay(f"buy {n}", 100 + n, f"w{n}", "shop", 0.9)
    scene.play()
    found = scene.trails([scene.spending(f"buy {n}", f"w{n}", 0.9) for n in range(2)])
    far = {wallet: trail.labels[-1].wallet for wallet, trail in found.items()}
    assert far == {scene.wallet("w0"): scene.wallet("x"), scene.wallet("w1"): scene.wallet("y")}


def test_nothing_behind_a_service_is_upstream():
    scene = scene_with("root")
    chained(scene, gap=10)
    found = scene.trail(scene.spending("buy", "w", 0.9))
    assert set(upstream(found, RULES, frozenset({scene.wallet("b")}))) == {scene.wallet("b")}
    near = origin(found, frozenset({scene.wallet("a")}), RULES)
    assert near is not None
    assert near.wallet == scene.wallet("b")
