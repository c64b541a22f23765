"""The jsonParsed form of instructions: system, token, associated token and memo; everything else stays base58.

Names and fields as a node's answers show them (recorded transaction 2RoRJxat).
"""

import struct
from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from reporter.model import base58
from reporter.model.ids import ASSOCIATED_TOKEN, SPL_TOKEN, SYSTEM, TOKEN_2022, Address, Program
from reporter.simulator.addresses import text
from reporter.simulator.landed import ui_amount

Json: TypeAlias = dict[str, Any]
_Reader: TypeAlias = Callable[[Sequence[Address], bytes], tuple[str, Json]]
MEMOS: Final = frozenset({"MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr", "Memo1UhkJRfHyvLMcVucJwxXeuD728EqVDDwQDxFMNo"})


def instruction(program: Program, accounts: Sequence[Address], data: bytes, height: int | None) -> Json:
    """One instruction as jsonParsed shows it."""
    found = _read(program, accounts, data)
    if found is None:
        return {"accounts": list(accounts), "data": base58.encode(data), "programId": program, "stackHeight": height}
    name, parsed = found
    return {"parsed": parsed, "program": name, "programId": program, "stackHeight": height}


def _read(program: Program, accounts: Sequence[Address], data: bytes) -> tuple[str, Any] | None:
    if program in MEMOS:
        return _memo(data)
    if program == ASSOCIATED_TOKEN:
        return ("spl-associated-token-account", _associated(accounts, data)) if len(accounts) >= 6 and len(data) < 2 else None
    table, name = (_SYSTEM, "system") if program == SYSTEM else (_TOKEN, "spl-token")
    if program not in {SYSTEM, SPL_TOKEN, TOKEN_2022} or not data:
        return None
    tag = struct.unpack_from("<I", data)[0] if program == SYSTEM and len(data) >= 4 else data[0]
    reader = table.get(tag)
    if reader is None:
        return None
    try:
        kind, info = reader(accounts, data)
    except (IndexError, struct.error):
        return None
    return name, {"info": info, "type": kind}


def _memo(data: bytes) -> tuple[str, str] | None:
    try:
        return "spl-memo", data.decode()
    except UnicodeDecodeError:
        return None


def _associated(accounts: Sequence[Address], data: bytes) -> Json:
    names = ("source", "account", "wallet", "mint", "systemProgram", "tokenProgram")
    kind = "createIdempotent" if data == b"\x01" else "create"
    return {"info": dict(zip(names, accounts, strict=False)), "type": kind}


def _create_account(accounts: Sequence[Address], data: bytes) -> tuple[str, Json]:
    lamports, space = struct.unpack_from("<QQ", data, 4)
    info = {"lamports": lamports, "newAccount": accounts[1], "owner": text(data[20:52]), "source": accounts[0], "space": space}
    return "createAccount", info


def _create_seeded(accounts: Sequence[Address], data: bytes) -> tuple[str, Json]:
    (length,) = struct.unpack_from("<Q", data, 36)
    lamports, space = struct.unpack_from("<QQ", data, 44 + length)
    return "createAccountWithSeed", {
        "base": text(data[4:36]),
        "lamports": lamports,
        "newAccount": accounts[1],
        "owner": text(data[60 + length : 92 + length]),
        "seed": data[44 : 44 + length].decode(errors="replace"),
        "source": accounts[0],
        "space": space,
    }


def _sol_transfer(accounts: Sequence[Address], data: bytes) -> tuple[str, Json]:
    (lamports,) = struct.unpack_from("<Q", data, 4)
    return "transfer", {"destination": accounts[1], "lamports": lamports, "source": accounts[0]}


def _transfer(accounts: Sequence[Address], data: bytes) -> tuple[str, Json]:
    (amount,) = struct.unpack_from("<Q", data, 1)
    return "transfer", {
        "amount": str(amount),
        "authority": accounts[2],
        "destination": accounts[1],
        "source": accounts[0],
    }


def _transfer_checked(accounts: Sequence[Address], data: bytes) -> tuple[str, Json]:
    amount, decimals = struct.unpack_from("<QB", data, 1)
    return "transferChecked", {
        "authority": accounts[3],
        "destination": accounts[2],
        "mint": accounts[1],
        "source": accounts[0],
        "tokenAmount": ui_amount(amount, decimals),
    }


def _mint_to(accounts: Sequence[Address], data: bytes) -> tuple[str, Json]:
    (amount,) = struct.unpack_from("<Q", data, 1)
    return "mintTo", {"account": accounts[1], "amount": str(amount), "mint": accounts[0], "mintAuthority": accounts[2]}


def _burn(accounts: Sequence[Address], data: bytes) -> tuple[str, Json]:
    (amount,) = struct.unpack_from("<Q", data, 1)
    return "burn", {"account": accounts[0], "amount": str(amount), "authority": accounts[2], "mint": accounts[1]}


def _close(accounts: Sequence[Address], _data: bytes) -> tuple[str, Json]:
    return "closeAccount", {"account": accounts[0], "destination": accounts[1], "owner": accounts[2]}


def _authority(accounts: Sequence[Address], data: bytes) -> tuple[str, Json]:
    kinds = ("mintTokens", "freezeAccount", "accountOwner", "closeAccount")
    if data[1] >= len(kinds):
        raise IndexError
    subject = "mint" if data[1] < 2 else "account"
    new = text(data[3:35]) if data[2] else None
    info = {"authority": accounts[1], "authorityType": kinds[data[1]], subject: accounts[0], "newAuthority": new}
    return "setAuthority", info


def _sync(accounts: Sequence[Address], _data: bytes) -> tuple[str, Json]:
    return "syncNative", {"account": accounts[0]}


def _account3(accounts: Sequence[Address], data: bytes) -> tuple[str, Json]:
    return "initializeAccount3", {"account": accounts[0], "mint": accounts[1], "owner": text(data[1:33])}


def _mint2(accounts: Sequence[Address], data: bytes) -> tuple[str, Json]:
    return "initializeMint2", {"decimals": data[1], "mint": accounts[0], "mintAuthority": text(data[2:34])}


def _size(accounts: Sequence[Address], _data: bytes) -> tuple[str, Json]:
    return "getAccountDataSize", {"extensionTypes": ["immutableOwner"], "mint": accounts[0]}


def _immutable(accounts: Sequence[Address], _data: bytes) -> tuple[str, Json]:
    return "initializeImmutableOwner", {"account": accounts[0]}


_SYSTEM: Final[MappingProxyType[int, _Reader]] = MappingProxyType({0: _create_account, 2: _sol_transfer, 3: _create_seeded})
_TOKEN: Final[MappingProxyType[int, _Reader]] = MappingProxyType(
    {
        3: _transfer,
        6: _authority,
        7: _mint_to,
        8: _burn,
        9: _close,
        12: _transfer_checked,
        17: _sync,
        18: _account3,
        20: _mint2,
        21: _size,
        22: _immutable,
    }
)
