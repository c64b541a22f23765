"""A wallet whose key a test has, as a holder of the report made by hand."""

import hashlib

from msgspec.structs import replace
from solders.keypair import Keypair

from reporter.model.dispute import Dispute
from reporter.model.report import Report
from reporter.publish import dispute
from reporter.report.render import json_document
from tests.report.factory import make_report

OWNER = Keypair.from_seed(hashlib.sha256(b"owner").digest())
OTHER = Keypair.from_seed(hashlib.sha256(b"other").digest())
NOWHERE = Keypair.from_seed(hashlib.sha256(b"nowhere").digest())
LINK = "https://example.org/answer?a=1&b=2"


def owned_report() -> Report:
    """The report made by hand, with two holders whose keys are here."""
    report = make_report()
    rows = [replace(row, wallet=str(key.pubkey())) for row, key in zip(report.holders[5:7], (OWNER, OTHER), strict=True)]
    return replace(report, holders=[*report.holders[:5], *rows, *report.holders[7:]])


REPORT = owned_report()
DOCUMENT = json_document.render(REPORT)
DIGEST = hashlib.sha256(DOCUMENT).hexdigest()
WHEN = (REPORT.snapshot.time or 0) + 3600


def line(key: Keypair = OWNER, time: int = WHEN, link: str | None = LINK, digest: str = DIGEST) -> str:
    """The text to sign."""
    return dispute.text(REPORT.mint, digest, str(key.pubkey()), time, link)


def signed(key: Keypair = OWNER, time: int = WHEN, link: str | None = LINK) -> Dispute:
    """A dispute that holds."""
    told = line(key, time, link)
    return dispute.accept(REPORT, DIGEST, told, str(key.sign_message(told.encode())), time)
