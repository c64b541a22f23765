"""Methods about accounts and tokens at the newest slot."""

from typing import Any, Final, TypeAlias

import zstandard

from reporter.model import base58
from reporter.model.ids import TOKEN_PROGRAMS, Address
from reporter.simulator.accounts import Account, is_mint, is_token_account, mint_state, rent, token_state
from reporter.simulator.landed import base64_text, ui_amount
from reporter.simulator.rpc import arguments
from reporter.simulator.rpc.filters import matches
from reporter.simulator.rpc.parsed_account import parsed
from reporter.simulator.rpc.refusal import BAD_PARAMS, EXCLUDED, Refusal
from reporter.simulator.rpc.view import Request, View, contextual

Json: TypeAlias = dict[str, Any]
_ACCOUNTS: Final = 100
_LARGEST: Final = 20
_ENCODINGS: Final = frozenset({"base58", "base64", "base64+zstd", "jsonParsed"})
_BASE58_BYTES: Final = 128


def get_account(ask: Request) -> Any:
    """One account, null where there is none."""
    address = arguments.address(arguments.at(ask.params, 0))
    given = arguments.options(ask.params, 1)
    return contextual(ask.view, _shown(ask.view, ask.view.accounts.get(address), given, "base58"))


def get_accounts(ask: Request) -> Any:
    """Up to 100 accounts."""
    names = arguments.at(ask.params, 0)
    if not isinstance(names, list) or len(names) > _ACCOUNTS:
        raise Refusal(BAD_PARAMS, f"Too many inputs provided; max {_ACCOUNTS}")
    given = arguments.options(ask.params, 1)
    found = [ask.view.accounts.get(arguments.address(name)) for name in names]
    return contextual(ask.view, [_shown(ask.view, account, given, "base64") for account in found])


def get_balance(ask: Request) -> Any:
    """Lamports of an account."""
    account = ask.view.accounts.get(arguments.address(arguments.at(ask.params, 0)))
    return contextual(ask.view, account.lamports if account is not None else 0)


def get_program_accounts(ask: Request) -> Any:
    """Accounts a program owns, filtered."""
    program = arguments.address(arguments.at(ask.params, 0))
    given = arguments.options(ask.params, 1)
    filters = given.get("filters") or []
    if not isinstance(filters, list) or len(filters) > 4:
        raise Refusal(BAD_PARAMS, "Too many filters provided; max 4")
    if not ask.limits.scans:
        raise Refusal(
            EXCLUDED,
            f"{program} excluded from account secondary indexes; this RPC method unavailable for key",
        )
    found = [
        {"account": _shown(ask.view, account, given, "base58"), "pubkey": address}
        for address, account in ask.view.accounts.items()
        if account.owner == program and matches(account.data, filters)
    ]
    return contextual(ask.view, found) if given.get("withContext") else found


def get_token_accounts_by_owner(ask: Request) -> Any:
    """Token accounts of a wallet, for one mint or one token program."""
    owner = arguments.address(arguments.at(ask.params, 0))
    wanted = arguments.at(ask.params, 1)
    if not isinstance(wanted, dict) or not ({"mint", "programId"} & set(wanted)):
        raise Refusal(BAD_PARAMS, "Invalid ask.params: expected mint or programId")
    given = arguments.options(ask.params, 2)
    key = arguments.address(wanted.get("mint") or wanted.get("programId"))
    if "mint" in wanted and (key not in ask.view.accounts or not is_mint(ask.view.accounts[key])):
        raise Refusal(BAD_PARAMS, "Invalid param: could not find mint")
    if "mint" not in wanted and key not in TOKEN_PROGRAMS:
        raise Refusal(BAD_PARAMS, "Invalid param: unrecognized Token program id")
    found = []
    for address, account in ask.view.accounts.items():
        if is_token_account(account):
            state = token_state(account)
            if state.owner == owner and key in {state.mint, account.owner}:
                found.append({"account": _shown(ask.view, account, given, "base58"), "pubkey": address})
    return contextual(ask.view, found)


def get_token_largest(ask: Request) -> Any:
    """The 20 largest token accounts of a mint."""
    mint = arguments.address(arguments.at(ask.params, 0))
    decimals = mint_state(_mint(ask.view, mint)).decimals
    held = [
        (token_state(account).amount, address)
        for address, account in ask.view.accounts.items()
        if is_token_account(account) and token_state(account).mint == mint
    ]
    held.sort(key=lambda entry: (-entry[0], entry[1]))
    return contextual(
        ask.view, [{"address": address, **ui_amount(amount, decimals, 0.0)} for amount, address in held[:_LARGEST]]
    )


def get_token_supply(ask: Request) -> Any:
    """Supply of a mint."""
    state = mint_state(_mint(ask.view, arguments.address(arguments.at(ask.params, 0))))
    return contextual(ask.view, ui_amount(state.supply, state.decimals, 0.0))


def get_rent(ask: Request) -> Any:
    """The balance that keeps an account of a size alive."""
    return rent(arguments.slot(arguments.at(ask.params, 0)))


def _mint(view: View, mint: Address) -> Account:
    account = view.accounts.get(mint)
    if account is None:
        raise Refusal(BAD_PARAMS, "Invalid param: could not find account")
    if not is_mint(account):
        raise Refusal(BAD_PARAMS, "Invalid param: not a Token mint")
    return account


def _shown(view: View, account: Account | None, given: Json, default: str) -> Json | None:
    if account is None:
        return None
    encoding = arguments.choice(given.get("encoding") or default, _ENCODINGS, "variant")
    return {
        "data": _data(view, account, encoding, given.get("dataSlice")),
        "executable": account.executable,
        "lamports": account.lamports,
        "owner": account.owner,
        "rentEpoch": 18446744073709551615,
        "space": len(account.data),
    }


def _data(view: View, account: Account, encoding: str, part: Any) -> Any:
    if encoding == "jsonParsed":
        read = parsed(account, view.accounts)
        if read is not None:
            return read
        encoding = "base64"
    data = account.data
    if part is not None:
        if not isinstance(part, dict) or not {"offset", "length"} <= set(part):
            raise Refusal(BAD_PARAMS, "Invalid params: missing field of dataSlice")
        offset = arguments.slot(part["offset"])
        data = data[offset : offset + arguments.slot(part["length"])]
    if encoding == "base58":
        if len(data) > _BASE58_BYTES:
            raise Refusal(-32600, "Encoded binary (base 58) data should be less than 128 bytes, please use Base64 encoding.")
        return [base58.encode(data), "base58"]
    if encoding == "base64+zstd":
        return [base64_text(zstandard.compress(data)), "base64+zstd"]
    return [base64_text(data), "base64"]
