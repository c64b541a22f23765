"""A second way to every amount: what the decoded trades say of a wallet must be its change of balance, to the unit.

Expected files hold for each trader, under `beside`, everything else that happened to its assets in the transaction, by the
account on the other side: tips, rent, fees of terminals. Such an account must have changed by the same amount; names that are no
address ("route", "withheld") stand for what a router's own account passed on and for a mint's transfer fee.
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from reporter.decode.context import Context
from reporter.model.events import AnyEvent, Buy, Sell
from reporter.model.ids import WRAPPED_SOL, Address, Wallet, is_address
from reporter.model.transaction import Transaction

Expected = dict[str, dict[str, Any]]
SOL = "SOL"


def expected(name: str) -> Expected:
    """A file of expected events."""
    file = Path(__file__).with_name("expected") / f"{name}.json"
    rows: Expected = msgspec.json.decode(file.read_bytes())
    return rows


def events(row: dict[str, Any]) -> list[AnyEvent]:
    """The events of a row."""
    return msgspec.convert(row["events"], list[AnyEvent])


def trades(row: dict[str, Any]) -> list[Buy | Sell]:
    """The trades of a row."""
    return [event for event in events(row) if isinstance(event, Buy | Sell)]


def changed(made: Transaction, account: Address, asset: str) -> int:
    """Change of one account: lamports, or tokens of a mint."""
    if asset == SOL:
        return sum(change.post - change.pre for change in made.sol if change.account == account)
    return sum(token.post - token.pre for token in made.tokens if (token.account, token.mint) == (account, asset))


def balance_changes(made: Transaction, wallet: Wallet) -> Counter[str]:
    """Change of everything a wallet owns, wrapped SOL and the rent of its accounts as SOL, the network fee given back."""
    context, net = Context(made), Counter[str]()
    for change in made.sol:
        net[SOL] += (change.post - change.pre) if context.owner(change.account) == wallet else 0
    net[SOL] += made.fee if wallet == made.fee_payer else 0
    for token in made.tokens:
        if token.mint != WRAPPED_SOL and token.owner == wallet:
            net[token.mint] += token.post - token.pre
    return net


def traded(told: Sequence[Buy | Sell], wallet: Wallet) -> Counter[str]:
    """What a wallet's trades did to its assets."""
    net = Counter[str]()
    for trade in told:
        if trade.wallet == wallet:
            sign = 1 if isinstance(trade, Buy) else -1
            net[trade.mint] += sign * (trade.token_amount or 0)
            quote = SOL if trade.quote_mint == WRAPPED_SOL else trade.quote_mint or ""
            net[quote] -= sign * (trade.quote_amount or 0)
    return net


def check(made: Transaction, row: dict[str, Any]) -> None:
    """Trades and what stands beside them are the wallets' whole change; accounts named beside changed by the opposite."""
    told = trades(row)
    wallets = {trade.wallet for trade in told}
    assert set(row["beside"]) <= wallets
    for wallet in row["beside"]:
        net = traded(told, wallet)
        for asset, others in row["beside"][wallet].items():
            net[asset] += sum(others.values())
            for account, amount in others.items():
                if is_address(account) and wallet not in {account, Context(made).owner(account)}:
                    assert changed(made, account, asset) == -amount, (asset, account)
        wanted = balance_changes(made, wallet)
        assert {a: n for a, n in net.items() if n} == {a: n for a, n in wanted.items() if n}
