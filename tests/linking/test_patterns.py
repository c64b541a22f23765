"""What groups did: each pattern with its own statistic, and the ordinary trades that must not look like one."""

from typing import Any

import pytest
from msgspec.structs import replace

from reporter.funding.lives import Act
from reporter.launch.order import Place
from reporter.launch.story import Told
from reporter.linking.patterns import round_trips
from reporter.linking.patterns.exits import stages
from reporter.linking.patterns.gathered import Gathered, gathered
from reporter.linking.patterns.rebuy import rebuy
from reporter.linking.patterns.ring import ring
from reporter.linking.patterns.side_sales import handed, side_sales
from reporter.linking.patterns.warmed import Warmed, warmed
from reporter.model.events import Buy, Sell, Transfer
from tests.linking.facts import MINT, RULES, created, facts, traded, transaction

GROUP = ("a", "b", "c", "d", "e")
LATER = RULES.limits.quiet_seconds
ORIGIN = created("maker", transaction("create", ["maker"], slot=0))


def trade(kind: Any, wallet: str, time: int, *, tokens: int = 100, sol: int = 10**9) -> Told:
    """A trade at a slot that is also its time."""
    item = traded(kind, wallet, transaction(f"{kind.__name__} {wallet} {time}", [wallet], slot=time))
    return Told(item.place, item.transaction, replace(item.event, token_amount=tokens, quote_amount=sol))


def told(*items: Told) -> Any:
    return facts(sorted(items, key=lambda item: item.place), origin=ORIGIN)


def moved(source: str, target: str, signer: str, time: int = 50) -> Told:
    made = transaction(f"move {source} {target}", [signer], slot=time)
    event = Transfer(platform=None, mint=MINT, wallet=source, to=target, token_amount=60, path=(0,))
    return Told(Place(time, 0, 0, made.signature, time), made, event)


class TestRebuy:
    def late(self, *others: Told) -> Any:
        return told(*(trade(Buy, w, LATER + 100 + 5 * n) for n, w in enumerate(GROUP)), *others)

    def test_buys_long_after_the_creation_are_counted_with_their_chance(self):
        found = rebuy(self.late(trade(Buy, "x", LATER + 102, sol=10**9)), GROUP)
        assert found is not None
        assert (found.wallets, found.age, found.span) == (GROUP, LATER + 100, 20)
        assert (found.buys, found.inside, found.before, found.again) == (5, 6, 0, 0)
        assert (found.paid, found.volume) == (5 * 10**9, 6 * 10**9)
        assert found.chance < 1e-4

    def test_a_busy_market_before_makes_it_an_ordinary_hour(self):
        crowd = [trade(Buy, f"x{n}", LATER + 90 - 60 * n) for n in range(60)]
        assert rebuy(self.late(*crowd), GROUP) is None

    def test_the_first_buys_of_a_launch_are_no_re_buy(self):
        assert rebuy(told(*(trade(Buy, w, 10 + n) for n, w in enumerate(GROUP))), GROUP) is None

    def test_two_wallets_are_no_group(self):
        assert rebuy(self.late(), GROUP[:2]) is None

    def test_wallets_that_had_bought_before_are_told_with_their_order(self):
        found = rebuy(self.late(*(trade(Buy, w, 10 + n) for n, w in enumerate(GROUP))), GROUP)
        assert found is not None
        assert found.again == 5
        assert found.order == pytest.approx(1 / 120)


class TestStages:
    def sales(self, *starts: int) -> list[Told]:
        return [trade(Sell, w, start + n) for start in starts for n, w in enumerate(GROUP)]

    def crowd(self) -> list[Told]:
        return [trade(Sell, f"x{n}", 1 + 60 * n) for n in range(40)]

    def test_rows_of_sales_with_rests_between_are_stages(self):
        buyers = [trade(Buy, "x", 500, sol=7 * 10**9), trade(Sell, "y", 501, sol=2 * 10**9)]
        found = stages(told(*self.sales(301, 901), *self.crowd(), *buyers), GROUP)
        assert [(stage.wallets, stage.sold) for stage in found] == [(GROUP, 500), (GROUP, 500)]
        assert found[1].outside == 5 * 10**9 - 9 * 10**9  # nine sales of the crowd stand in between
        assert max(stage.chance for stage in found) <= RULES.limits.chance

    def test_one_row_is_an_exit_and_no_stages(self):
        assert stages(told(*self.sales(301), *self.crowd()), GROUP) == ()

    def test_sales_scattered_among_others_are_no_stages(self):
        own = [trade(Sell, w, 7 + 300 * n + 1200 * turn) for turn in range(2) for n, w in enumerate(GROUP)]
        assert stages(told(*own, *self.crowd()), GROUP) == ()


