"""The words around a dispute. What is said is whose key signed what; nobody here has examined it."""

from typing import Final

from reporter.model.dispute import Dispute
from reporter.report.numbers import count, utc

TITLE: Final = "Disputed by wallets' keys"
APART: Final = (
    "What follows stands beside the report and is no part of it: it was added later, and changes nothing in the report, its "
    "evidence or its signature. Each was signed with the key of the wallet it names; whether it is right was not examined."
)
LINKED: Final = "Link given by the key's holder, not read or checked here:"


def introduction(disputes: int) -> str:
    """How many there are, and what they are not."""
    return f"{count(disputes, 'wallet')} in this report: the holder of the key disputes what the report says about it. {APART}"


def statement(dispute: Dispute) -> str:
    """Whose key signed, and when by its own word."""
    return f"The key of {dispute.wallet} signed, dated {utc(dispute.time)}: what this report says about it is disputed."
