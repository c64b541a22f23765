"""Where proceeds went, and what the addresses are that several sellers sent them to."""

from typing import Any

from msgspec.structs import replace

from reporter.funding.forward import TO_FUNDER, TO_WALLET
from reporter.funding.sinks import DEPOSIT, OWN, SERVICE, UNREAD, plan, sink
from reporter.ledger.answers import MemoryAnswers
from reporter.model.labels import Label, Labels
from reporter.simulator.answering import answer_from
from reporter.simulator.faults import Faults
from reporter.simulator.node import Node
from tests.end_to_end.worlds import without
from tests.funding.scene import RULES, Scene
from tests.funding.traced import read, traced

NOBODY = Labels("none", "", {})


def labelled(address: str) -> Labels:
    return Labels("test", "", {address: Label(address, "Some exchange", "exchange", "its own list", "2026-11-26", "facts")})


def judged(scene: Scene, name: str, family: set[str], labels: Labels = NOBODY) -> Any:
    address = scene.wallet(name)
    node = Node(scene.world.ledger, Faults())
    while wanted := plan(scene.reading, address, labels, RULES):
        for question in wanted:
            scene.answers.add(answer_from(node, question))
    return sink(scene.reading, address, {scene.wallet(one) for one in family}, labels, RULES)


def received(senders: int, *, onward: str | None = None) -> Scene:
    """`senders` wallets pay one address, which may pass everything on after each payment."""
    scene = Scene()
    scene.wallet("sink", 0.01)
    for number in range(senders):
        scene.wallet(f"s{number}", 2)
        scene.pay(f"p{number}", 10 + 20 * number, f"s{number}", "sink", 1.0)
        if onward:
            scene.pay(f"o{number}", 20 + 20 * number, "sink", onward, 0.99)
    scene.play()
    return scene


def test_money_that_members_send_back_is_told_as_returned_to_their_funder():
    world = traced(exits="funder")
    for member in world.group:
        [row] = world.money.proceeds[member].destinations
        assert (row.target, row.kind) == (world.launch.truth.funder, TO_FUNDER)
        assert row.signatures


def test_a_new_wallet_that_all_members_send_to_is_their_common_sink():
    world = traced(exits="sink")
    target = world.launch.truth.sink
    for member in world.group:
        [row] = world.money.proceeds[member].destinations
        assert (row.target, row.kind) == (target, TO_WALLET)
    assert target is not None
    assert world.money.sinks[target].verdict == OWN


def test_without_later_history_nothing_is_said_about_proceeds():
    world = traced(exits="sink")
    cut = without(world.pack, "getSignaturesForAddress")
    blind = read(world.launch, replace(world.pack, answers=cut))
    assert all(not found.destinations for found in blind.money.proceeds.values())


def test_an_address_that_strangers_pay_too_is_a_service():
    found = judged(received(8), "sink", {"s0", "s1", "s2"})
    assert (found.verdict, found.senders, found.strangers) == (SERVICE, 8, 5)


def test_an_address_only_this_launchs_people_pay_is_somebodys_own():
    assert judged(received(5), "sink", {f"s{n}" for n in range(5)}).verdict == OWN


def test_an_address_that_passes_everything_to_a_labelled_exchange_is_a_deposit_address():
    scene = received(3, onward="hot wallet")
    found = judged(scene, "sink", {"s0", "s1", "s2"}, labelled(scene.wallet("hot wallet")))
    assert (found.verdict, found.onward) == (DEPOSIT, scene.wallet("hot wallet"))
    assert found.private


def test_an_address_with_more_transactions_than_are_read_is_busy():
    assert judged(received(RULES.tracing.sink_page + 1), "sink", {"s0"}).verdict == SERVICE


def test_an_address_whose_transactions_were_not_read_links_nobody():
    scene = received(3)
    found = sink(type(scene.reading)(MemoryAnswers()), scene.wallet("sink"), set(), NOBODY, RULES)
    assert (found.verdict, found.private) == (UNREAD, False)
