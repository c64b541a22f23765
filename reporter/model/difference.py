"""What differs between two reports on one mint, and why, schema "launch-report-diff/1". Fields may be added, none renamed."""

from typing import Final, Literal, TypeAlias

from msgspec import Struct

from reporter.model.ids import Mint, Signature, Slot, Wallet

DIFFERENCE_SCHEMA: Final = "launch-report-diff/1"

Cause: TypeAlias = Literal["program", "rules", "labels", "chain", "reading"]
"""What can lie behind a change: another version of the program, other rules or background rates, other labels, a ledger that
moved on between the snapshots, or other data read from it (another endpoint, budget or window, more or fewer answers)."""

Kind: TypeAlias = Literal[
    "appeared", "gone", "merged", "split", "joined", "left", "tier", "group_share",
    "class", "holding", "early_buyer", "service", "measure", "supply", "fact", "coverage",
]  # fmt: skip


class Reason(Struct, frozen=True):
    """One step on the way from the older report to the newer one at which the value changed, and what it was `to` then.

    One cause is a cause told apart from the others; of several, any can be the one.
    """

    causes: list[Cause]
    to: str


class Change(Struct, frozen=True):
    """One sentence of the fixed vocabulary. `before` and `after` are printed values, empty for what was or is not there;
    `why` has a reason for every step that changed it; the signatures are those behind the newer report's claim."""

    kind: Kind
    text: str
    wallets: list[Wallet]
    before: str
    after: str
    why: list[Reason]
    signatures: list[Signature] = []


class Side(Struct, frozen=True):
    """One of the two reports. `labels` names the label set, where the pack was at hand."""

    slot: Slot
    time: int | None
    rules: str
    labels: str | None
    program: str
    pack_sha256: str
    coverage: str
    partial: bool


class Difference(Struct, frozen=True):
    """Everything that changed, the weightiest kind first; no change at all is an empty list."""

    schema: str
    mint: Mint
    old: Side
    new: Side
    changes: list[Change]
    notes: list[str]
