"""What the pages call entities, kinds of wallets and links: one table, so that every picture speaks alike."""

from typing import Final

from reporter.model.report import Report, Tier

TIERS: Final[dict[Tier, str]] = {
    "proven": "Proven",
    "strong": "Strong evidence",
    "possible": "Possible",
    "service": "Service in common",
    "none": "Note",
}
LINKED: Final = ("proven", "strong", "possible")
KINDS: Final = {
    "wallet": "wallet",
    "creator": "creator",
    "exchange": "exchange",
    "locked": "locked tokens",
    "unclassified": "unclassified account",
    "infrastructure": "infrastructure, not counted",
    "burned": "burned, not counted",
    "context": "named in the evidence, no member",
    "rest": "smaller holders together",
    "unseen": "held by accounts that were not read",
    "buyer": "early buyer",
    "funder": "funder",
    "intermediate": "wallet on the way",
    "service": "service",
}


def entities(report: Report) -> dict[str, str]:
    """The name of each entity: its place in the report, from 1."""
    return {entity.id: f"Entity {place}" for place, entity in enumerate(report.entities, 1)}


def places(report: Report) -> dict[str, int]:
    """The place of each entity in the report, from 0: what its colour goes by."""
    return {entity.id: place for place, entity in enumerate(report.entities)}
