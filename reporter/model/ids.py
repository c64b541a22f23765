"""Addresses and amounts, and the one place where text from a user becomes an address."""

import re
from typing import Final, TypeAlias

from reporter.errors import LooksLikeSecret, NotAnAddress
from reporter.model import base58

Address: TypeAlias = str  # 32 bytes in base58
Mint: TypeAlias = str  # address of a token's mint account
Wallet: TypeAlias = str  # address that owns tokens and SOL
TokenAccount: TypeAlias = str  # account that holds one mint for one wallet
Program: TypeAlias = str  # address of an on-chain program
Signature: TypeAlias = str  # 64 bytes in base58, the name of a transaction
Slot: TypeAlias = int
Lamports: TypeAlias = int  # 10^-9 SOL
Raw: TypeAlias = int  # base units of a token

SYSTEM: Final = "11111111111111111111111111111111"
SPL_TOKEN: Final = "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"
TOKEN_2022: Final = "TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb"
TOKEN_PROGRAMS: Final = frozenset({SPL_TOKEN, TOKEN_2022})
ASSOCIATED_TOKEN: Final = "ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL"
WRAPPED_SOL: Final = "So11111111111111111111111111111111111111112"  # also our name for SOL as a quote
USDC: Final = "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v"
USDT: Final = "Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB"
USD1: Final = "USD1ttGY1N17NEEHLmELoaybftRBUSErhqYiQzvEmuB"
QUOTES: Final = frozenset({WRAPPED_SOL, USDC, USDT, USD1})
INCINERATOR: Final = "1nc1nerator11111111111111111111111111111111"

# Not inside a longer word: a mistyped address (a 0 for an o) must not pass for the rest of it.
_ADDRESS_IN_TEXT: Final = re.compile(r"(?<![0-9A-Za-z])[1-9A-HJ-NP-Za-km-z]{32,44}(?![0-9A-Za-z])")
_SECRET_RUN: Final = re.compile(r"[1-9A-HJ-NP-Za-km-z]{80,90}|\b(?:0x)?[0-9a-fA-F]{64}(?:[0-9a-fA-F]{64})?\b")


def is_address(text: str) -> bool:
    """True when `text` is base58 for exactly 32 bytes."""
    if not 32 <= len(text) <= 44:
        return False
    try:
        return len(base58.decode(text)) == 32
    except ValueError:
        return False


def looks_like_secret(text: str) -> bool:
    """True for the common shapes of key material: 64-byte base58 or hex, a JSON byte array, a seed phrase."""
    stripped = text.strip()
    if _SECRET_RUN.search(stripped):
        return True
    if stripped.startswith("[") and len(re.findall(r"\d{1,3}", stripped)) >= 32:
        return True
    words = stripped.split()
    return len(words) in {12, 15, 18, 21, 24} and all(w.isalpha() and w.islower() and len(w) <= 8 for w in words)


def parse_address(text: str) -> Address:
    """The address in `text`: bare, or inside an explorer or launchpad link.

    Raises LooksLikeSecret (without echoing anything) and NotAnAddress.
    """
    if looks_like_secret(text):
        raise LooksLikeSecret(
            "that looks like a private key or seed phrase; it was not stored or sent. Give the token's mint address instead"
        )
    found: list[str] = [word for word in _ADDRESS_IN_TEXT.findall(text.strip()) if is_address(word)]
    if not found:
        raise NotAnAddress("not a Solana address: expected 32 bytes in base58 (32 to 44 characters), or a link that holds one")
    if len(set(found)) > 1:
        raise NotAnAddress("more than one address in that text; give the token's mint address alone")
    return found[0]
