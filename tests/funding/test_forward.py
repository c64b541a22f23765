"""Where proceeds went, and what the addresses are that several sellers sent them to."""

from typing import Any

import pytest
from msgspec.structs import replace

from reporter.funding import breadth as breadths
from reporter.funding.breadth import HUB, PRIVATE, SUSPECTED
from reporter.funding.destinations import TO_DEPOSIT, TO_FUNDER, TO_PROGRAM, TO_SERVICE, TO_SUSPECTED
from reporter.funding.forward import MISSING, READ, TO_LAUNCH, TO_NEXT, TO_WALLET, Proceeds
from reporter.funding.inflow import SOL
from reporter.funding.sinks import DEPOSIT, OWN, SERVICE, UNREAD, behind, plan, sink, told
from reporter.ledger.answers import MemoryAnswers
from reporter.model import questions as ask
from reporter.model.ids import USDC, WRAPPED_SOL
from reporter.model.labels import Label, Labels
from reporter.simulator.answering import answer_from
from reporter.simulator.dollars import hand_out, pass_on
from reporter.simulator.faults import Faults
from reporter.simulator.funding.programs import pool_of
from reporter.simulator.node import Node
from reporter.simulator.programs import system
from tests.end_to_end.worlds import without
from tests.funding.scene import RULES, Scene
from tests.funding.selling import Selling
from tests.funding.traced import read, traced

NOBODY = Labels("none", "", {})
DAY = 86_400


def labelled(address: str) -> Labels:
    return Labels("test", "", {address: Label(address, "Some exchange", "exchange", "its own list", "2026-11-26", "facts")})


def judged(scene: Scene, name: str, family: set[str], labels: Labels = NOBODY, *, asset: str = SOL) -> Any:
    address = scene.wallet(name)
    node = Node(scene.world.ledger, Faults())
    while wanted := plan(scene.reading, address, asset, labels, RULES):
        for question in wanted:
            scene.answers.add(answer_from(node, question))
    return sink(scene.reading, address, asset, {scene.wallet(one) for one in family}, labels, RULES)


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


def exchange_of(*, received_on: str, customers: int) -> Scene:
    """Three wallets pay an address that passes everything on to one that pays so many others."""
    scene = Scene()
    scene.wallet("sink", 0.01)
    scene.wallet(received_on, 1000)
    for number in range(customers):
        scene.pay(f"c{number}", 30 * DAY * (number + 1) / (customers + 1), received_on, f"customer {number}", 0.4)
    for number in range(3):
        scene.wallet(f"s{number}", 2)
        scene.pay(f"p{number}", 30 * DAY + 20 * number, f"s{number}", "sink", 1.0)
    scene.pay("sweep", 30 * DAY + 600, "sink", received_on, 2.9, payer=received_on)
    scene.play()
    return scene


def told_of(scene: Scene, name: str, family: set[str]) -> Any:
    """The verdict in the light of what stands behind the address."""
    found = judged(scene, name, family)
    who = behind(found, NOBODY)
    assert who is not None
    node = Node(scene.world.ledger, Faults())
    while wanted := breadths.plan(scene.reading, who, NOBODY, RULES):
        for question in wanted:
            scene.answers.add(answer_from(node, question))
    return told(found, breadths.breadth(scene.reading, who, {scene.wallet(one) for one in family}, NOBODY, RULES))


def test_money_that_members_send_back_is_told_as_returned_to_their_funder():
    world = traced(exits="funder")
    for member in world.group:
        [row] = world.money.proceeds[member].destinations
        assert (row.target, row.kind) == (world.launch.truth.funder, TO_FUNDER)
        assert row.signatures


def test_the_payer_of_one_buyer_alone_is_looked_at_before_it_is_called_the_funder():
    world = traced(group=1, exits="funder")
    [member], funder = world.group, world.launch.truth.funder
    assert funder is not None
    assert funder not in world.money.breadth
    assert world.money.sinks[funder].verdict == OWN
    assert [row.kind for row in world.money.proceeds[member].destinations] == [TO_FUNDER]
    page = ask.signatures(funder, None, RULES.tracing.sink_page)
    unread = MemoryAnswers([answer for answer in world.pack.answers if answer.question != page])
    blind = read(world.launch, replace(world.pack, answers=unread))
    assert [row.kind for row in blind.money.proceeds[member].destinations] == [TO_WALLET]


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
    found = sink(type(scene.reading)(MemoryAnswers()), scene.wallet("sink"), SOL, set(), NOBODY, RULES)
    assert (found.verdict, found.private) == (UNREAD, False)


def kinds(found: Proceeds) -> list[tuple[str, str]]:
    return [(row.target, row.kind) for row in found.destinations]


def test_each_place_that_proceeds_go_to_is_named_as_what_it_is_to_the_seller():
    scene = Selling()
    vault = pool_of("vault")
    for number, target in enumerate(("payer", "hot wallet", "friend")):
        scene.pay(target, 300 + 10 * number, "seller", target, 0.3)
    scene.do("vault", 400, "seller", system.transfer(scene.wallet("seller"), vault, 300_000_000))
    found = scene.followed({"payer"}, {"payer": PRIVATE, "hot wallet": HUB})
    assert dict(kinds(found)) == {
        scene.wallet("payer"): TO_FUNDER,
        scene.wallet("hot wallet"): TO_SERVICE,
        scene.wallet("friend"): TO_WALLET,
        vault: TO_PROGRAM,
    }
    assert found.stop == READ
    assert found.sold > 900_000_000


