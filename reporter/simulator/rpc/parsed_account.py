"""The jsonParsed form of token accounts and mints."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from reporter.model.ids import TOKEN_2022, Address
from reporter.simulator.accounts import Account, is_mint, is_token_account, mint_state, token_state
from reporter.simulator.landed import ui_amount

Json: TypeAlias = dict[str, Any]


def parsed(account: Account, accounts: Mapping[Address, Account]) -> Json | None:
    """The account's fields by name, None for accounts that are neither token account nor mint."""
    if is_token_account(account):
        info, kind = _token_account(account, accounts), "account"
    elif is_mint(account):
        info, kind = _mint(account), "mint"
    else:
        return None
    program = "spl-token-2022" if account.owner == TOKEN_2022 else "spl-token"
    return {"parsed": {"info": info, "type": kind}, "program": program, "space": len(account.data)}


def _token_account(account: Account, accounts: Mapping[Address, Account]) -> Json:
    state = token_state(account)
    mint = accounts.get(state.mint)
    decimals = mint_state(mint).decimals if mint is not None and is_mint(mint) else 0
    info: Json = {
        "isNative": state.native is not None,
        "mint": state.mint,
        "owner": state.owner,
        "state": "initialized",
        "tokenAmount": ui_amount(state.amount, decimals, 0.0),
    }
    if state.native is not None:
        info["rentExemptReserve"] = ui_amount(state.native, 9)
    if state.immutable:
        info["extensions"] = [{"extension": "immutableOwner"}]
    return info


def _mint(account: Account) -> Json:
    state = mint_state(account)
    info: Json = {
        "decimals": state.decimals,
        "freezeAuthority": None,
        "isInitialized": True,
        "mintAuthority": state.authority,
        "supply": str(state.supply),
    }
    if state.metadata is not None:
        name, symbol, uri = state.metadata
        shown: Json = {"additionalMetadata": [], "name": name, "symbol": symbol, "updateAuthority": None, "uri": uri}
        info["extensions"] = [{"extension": "tokenMetadata", "state": shown}]
    return info
