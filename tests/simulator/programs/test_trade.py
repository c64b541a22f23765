"""Every form of buying and selling moves the same money by its own way."""

import pytest

from reporter.model.ids import SPL_TOKEN, TOKEN_2022
from reporter.simulator.chain import Ledger
from reporter.simulator.genesis import furnish, public_table
from reporter.simulator.landed import Landed
from reporter.simulator.market import curve_of, held
from reporter.simulator.programs import associated
from reporter.simulator.programs.pump import curve
from reporter.simulator.programs.pump.coin import BUYBACK_RECIPIENTS, FEE_RECIPIENTS, Coin, volume_of
from reporter.simulator.programs.pump.create import launch
from reporter.simulator.programs.pump.shape import ROUTES, Route, order
from reporter.simulator.runtime import Call
from reporter.simulator.transaction import Order
from tests.simulator.events import TRADE, raw_events, trades

PAIR = (FEE_RECIPIENTS[0], BUYBACK_RECIPIENTS[0])
SOL = 10**9


class Market:
    """A coin and one user with much money."""

    def __init__(self, program: str) -> None:
        self.ledger = Ledger(1, slot=1000, time=1_794_000_000, height=900)
        furnish(self.ledger, [self.ledger.keyring.wallet("validator")])
        self.user = self.ledger.keyring.wallet("user")
        creator = self.ledger.keyring.wallet("creator")
        for wallet in (self.user, creator):
            self.ledger.endow(wallet, 500 * SOL)
        self.coin = Coin(self.ledger.keyring.wallet("mint"), creator, program)
        self.ledger.open(1001, self.ledger.keyring.wallet("validator"))
        self.submit(launch(self.coin, creator, ("Name", "SYM", "uri")), payer=creator)
        self.submit(associated.create(self.user, self.user, self.coin.mint, program)[1])

    def submit(self, *calls: Call, payer: str | None = None) -> Landed:
        table = (public_table(self.ledger),)
        return self.ledger.submit(Order(payer or self.user, calls, 0, tables=table))

    def trade(self, route: Route, first: int, second: int) -> Landed:
        return self.submit(order(route, self.coin, self.user, (first, second), PAIR))

    def lamports(self, address: str) -> int:
        account = self.ledger.accounts.get(address)
        return account.lamports if account else 0


@pytest.fixture(params=[TOKEN_2022, SPL_TOKEN], ids=["2022", "spl"])
def market(request: pytest.FixtureRequest) -> Market:
    return Market(request.param)


@pytest.mark.parametrize("route", [name for name, shape in ROUTES.items() if shape.is_buy])
def test_a_buy_costs_the_quote_the_fees_and_first_time_rent(market: Market, route: Route) -> None:
    shape = ROUTES[route]
    watched = (market.user, market.coin.curve, market.coin.creator_vault, *PAIR, volume_of(market.user))
    before = [market.lamports(address) for address in watched]
    landed = market.trade(route, SOL if shape.exact_in else 30 * 10**12, 1 if shape.exact_in else 2 * SOL)
    assert landed.error is None
    (event,) = trades(landed)
    fees = curve.fees(event.sol)
    user, pool, creator, recipient, buyback, volume = (
        market.lamports(address) - old for address, old in zip(watched, before, strict=True)
    )
    keeps_fees = route.endswith("v3")
    rent = 0 if keeps_fees else 650_240
    assert volume == 1_346_200
    assert user == -(event.sol + fees.total + volume + rent + landed.effects()["fee"])
    assert buyback == fees.buyback
    assert recipient == (0 if keeps_fees else fees.protocol - fees.buyback)
    assert creator == (0 if keeps_fees else fees.creator + rent)
    assert pool == event.sol + (fees.total - fees.buyback if keeps_fees else 0)
    assert held(market.ledger, market.coin, market.user) == event.tokens
    if shape.exact_in:
        assert SOL - 2 <= event.sol + fees.total <= SOL


@pytest.mark.parametrize("route", ["sell", "sell_v2"])
def test_a_sell_pays_out_of_the_curve_without_a_system_transfer(market: Market, route: Route) -> None:
    market.trade("buy_v2", 30 * 10**12, 2 * SOL)
    before = market.lamports(market.user)
    landed = market.trade(route, 10 * 10**12, 1)
    (event,) = trades(landed)
    fees = curve.fees(event.sol)
    assert not event.is_buy
    assert market.lamports(market.user) - before == event.sol - fees.total - landed.effects()["fee"]
    inner = landed.effects()["innerInstructions"][0]["instructions"]
    assert "11111111111111111111111111111111" not in {landed.keys[call["programIdIndex"]] for call in inner}


@pytest.mark.parametrize(
    ("route", "amounts", "code"),
    [
        ("buy_v2", (10**12, 1), 6002),
        ("buy_exact_sol_in", (SOL, 10**15), 6042),
        ("buy_v3", (0, SOL), 6020),
        ("sell_v2", (10**12, 10 * SOL), 6003),
        ("sell", (0, 0), 6022),
    ],
)
def test_a_refused_trade_fails_with_the_programs_own_number_and_no_event(
    market: Market, route: Route, amounts: tuple[int, int], code: int
) -> None:
    market.trade("buy_v2", 10**12, SOL)
    landed = market.trade(route, *amounts)
    assert landed.error == {"InstructionError": [0, {"Custom": code}]}
    assert trades(landed) == []
    assert any(f"Error Number: {code}" in line for line in landed.effects()["logMessages"])


def test_selling_more_than_held_fails_in_the_token_program(market: Market) -> None:
    market.trade("buy_v2", 10**12, SOL)
    assert market.trade("sell_v2", 2 * 10**12, 1).error == {"InstructionError": [0, {"Custom": 1}]}


def test_the_last_tokens_complete_the_curve_and_end_trading(market: Market) -> None:
    landed = market.trade("buy_exact_quote_in_v2", 200 * SOL, 1)
    assert [event[:8] for event in raw_events(landed)] == [TRADE, bytes.fromhex("5f72619cd42e9808")]
    state = curve_of(market.ledger, market.coin)
    assert (state.complete, state.real_tokens) == (True, 0)
    assert 84 * SOL < state.real_quote < 86 * SOL
    assert market.trade("sell_v2", 10**12, 1).error == {"InstructionError": [0, {"Custom": 6005}]}