class TestRing:
    def turns(self, *wallets: str) -> list[Told]:
        rows = [(Buy, Sell, Buy, Sell)[n % 4] for n in range(4)]
        return [trade(kind, w, 100 + 10 * n + place) for place, w in enumerate(wallets) for n, kind in enumerate(rows)]

    def test_wallets_that_trade_to_and_fro_are_a_ring(self):
        first = [trade(Buy, w, 1) for w in GROUP]
        found = ring(told(*first, *self.turns(*GROUP, "x"), trade(Buy, "y", 3)), GROUP)
        assert found is not None
        assert (found.wallets, found.usual, found.cancelled) == (GROUP, (1, 2), (2000, 2000))

    def test_buyers_who_leave_are_none(self):
        rows = [trade(kind, w, time) for w in GROUP for kind, time in ((Buy, 1), (Buy, 2), (Sell, 9), (Sell, 10))]
        assert ring(told(*rows), GROUP) is None

    def test_two_wallets_are_none(self):
        assert ring(told(*(trade(Buy, w, 1) for w in GROUP), *self.turns("a", "b")), GROUP) is None


class TestSideSales:
    def world(self, *items: Told) -> Any:
        return told(trade(Buy, "maker", 1), trade(Buy, "a", 2, tokens=40), *items)

    def test_wallets_the_creator_sent_tokens_to_are_told_by_its_own_signature(self):
        world = self.world(moved("maker", "a", "maker"), moved("maker", "b", "somebody"))
        assert handed(world) == {"a"}

    def test_what_they_sold_stands_beside_what_the_creator_sold(self):
        sales = [trade(Sell, "a", 60, tokens=80), trade(Sell, "maker", 70, tokens=30)]
        found = side_sales(self.world(moved("maker", "a", "maker"), *sales), {"a", "maker"})
        assert found is not None
        assert (found.wallets, found.got, found.sold, found.creator_sold, found.first) == (("a",), 100, 80, 30, True)

    def test_without_a_sale_or_a_creator_that_signed_nothing_is_said(self):
        assert side_sales(self.world(), {"a"}) is None
        named = created("maker", transaction("create", ["payer"], slot=0))
        assert side_sales(facts([trade(Buy, "a", 2), trade(Sell, "a", 3)], origin=named), {"a"}) is None


class TestGathered:
    BUYS = tuple(trade(Buy, w, 10) for w in GROUP)

    def world(self, *items: Told, barred: tuple[str, ...] = ()) -> Any:
        """The transfers lie outside the markets' transactions."""
        moves = tuple(item for item in items if isinstance(item.event, Transfer))
        story = [*self.BUYS, *(item for item in items if item not in moves)]
        return replace(facts(story, origin=ORIGIN, barred=barred), moves=moves)

    def test_a_sale_of_what_several_signed_over_is_told_with_the_transfers_and_the_sale(self):
        world = self.world(moved("a", "sink", "a"), moved("b", "sink", "b"), trade(Sell, "sink", 60, tokens=110))
        assert list(gathered(world, GROUP)) == [
            Gathered("sink", ("a", "b"), 110, ("move a sink", "move b sink", "Sell sink 60")),
        ]

    @pytest.mark.parametrize(
        "items",
        [
            pytest.param([moved("a", "sink", "a"), moved("b", "sink", "b")], id="nothing sold"),
            pytest.param([moved("a", "sink", "a"), moved("b", "sink", "b"), trade(Sell, "sink", 40)], id="sold before"),
            pytest.param([moved("a", "sink", "a"), trade(Sell, "sink", 60)], id="one sender"),
            pytest.param([moved("a", "sink", "thief"), moved("b", "sink", "thief"), trade(Sell, "sink", 60)], id="robbed"),
            pytest.param([moved("x", "sink", "x"), moved("y", "sink", "y"), trade(Sell, "sink", 60)], id="strangers"),
        ],
    )
    def test_anything_less_is_no_gathering(self, items):
        assert list(gathered(self.world(*items), GROUP)) == []

    def test_an_exchange_gathers_from_everybody(self):
        rows = [moved("a", "sink", "a"), moved("b", "sink", "b"), trade(Sell, "sink", 60)]
        assert list(gathered(self.world(*rows, barred=("sink",)), GROUP)) == []


class TestWarmed:
    STEPS = ("buy", "sell", "buy", "sell")

    def world(self, **lives: tuple[str, ...]) -> Any:
        """By wallet the sides of its trades of one other token, ten seconds apart."""
        acts = {
            wallet: tuple(Act(side, "other", f"{wallet}{n}", 10 * n) for n, side in enumerate(sides))
            for wallet, sides in lives.items()
        }
        base = told()
        return replace(base, money=replace(base.money, lives=acts))

    def test_one_sequence_in_several_lives_is_told_with_how_many_others_had_it(self):
        world = self.world(a=self.STEPS, b=self.STEPS, c=self.STEPS, d=("buy",), x=self.STEPS, y=())
        signatures = tuple(f"{w}{n}" for w in "abc" for n in range(4))
        assert list(warmed(world, GROUP)) == [Warmed(("a", "b", "c"), "other", 4, 30, 1, 2, signatures)]

    def test_two_lives_alike_and_lives_too_short_are_nothing(self):
        assert list(warmed(self.world(a=self.STEPS, b=self.STEPS), GROUP)) == []
        assert list(warmed(self.world(a=("buy", "sell"), b=("buy", "sell"), c=("buy", "sell")), GROUP)) == []


def test_a_purchase_and_a_sale_in_one_transaction_are_no_position():
    made = transaction("both", ["a"])
    both = [traded(Buy, "a", made), traded(Sell, "a", made, at=1)]
    assert round_trips([*both, trade(Buy, "b", 5)]) == {"both": "a"}
