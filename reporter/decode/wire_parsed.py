"""Instructions a node has parsed (jsonParsed), turned back into accounts and data, so that decoders see one form.

A parsed form missing from the table gives no accounts and no data: it stays in the transaction and is counted as unknown.
Field names: agave's transaction-status parsers, as seen in recorded jsonParsed transactions.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple, TypeAlias

from reporter.model import base58
from reporter.model.ids import ASSOCIATED_TOKEN, SPL_TOKEN, SYSTEM, TOKEN_2022, Address

Info: TypeAlias = Mapping[str, Any]

_NOTHING: Final[tuple[tuple[Address, ...], bytes]] = ((), b"")
_AUTHORITY_TYPES: Final = (
    "mintTokens", "freezeAccount", "accountOwner", "closeAccount", "transferFeeConfig", "withheldWithdraw", "closeMint",
    "interestRate", "permanentDelegate", "confidentialTransferMint", "transferHookProgramId", "confidentialTransferFeeConfig",
    "metadataPointer", "groupPointer", "groupMemberPointer", "scaledUiAmount", "pause",
)  # fmt: skip


def _u64(value: Any) -> bytes:
    return int(value).to_bytes(8, "little")


def _text(value: Any) -> bytes:
    written = str(value).encode()
    return _u64(len(written)) + written


def _borsh(value: Any) -> bytes:
    written = str(value).encode()
    return len(written).to_bytes(4, "little") + written


@lru_cache(maxsize=1 << 12)
def _key(value: str) -> bytes:
    """The bytes of an address; the token programs and a transaction's own wallets recur."""
    return base58.decode(value)


_KINDS: Final[Mapping[str, Callable[[Any], bytes]]] = {
    "u8": lambda value: bytes([value]),
    "u64": _u64,
    "key": _key,
    "text": _text,
    "borsh": _borsh,
    "option": lambda value: b"\0" if value is None else b"\1" + _key(value),
    "zero": lambda value: bytes(32) if value is None else _key(value),
    "some": lambda value: b"\0" if value is None else b"\1" + _u64(value),
    "authority": lambda value: bytes([_AUTHORITY_TYPES.index(value)]),
    "checked": lambda value: _u64(value["amount"]) + bytes([value["decimals"]]),
    "fee": lambda value: _u64(value["amount"]),
}


class _Form(NamedTuple):
    """How one parsed form is written: the tag, alternatives for each account, name and writer of each field of data.

    An account that may be absent has None as its last alternative.
    """

    tag: bytes
    accounts: tuple[tuple[str | None, ...], ...]
    data: tuple[tuple[str, Callable[[Any], bytes]], ...]


def _form(tag: bytes, accounts: str, data: str = "") -> _Form:
    """`accounts`: names in order; a|b takes the one present, a trailing ? may be absent. `data`: name:kind in order."""
    alternatives = tuple([(*n.rstrip("?").split("|"), *([None] if n.endswith("?") else [])) for n in accounts.split()])
    fields = [field.split(":") for field in data.split()]
    return _Form(tag, alternatives, tuple([(name, _KINDS[kind]) for name, kind in fields]))


def _system(tag: int, accounts: str, data: str = "") -> _Form:
    return _form(tag.to_bytes(4, "little"), accounts, data)


def _token(tag: int, accounts: str, data: str = "") -> _Form:
    return _form(bytes([tag]), accounts, data)


_SYSTEM_FORMS: Final = {
    "createAccount": _system(0, "source newAccount", "lamports:u64 space:u64 owner:key"),
    "assign": _system(1, "account", "owner:key"),
    "transfer": _system(2, "source destination", "lamports:u64"),
    "createAccountWithSeed": _system(3, "source newAccount base", "base:key seed:text lamports:u64 space:u64 owner:key"),
    "advanceNonce": _system(4, "nonceAccount recentBlockhashesSysvar nonceAuthority"),
    "withdrawFromNonce": _system(
        5, "nonceAccount destination recentBlockhashesSysvar rentSysvar nonceAuthority", "lamports:u64"
    ),
    "initializeNonce": _system(6, "nonceAccount recentBlockhashesSysvar rentSysvar", "nonceAuthority:key"),
    "authorizeNonce": _system(7, "nonceAccount nonceAuthority", "newAuthorized:key"),
    "allocate": _system(8, "account", "space:u64"),
    "allocateWithSeed": _system(9, "account base", "base:key seed:text space:u64 owner:key"),
    "assignWithSeed": _system(10, "account base", "base:key seed:text owner:key"),
    "transferWithSeed": _system(11, "source sourceBase destination", "lamports:u64 sourceSeed:text sourceOwner:key"),
    "upgradeNonce": _system(12, "nonceAccount"),
    "createAccountAllowPrefund": _system(13, "newAccount source?", "lamports:u64 space:u64 owner:key"),
}

