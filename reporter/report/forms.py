"""The forms that text in the report document has: what the schema checks and docs/report.md names."""

from typing import Final

from msgspec import Struct


class Field(Struct, frozen=True):
    """One field: its meaning, and the pattern its text (or each text in its list) has; "" for free text and for numbers."""

    meaning: str
    pattern: str = ""
    form: str = ""


_BASE58: Final = "[1-9A-HJ-NP-Za-km-z]"


def address(meaning: str) -> Field:
    """An account's address."""
    return Field(meaning, f"^{_BASE58}{{32,44}}$", "address")


def signature(meaning: str) -> Field:
    """A transaction's signature."""
    return Field(meaning, f"^{_BASE58}{{64,88}}$", "signature")


def amount(meaning: str) -> Field:
    """An integer in base units."""
    return Field(meaning, "^-?[0-9]+$", "base units")


def share(meaning: str) -> Field:
    """A part of a whole, 6 decimals."""
    return Field(meaning, r"^[01]\.[0-9]{6}$", "share")


def probability(meaning: str) -> Field:
    """A probability, 4 decimals."""
    return Field(meaning, r"^[01]\.[0-9]{4}$", "probability")


def hundredths(meaning: str) -> Field:
    """A number with 2 decimals."""
    return Field(meaning, r"^-?[0-9]+\.[0-9]{2}$", "2 decimals")


def digest(meaning: str) -> Field:
    """A SHA-256 in lower-case hex."""
    return Field(meaning, "^[0-9a-f]{64}$", "hex")