@pytest.mark.parametrize(
    ("pays", "takes", "kind"),
    [
        (None, None, TO_WALLET),
        (PRIVATE, None, TO_FUNDER),
        (PRIVATE, SERVICE, TO_FUNDER),  # an operator's wallet is busy too
        (None, OWN, TO_FUNDER),
        (None, SERVICE, TO_SERVICE),
        (None, DEPOSIT, TO_DEPOSIT),
        (None, UNREAD, TO_WALLET),
        (HUB, None, TO_SERVICE),
        (HUB, OWN, TO_SERVICE),
        (SUSPECTED, OWN, TO_SUSPECTED),
        (breadths.UNREAD, None, TO_WALLET),
    ],
)
def test_a_payer_is_called_the_funder_only_where_it_was_looked_at_and_pays_no_strangers(pays, takes, kind):
    scene = Selling()
    scene.pay("back", 300, "seller", "payer", 0.5)
    found = scene.followed({"payer"}, {"payer": pays} if pays else {}, {"payer": takes} if takes else {})
    assert kinds(found) == [(scene.wallet("payer"), kind)]


def test_money_sent_on_in_the_transaction_of_the_sale_is_followed_and_its_fees_are_not():
    scene = Selling()
    second = scene.launched("again", "maker", "pumpfun", WRAPPED_SOL, 20)
    scene.trade("buy", 250, second)
    scene.trade("sell", 300, second, onward=("friend", 0.5))
    assert kinds(scene.followed()) == [(second.mint, TO_NEXT), (scene.wallet("friend"), TO_WALLET)]


def test_money_that_buys_another_token_is_a_next_purchase():
    scene = Selling()
    other = scene.launched("other", "stranger", "pumpfun", WRAPPED_SOL, 20)
    scene.trade("buy", 300, other)
    found = scene.followed()
    assert kinds(found) == [(other.mint, TO_NEXT)]
    assert found.destinations[0].signatures == (scene.signatures[f"buy {other.mint}"],)


def test_money_that_launches_another_token_is_a_next_launch_however_little_it_cost():
    scene = Selling()
    other = scene.launched("other", "seller", "pumpfun", WRAPPED_SOL, 300)
    found = scene.followed()
    assert kinds(found) == [(other.mint, TO_LAUNCH)]
    assert found.destinations[0].signatures == (scene.signatures["make other"],)
    assert 0 < found.destinations[0].amount < found.sold // 10


def test_a_launch_that_only_names_the_seller_is_none_of_his():
    scene = Selling()
    scene.launched("other", "stranger", "pumpfun", WRAPPED_SOL, 300)
    assert kinds(scene.followed()) == []


def test_what_leaves_before_anything_was_sold_is_no_proceeds():
    scene = Selling()
    scene.pay("early", 150, "seller", "friend", 0.5)
    assert kinds(scene.followed()) == []


def test_proceeds_in_dollars_are_followed_in_dollars():
    scene = Selling("bonk", USDC)
    seller, friend = scene.wallet("seller"), scene.wallet("friend")
    pass_on(scene.world, USDC, (seller, friend), 90_000_000, scene.start + 300)
    scene.pay("lamports", 310, "seller", "other friend", 0.5)
    found = scene.followed()
    assert found.asset == USDC
    assert found.sold > 90_000_000
    assert kinds(found) == [(friend, TO_WALLET)]
    assert found.destinations[0].amount == 90_000_000


def test_a_later_transaction_that_cannot_be_read_is_missing_and_not_nothing():
    scene = Selling()
    scene.pay("friend", 300, "seller", "friend", 0.5)
    assert scene.followed(lost={"friend"}).stop == MISSING


def test_an_address_that_passes_everything_to_an_exchange_nobody_labelled_is_a_deposit_address_too():
    scene = exchange_of(received_on="hot wallet", customers=300)
    found = told_of(scene, "sink", {"s0", "s1", "s2"})
    assert (found.verdict, found.onward, found.private) == (DEPOSIT, scene.wallet("hot wallet"), True)
    assert "passes everything on to a service" in found.reason


def test_an_address_that_passes_everything_to_a_private_wallet_is_somebodys_own():
    scene = exchange_of(received_on="hot wallet", customers=3)
    assert told_of(scene, "sink", {"s0", "s1", "s2"}).verdict == OWN


def test_dollars_are_seen_to_arrive_though_their_transfer_names_no_owner():
    scene = Selling("bonk", USDC)
    for number in range(3):
        scene.wallet(f"s{number}", 1)
        hand_out(scene.world, USDC, scene.wallet(f"s{number}"), 50_000_000, scene.start + number)
        ends = scene.wallet(f"s{number}"), scene.wallet("sink")
        pass_on(scene.world, USDC, ends, 40_000_000, scene.start + 20 * number + 60)
    scene.play()
    found = judged(scene, "sink", {"s0", "s1", "s2"}, asset=USDC)
    assert (found.verdict, found.senders, found.strangers) == (OWN, 3, 0)
    assert judged(scene, "sink", {"s0"}, asset=USDC).verdict == SERVICE
