"""Mint accounts of both token programs, and the Token-2022 extensions that matter to somebody who buys the token.

Source: Solana docs and the Token-2022 interface. A mint has 82 bytes; with extensions, zeros to byte 165, the account kind
(1 = mint), then entries of u16 kind, u16 length, data. An all-zero key means none. Kinds not named here are listed by number.
"""

from collections.abc import Callable
from typing import Final

from msgspec import Struct

from reporter.decode.borsh import Reader
from reporter.model.ids import SYSTEM, Address, Mint, Raw, Wallet

_BASE: Final = 82
_KIND_AT: Final = 165
_MINT_KIND: Final = 1
_FROZEN: Final = 2
_MULTISIG: Final = 355


class TransferFee(Struct, frozen=True, gc=False):
    """Part of every transfer withheld by the mint; the newer fee holds from its epoch on."""

    config_authority: Wallet | None
    withdraw_authority: Wallet | None
    withheld: Raw
    older_epoch: int
    older_basis_points: int
    older_maximum: Raw
    newer_epoch: int
    newer_basis_points: int
    newer_maximum: Raw


class InlineMetadata(Struct, frozen=True, gc=False):
    """Name, symbol and URI kept in the mint itself. Text from strangers."""

    update_authority: Wallet | None
    mint: Mint
    name: str
    symbol: str
    uri: str


class Extensions(Struct, frozen=True, gc=False, kw_only=True):
    """What a Token-2022 mint can do beyond a plain one. False, None and () mean the mint cannot."""

    kinds: tuple[int, ...] = ()  # every kind present, in account order
    torn: bool = False  # the data ended inside an entry: more may be there
    transfer_fee: TransferFee | None = None
    close_authority: Wallet | None = None
    confidential: bool = False  # balances and transfers can be hidden
    default_frozen: bool = False
    non_transferable: bool = False
    interest: bool = False  # displayed amounts grow by an interest rate
    interest_authority: Wallet | None = None
    permanent_delegate: Wallet | None = None  # may move or burn anybody's tokens
    hook_program: Address | None = None  # called at every transfer, can refuse it
    hook_authority: Wallet | None = None
    metadata_pointer: Address | None = None
    metadata_authority: Wallet | None = None
    metadata: InlineMetadata | None = None
    scaled: bool = False  # displayed amounts are multiplied
    scale_authority: Wallet | None = None
    pausable: bool = False
    paused: bool = False
    pause_authority: Wallet | None = None


class MintState(Struct, frozen=True, gc=False):
    """A mint: who can still make or freeze tokens, how many there are, and its extensions."""

    mint_authority: Wallet | None
    supply: Raw
    decimals: int
    initialized: bool
    freeze_authority: Wallet | None
    extensions: Extensions


def mint_account(data: bytes) -> MintState | None:
    """The mint in `data`, None when it holds another kind of account. The owner program is the caller's to check."""
    if len(data) != _BASE and (len(data) <= _KIND_AT or len(data) == _MULTISIG or data[_KIND_AT] != _MINT_KIND):
        return None
    r = Reader(data)
    has_authority, authority, supply, decimals, initialized = r.u32(), r.address(), r.u64(), r.u8(), r.flag()
    has_freeze, freeze = r.u32(), r.address()
    if supply is None or decimals is None or initialized is None:
        return None
    return MintState(
        authority if has_authority else None,
        supply,
        decimals,
        initialized,
        freeze if has_freeze else None,
        _extensions(data) if len(data) > _KIND_AT else Extensions(),
    )


def _key(r: Reader) -> Address | None:
    """An optional key: zeros mean none."""
    key = r.address()
    return None if key == SYSTEM else key


def _transfer_fee(r: Reader) -> dict[str, object]:
    config, withdraw, withheld = _key(r), _key(r), r.u64()
    older, newer = (r.u64(), r.u64(), r.u16()), (r.u64(), r.u64(), r.u16())
    if newer[2] is None:
        return {}
    return {
        "transfer_fee": TransferFee(
            config,
            withdraw,
            withheld or 0,
            older[0] or 0,
            older[2] or 0,
            older[1] or 0,
            newer[0] or 0,
            newer[2],
            newer[1] or 0,
        )
    }


def _hook(r: Reader) -> dict[str, object]:
    return {"hook_authority": _key(r), "hook_program": _key(r)}


def _pointer(r: Reader) -> dict[str, object]:
    return {"metadata_authority": _key(r), "metadata_pointer": _key(r)}


def _metadata(r: Reader) -> dict[str, object]:
    authority, mint, name, symbol, uri = _key(r), r.address(), r.text(), r.text(), r.text()
    if mint is None or name is None or symbol is None or uri is None:
        return {}
    return {"metadata": InlineMetadata(authority, mint, name, symbol, uri)}


def _pausable(r: Reader) -> dict[str, object]:
    return {"pausable": True, "pause_authority": _key(r), "paused": bool(r.flag())}


_READ: Final[dict[int, Callable[[Reader], dict[str, object]]]] = {
    1: _transfer_fee,
    3: lambda r: {"close_authority": _key(r)},
    4: lambda _: {"confidential": True},
    6: lambda r: {"default_frozen": r.u8() == _FROZEN},
    9: lambda _: {"non_transferable": True},
    10: lambda r: {"interest": True, "interest_authority": _key(r)},
    12: lambda r: {"permanent_delegate": _key(r)},
    14: _hook,
    16: lambda _: {"confidential": True},
    18: _pointer,
    19: _metadata,
    24: lambda _: {"confidential": True},
    25: lambda r: {"scaled": True, "scale_authority": _key(r)},
    26: _pausable,
}
"""Extension kinds: 1 transfer fee, 3 close authority, 4 confidential transfer, 6 default state, 9 non-transferable, 10 interest
12 permanent delegate, 14 transfer hook, 16 confidential fee, 18 metadata pointer, 19 metadata, 24 confidential mint and burn,
25 scaled amounts, 26 pausable."""


def _extensions(data: bytes) -> Extensions:
    r = Reader(data, _KIND_AT + 1)
    kinds: list[int] = []
    fields: dict[str, object] = {}
    while r.rest >= 4:
        kind, size = r.u16(), r.u16()
        if not kind:  # zeros after the last entry
            break
        entry = r.raw(size or 0)
        kinds.append(kind)
        if entry is None:
            break
        read = _READ.get(kind)
        if read is not None:
            fields.update(read(Reader(entry)))
    return Extensions(kinds=tuple(kinds), torn=r.torn, **fields)  # type: ignore[arg-type]  # names are checked by the tests of every kind
