"""Accounts of the simulated ledger and the byte layouts of mints and token accounts (SPL Token and Token-2022 sources)."""

import struct
from typing import Final

import msgspec

from reporter.model.ids import SYSTEM, TOKEN_2022, TOKEN_PROGRAMS, Lamports, Mint, Program, Raw, Wallet
from reporter.simulator.addresses import raw, text

LAMPORTS_PER_BYTE: Final = 5080  # rent of the era of the recorded transactions of 2026-07 to 2026-10
OVERHEAD: Final = 128
TOKEN_ACCOUNT: Final = 165
MINT: Final = 82
KIND_MINT: Final = b"\x01"  # byte 165 of a Token-2022 account with extensions
KIND_ACCOUNT: Final = b"\x02"
POINTER: Final = 18  # extension numbers of Token-2022
METADATA: Final = 19
IMMUTABLE_OWNER: Final = 7


class Account(msgspec.Struct):
    """One account. `data` is replaced, never changed in place."""

    lamports: Lamports = 0
    owner: Program = SYSTEM
    data: bytes = b""
    executable: bool = False

    def copy(self) -> "Account":
        """An account that can be changed without changing this one."""
        return Account(self.lamports, self.owner, self.data, self.executable)


class TokenState(msgspec.Struct, frozen=True):
    """What a token account says. `native` is the rent-exempt reserve of a wrapped-SOL account, else None."""

    mint: Mint
    owner: Wallet
    amount: Raw
    native: Lamports | None = None
    immutable: bool = False

    def pack(self) -> bytes:
        """The 165 bytes, and the ImmutableOwner extension where the account has it."""
        native = b"\0" * 12 if self.native is None else struct.pack("<IQ", 1, self.native)
        body = raw(self.mint) + raw(self.owner) + struct.pack("<Q", self.amount)
        body += b"\0" * 36 + b"\x01" + native + b"\0" * 8 + b"\0" * 36
        tail = KIND_ACCOUNT + struct.pack("<HH", IMMUTABLE_OWNER, 0) if self.immutable else b""
        return body + tail


class MintState(msgspec.Struct, frozen=True):
    """What a mint says. `metadata` is the Token-2022 metadata (name, symbol, uri), where the mint holds it itself."""

    authority: Wallet | None
    supply: Raw
    decimals: int
    pointer: bool = False
    metadata: tuple[str, str, str] | None = None

    def pack(self, mint: Mint) -> bytes:
        """The 82 bytes, padded and extended where the mint has extensions."""
        who = b"\0" * 36 if self.authority is None else b"\x01\0\0\0" + raw(self.authority)
        body = who + struct.pack("<QBB", self.supply, self.decimals, 1) + b"\0" * 36
        if not self.pointer:
            return body
        body += b"\0" * (TOKEN_ACCOUNT - MINT) + KIND_MINT
        body += struct.pack("<HH", POINTER, 64) + b"\0" * 32 + raw(mint)
        if self.metadata is not None:
            value = b"\0" * 32 + raw(mint) + b"".join(borsh_text(part) for part in self.metadata) + b"\0" * 4
            body += struct.pack("<HH", METADATA, len(value)) + value
        return body


def borsh_text(value: str) -> bytes:
    """A string as Borsh writes it: 4-byte length, UTF-8."""
    encoded = value.encode()
    return struct.pack("<I", len(encoded)) + encoded


def rent(size: int) -> Lamports:
    """The smallest balance that keeps an account of `size` data bytes alive."""
    return (OVERHEAD + size) * LAMPORTS_PER_BYTE


def is_token_account(account: Account) -> bool:
    """True for an initialised token account of either token program."""
    data = account.data
    if account.owner not in TOKEN_PROGRAMS or len(data) < TOKEN_ACCOUNT or data[108] == 0:
        return False
    return len(data) == TOKEN_ACCOUNT or data[165:166] == KIND_ACCOUNT


def is_mint(account: Account) -> bool:
    """True for an initialised mint of either token program."""
    data = account.data
    if account.owner not in TOKEN_PROGRAMS or len(data) < MINT or data[45] == 0:
        return False
    return len(data) == MINT or data[165:166] == KIND_MINT


def token_state(account: Account) -> TokenState:
    """The token account's fields. The caller has checked that it is one."""
    data = account.data
    native = struct.unpack_from("<Q", data, 113)[0] if data[109] else None
    (amount,) = struct.unpack_from("<Q", data, 64)
    return TokenState(text(data[:32]), text(data[32:64]), amount, native, len(data) > TOKEN_ACCOUNT)


def mint_state(account: Account) -> MintState:
    """The mint's fields. The caller has checked that it is one."""
    data = account.data
    authority = text(data[4:36]) if data[0] else None
    supply, decimals = struct.unpack_from("<QB", data, 36)
    return MintState(authority, supply, decimals, len(data) > MINT, _metadata(data))


def _metadata(data: bytes) -> tuple[str, str, str] | None:
    at = TOKEN_ACCOUNT + 1
    while at + 4 <= len(data):
        kind, size = struct.unpack_from("<HH", data, at)
        if kind == METADATA:
            return _three_texts(data[at + 4 + 64 : at + 4 + size])
        at += 4 + size
    return None


def _three_texts(value: bytes) -> tuple[str, str, str]:
    parts: list[str] = []
    at = 0
    for _ in range(3):
        (size,) = struct.unpack_from("<I", value, at)
        parts.append(value[at + 4 : at + 4 + size].decode())
        at += 4 + size
    return parts[0], parts[1], parts[2]


def token_account_size(program: Program) -> int:
    """Bytes of an associated token account: Token-2022 adds the ImmutableOwner extension."""
    return TOKEN_ACCOUNT + 5 if program == TOKEN_2022 else TOKEN_ACCOUNT
