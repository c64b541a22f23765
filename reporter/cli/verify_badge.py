"""`reporter verify-badge`: a signed badge held against published keys."""

import hashlib
import time
from datetime import UTC, datetime
from pathlib import Path

from reporter.cli.output import emit
from reporter.errors import InputError, SignatureRefused
from reporter.publish import badge, jwks
from reporter.report.plain import plain


def run(file: Path, keys: Path, at: str | None, report: Path | None) -> int:
    """Print one line for a valid badge. Raises SignatureRefused, which begins with "expired", "altered" or "unknown key"."""
    found = badge.check(file.read_bytes(), jwks.read(keys.read_bytes()), int(time.time()) if at is None else moment(at))
    if found.badge is None or found.state != "valid":
        raise SignatureRefused(found.text)
    if report is not None and hashlib.sha256(report.read_bytes()).hexdigest() != found.badge.report_sha256:
        raise SignatureRefused("altered: this report is not the one the badge was signed for; the badge itself is valid")
    said = found.badge
    emit(
        f"{found.text}: {plain(said.color)}, {plain(said.message)}; mint {plain(said.mint)}, "
        f"network {plain(said.network)}, slot {said.snapshot_slot}, signed by {plain(said.issuer)}\n".encode()
    )
    return 0


def moment(text: str) -> int:
    """A time as UTC seconds. Raises InputError unless it is a number of seconds, or ISO 8601 (without an offset: UTC)."""
    if text.isascii() and text.isdecimal() and len(text) <= 11:
        return int(text)
    try:
        told = datetime.fromisoformat(text)
    except ValueError:
        raise InputError("a time is UTC seconds, or like 2026-11-27T04:00:00Z") from None
    return int((told if told.tzinfo is not None else told.replace(tzinfo=UTC)).timestamp())
