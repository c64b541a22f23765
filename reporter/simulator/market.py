"""How wallets trade: client programs with their habits, and the transactions they build."""

import random
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from reporter.model.ids import WRAPPED_SOL, Address, Lamports, Raw, Wallet
from reporter.simulator.accounts import is_token_account, token_state
from reporter.simulator.chain import Ledger
from reporter.simulator.coins import AnyCoin
from reporter.simulator.genesis import TIP_ACCOUNTS, public_table
from reporter.simulator.programs import system
from reporter.simulator.programs.pump import curve as arithmetic
from reporter.simulator.programs.pump.coin import BUYBACK_RECIPIENTS, FEE_RECIPIENTS, Coin
from reporter.simulator.programs.pump.curve import Curve
from reporter.simulator.programs.pump.shape import ROUTES, Route, order
from reporter.simulator.runtime import Call
from reporter.simulator.transaction import Budget, Order, Version

_LEGACY_ACCOUNTS: Final = 24  # with signatures and data about 1,200 bytes
_SLIPPAGE: Final = 0.97  # share of the tokens affordable that clients naming an amount ask for


class Client(Struct, frozen=True):
    """A trading program's habits. `cut` is the share a terminal keeps, paid to its public wallet."""

    name: str
    buy: Route
    sell: Route
    version: Version
    units: int | None
    price: int | None
    tip: Lamports = 0
    cut: float = 0.0
    wallet: Address | None = None


def clients(ledger: Ledger) -> tuple[Client, ...]:
    """The programs strangers use, the most common first."""
    fees = [ledger.keyring.wallet(f"terminal fees {n}") for n in range(4)]
    return (
        Client("web page", "buy_exact_quote_in_v2", "sell_v2", 0, 200_000, 50_000),
        Client("terminal a", "buy_exact_sol_in", "sell", 0, 250_000, 1_000_000, 1_000_000, 0.01, fees[0]),
        Client("terminal b", "buy_v3", "sell_v2", 1, 180_000, 2_000_000, 100_000, 0.009, fees[1]),
        Client("terminal c", "buy_exact_quote_in_v3", "sell_v2", 1, 300_000, 500_000, 0, 0.005, fees[2]),
        Client("bot", "buy", "sell", "legacy", 120_000, 3_000_000, 10_000),
        Client("chat bot", "buy_v2", "sell_v2", 0, 400_000, 700_000, 500_000, 0.01, fees[3]),
    )


def personal(client: Client, draw: random.Random) -> Client:
    """The client as one user set it up: own limits and prices."""
    units = None if client.units is None else client.units + draw.randrange(0, 60_000)
    price = None if client.price is None else int(client.price * draw.uniform(0.2, 3))
    tip = int(client.tip * draw.choice((0, 0.5, 1, 1, 2)))
    return Client(client.name, client.buy, client.sell, client.version, units, price, tip, client.cut, client.wallet)


def recipients(draw: random.Random) -> tuple[Address, Address]:
    """Fee and buyback recipients; clients take any of the published ones."""
    return draw.choice(FEE_RECIPIENTS), draw.choice(BUYBACK_RECIPIENTS)


def curve_of(ledger: Ledger, coin: Coin) -> Curve:
    """The coin's curve right now. Raises KeyError when the coin is not there yet."""
    return Curve.unpack(ledger.accounts[coin.curve].data)


def held(ledger: Ledger, coin: AnyCoin | Coin, owner: Wallet) -> Raw:
    """Tokens in the owner's associated account."""
    account = ledger.accounts.get(coin.held_by(owner))
    return token_state(account).amount if account is not None and is_token_account(account) else 0


def buy_call(curve: Curve, coin: Coin, user: Wallet, spend: Lamports, route: Route, draw: random.Random) -> Call:
    """One buy for at most `spend` lamports, fees included."""
    if ROUTES[route].exact_in:
        amounts = (spend, 1)
    else:
        amounts = (int(arithmetic.tokens_for(curve, arithmetic.spendable(spend)) * _SLIPPAGE), spend)
    return order(route, coin, user, amounts, recipients(draw))


def buy_order(ledger: Ledger, coin: AnyCoin, user: Wallet, spend: Raw, client: Client, draw: random.Random) -> Order | None:
    """A stranger's buy: what the coin's platform needs, the terminal's cut, the tip. None while nobody can buy."""
    calls = coin.buy(ledger, user, spend, client.buy, draw)
    return None if calls is None else _dressed(ledger, coin, user, calls, client, draw, spend)


def sell_order(ledger: Ledger, coin: AnyCoin, user: Wallet, tokens: Raw, client: Client, draw: random.Random) -> Order | None:
    """A sell of `tokens`, with the terminal's cut and the tip. None while nobody can sell."""
    worth = coin.worth(ledger, tokens)
    calls = coin.sell(ledger, user, tokens, client.sell, draw)
    return None if calls is None else _dressed(ledger, coin, user, calls, client, draw, worth)


def fitting(version: Version, calls: Sequence[Call]) -> Version:
    """The version asked for, or version 1 where a legacy transaction could not hold so many accounts."""
    named = {meta.address for call in calls for meta in call.accounts} | {call.program for call in calls}
    return 1 if version == "legacy" and len(named) > _LEGACY_ACCOUNTS else version


def _dressed(
    ledger: Ledger,
    coin: AnyCoin,
    user: Wallet,
    calls: Sequence[Call],
    client: Client,
    draw: random.Random,
    worth: Raw,
) -> Order:
    extra: list[Call] = []
    cut = int(worth * client.cut) if coin.quote == WRAPPED_SOL else 0
    if client.wallet is not None and cut:
        extra.append(system.transfer(user, client.wallet, cut))
    if client.tip:
        extra.append(system.transfer(user, draw.choice(TIP_ACCOUNTS), client.tip))
    version = fitting(client.version, (*calls, *extra))
    tables = (public_table(ledger), *coin.tables(ledger)) if version == 0 else ()
    return Order(user, (*calls, *extra), version, Budget(client.units, client.price), tables)
