"""Reads what is true at the end straight from the ledger's accounts."""

from collections.abc import Mapping
from typing import Any

from reporter.model.ids import Mint, Raw, Wallet
from reporter.simulator.accounts import is_token_account, token_state
from reporter.simulator.chain import Ledger
from reporter.simulator.coins import AnyCoin
from reporter.simulator.facts import Graduated, Traded
from reporter.simulator.landed import Landed
from reporter.simulator.truth import Graduation, Made, Person, Truth


def truth_of(ledger: Ledger, coin: AnyCoin, creation: Landed, people: Mapping[Wallet, Person], **rest: Any) -> Truth:
    """What the ledger and the labels of `people` tell of a launch; `rest` are the fields that only its players know."""
    assert creation.time is not None
    amounts = holdings(ledger, coin)
    return Truth(
        mint=coin.mint,
        curve=coin.curve,
        creator=coin.creator,
        creation=creation.signature,
        creation_slot=creation.slot,
        creation_time=creation.time,
        supply=coin.supply,
        platform=coin.platform,
        payer=creation.keys[0],
        markets=coin.markets(),
        trades=trades_of(ledger, coin.mint),
        graduation=graduation_of(ledger),
        burned=coin.supply - sum(amounts.values()),
        people=dict(people),
        early_buyers=buyers_of(ledger, coin.mint),
        holdings=amounts,
        **rest,
    )


def holdings(ledger: Ledger, coin: AnyCoin) -> dict[Wallet, Raw]:
    """Tokens by owner, the curve included, owners without any left out; largest first."""
    found: dict[Wallet, Raw] = {}
    for account in ledger.accounts.values():
        if is_token_account(account):
            state = token_state(account)
            if state.mint == coin.mint and state.amount:
                found[state.owner] = found.get(state.owner, 0) + state.amount
    return dict(sorted(found.items(), key=lambda entry: (-entry[1], entry[0])))


def trades_of(ledger: Ledger, mint: Mint) -> tuple[Made, ...]:
    """Every trade of the coin, in ledger order."""
    return tuple(
        Made(noted.signature, noted.fact)
        for noted in ledger.facts
        if isinstance(noted.fact, Traded) and noted.fact.mint == mint
    )


def buyers_of(ledger: Ledger, mint: Mint) -> tuple[Wallet, ...]:
    """Everybody who bought, in the order of first buys."""
    return tuple(dict.fromkeys(made.trade.wallet for made in trades_of(ledger, mint) if made.trade.side == "buy"))


def graduation_of(ledger: Ledger) -> Graduation | None:
    """When and where the curve's liquidity moved, where it did."""
    for noted in ledger.facts:
        if isinstance(noted.fact, Graduated):
            return Graduation(noted.signature, noted.slot, noted.fact.pool, noted.fact.platform)
    return None
