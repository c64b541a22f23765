"""Reads what is true at the end straight from the ledger's accounts."""

from reporter.model.ids import Raw, Wallet
from reporter.simulator.accounts import is_token_account, token_state
from reporter.simulator.chain import Ledger
from reporter.simulator.programs.pump.coin import Coin


def holdings(ledger: Ledger, coin: Coin) -> dict[Wallet, Raw]:
    """Tokens by owner, the curve included, owners without any left out; largest first."""
    found: dict[Wallet, Raw] = {}
    for account in ledger.accounts.values():
        if is_token_account(account):
            state = token_state(account)
            if state.mint == coin.mint and state.amount:
                found[state.owner] = found.get(state.owner, 0) + state.amount
    return dict(sorted(found.items(), key=lambda entry: (-entry[1], entry[0])))
