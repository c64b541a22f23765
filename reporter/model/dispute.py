"""What the owner of a wallet says about a report, signed with the wallet's key. It stands beside a report, never inside it."""

from typing import Final, Literal, TypeAlias

from msgspec import Struct

from reporter.model.ids import Mint, Signature, Wallet

DISPUTES_SCHEMA: Final = "launch-disputes/1"

Form: TypeAlias = Literal["message", "command-line", "off-chain"]
"""What was signed: the text alone, or in one of the two frames for messages that are no transactions."""


class Dispute(Struct, frozen=True):
    """`report_sha256` is the hash of the JSON report's bytes, `time` what the owner says it was (UTC seconds), `link` an https
    address of the owner's choosing, which nobody here has read."""

    mint: Mint
    report_sha256: str
    wallet: Wallet
    time: int
    link: str | None
    form: Form
    signature: Signature


class Disputes(Struct, frozen=True):
    """The overlay of one report, by wallet."""

    schema: str
    disputes: list[Dispute]