_OWNER: Final = "authority|owner|multisigAuthority|multisigOwner"
_TOKEN_FORMS: Final = {
    "initializeMint": _token(0, "mint rentSysvar", "decimals:u8 mintAuthority:key freezeAuthority:option"),
    "initializeAccount": _token(1, "account mint owner rentSysvar"),
    "transfer": _token(3, f"source destination {_OWNER}", "amount:u64"),
    "approve": _token(4, f"source delegate {_OWNER}", "amount:u64"),
    "revoke": _token(5, f"source {_OWNER}"),
    "setAuthority": _token(6, f"account|mint {_OWNER}", "authorityType:authority newAuthority:option"),
    "mintTo": _token(7, "mint account mintAuthority|multisigMintAuthority", "amount:u64"),
    "burn": _token(8, f"account mint {_OWNER}", "amount:u64"),
    "closeAccount": _token(9, f"account destination {_OWNER}"),
    "freezeAccount": _token(10, "account mint freezeAuthority|multisigFreezeAuthority"),
    "thawAccount": _token(11, "account mint freezeAuthority|multisigFreezeAuthority"),
    "transferChecked": _token(12, f"source mint destination {_OWNER}", "tokenAmount:checked"),
    "approveChecked": _token(13, f"source mint delegate {_OWNER}", "tokenAmount:checked"),
    "mintToChecked": _token(14, "mint account mintAuthority|multisigMintAuthority", "tokenAmount:checked"),
    "burnChecked": _token(15, f"account mint {_OWNER}", "tokenAmount:checked"),
    "initializeAccount2": _token(16, "account mint rentSysvar", "owner:key"),
    "syncNative": _token(17, "account"),
    "initializeAccount3": _token(18, "account mint", "owner:key"),
    "initializeMint2": _token(20, "mint", "decimals:u8 mintAuthority:key freezeAuthority:option"),
    "getAccountDataSize": _token(21, "mint"),
    "initializeImmutableOwner": _token(22, "account"),
    "transferCheckedWithFee": _form(b"\x1a\x01", f"source mint destination {_OWNER}", "tokenAmount:checked feeAmount:fee"),
    "withdrawExcessLamports": _token(38, f"source destination {_OWNER}"),
    "initializeMetadataPointer": _form(b"\x27\x00", "mint"),
    "unwrapLamports": _token(45, f"source destination {_OWNER}", "amount:some"),
    "initializeTokenMetadata": _form(
        bytes.fromhex("d2e11ea258b84d8d"), "metadata updateAuthority mint mintAuthority", "name:borsh symbol:borsh uri:borsh"
    ),
    "updateTokenMetadataAuthority": _form(bytes.fromhex("d7e4a6e45464567b"), "metadata updateAuthority", "newAuthority:zero"),
}

_ASSOCIATED_ACCOUNTS: Final = "source account wallet mint systemProgram tokenProgram"
_ASSOCIATED_FORMS: Final = {
    "create": _form(b"\0", _ASSOCIATED_ACCOUNTS),
    "createIdempotent": _form(b"\1", _ASSOCIATED_ACCOUNTS),
    "recoverNested": _form(b"\2", "nestedSource nestedMint destination nestedOwner ownerMint wallet tokenProgram"),
}

_NO_FORMS: Final[Mapping[str, _Form]] = {}
_FORMS: Final[Mapping[str, Mapping[str, _Form]]] = {
    SYSTEM: _SYSTEM_FORMS,
    SPL_TOKEN: _TOKEN_FORMS,
    TOKEN_2022: _TOKEN_FORMS,
    ASSOCIATED_TOKEN: _ASSOCIATED_FORMS,
}


def encode_parsed(program: str, parsed: Any) -> tuple[tuple[Address, ...], bytes]:
    """Accounts and data of a parsed instruction; nothing of either where the form is not in the table."""
    if isinstance(parsed, str):  # a memo is its text
        return (), parsed.encode()
    form = _FORMS.get(program, _NO_FORMS).get(str(parsed.get("type"))) if isinstance(parsed, dict) else None
    if form is None:
        return _NOTHING
    try:
        info = parsed["info"]
        data = form.tag
        for name, write in form.data:
            data += write(info.get(name))
        accounts = [str(info[names[0]]) if names[0] in info else _other(names, info) for names in form.accounts]
        if "signers" in info:
            accounts += map(str, info["signers"])
        return tuple([account for account in accounts if account is not None]), data
    except (AttributeError, KeyError, OverflowError, TypeError, ValueError):
        return _NOTHING


def _other(alternatives: tuple[str | None, ...], info: Info) -> Address | None:
    """The account under another name than the first."""
    for name in alternatives:
        if name is None:
            return None
        if name in info:
            return str(info[name])
    raise KeyError(alternatives)
