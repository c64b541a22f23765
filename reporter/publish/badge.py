"""The signed badge: an interval with its snapshot and its expiry, which anybody can check against published keys."""

import hashlib
import json
from typing import Any, Final, Literal, TypeAlias

import msgspec
from joserfc.jwk import OKPKey
from msgspec import Struct

from reporter.errors import InputError, SignatureRefused
from reporter.model.report import Report
from reporter.publish import detached
from reporter.publish.keys import PublicKey
from reporter.report.numbers import utc
from reporter.report.plain import plain
from reporter.report.render import json_document

SCHEMA: Final = "launch-badge/1"
TYPE: Final = "launch-badge+jws"
GREY: Final = "lightgrey"
LEAST_COVERAGE: Final = 0.8  # design of the badge: grey below, whatever threshold the rules have
LARGEST: Final = 64 * 1024  # bytes of a badge file
LONGEST_ISSUER: Final = 200

State: TypeAlias = Literal["valid", "expired", "altered", "unknown key"]


class BadgeDocument(Struct, frozen=True):
    """What is signed. `report_sha256` is the hash of the JSON report's bytes, so that the signature covers the whole report;
    `pack_sha256` names the evidence it is derived from. Times are UTC seconds; fields may be added, none renamed."""

    schema: str
    issuer: str
    mint: str
    network: str
    message: str
    low: str | None
    high: str | None
    color: str
    coverage: str
    snapshot_slot: int
    snapshot_time: int | None
    valid_until: int
    pack_sha256: str
    report_sha256: str
    rules: str
    program: str


class Verdict(Struct, frozen=True):
    """What became of a check. `text` says it in a line; the badge is there when the signature itself holds."""

    state: State
    text: str
    badge: BadgeDocument | None = None


def document(report: Report, issuer: str) -> BadgeDocument:
    """The badge of a report. Grey below 80 % coverage and on partial reports, never green unless everything was covered.

    Raises InputError for a report without a snapshot time: its badge could not expire.
    """
    badge, shot = report.badge, report.snapshot
    if badge.valid_until is None:
        raise InputError("the snapshot's time is not known, so this badge could not expire; it is not signed")
    return BadgeDocument(
        schema=SCHEMA,
        issuer=plain(issuer, LONGEST_ISSUER),
        mint=report.mint,
        network=shot.network,
        message=plain(badge.message),
        low=badge.low,
        high=badge.high,
        color=_color(report),
        coverage=report.coverage.share,
        snapshot_slot=badge.snapshot_slot,
        snapshot_time=shot.time,
        valid_until=badge.valid_until,
        pack_sha256=shot.pack_sha256,
        report_sha256=hashlib.sha256(json_document.render(report)).hexdigest(),
        rules=shot.rules,
        program=shot.program,
    )


def signed(report: Report, issuer: str, key: OKPKey) -> bytes:
    """The badge file: {"badge": document, "jws": detached signature}. Raises InputError as `document` does."""
    badge = msgspec.to_builtins(document(report, issuer))
    return msgspec.json.format(msgspec.json.encode({"badge": badge, "jws": detached.sign(badge, key, TYPE)}), indent=2) + b"\n"


def check(content: bytes, keys: dict[str, PublicKey], at: int) -> Verdict:
    """Whether a badge file was signed by one of `keys`, is unaltered, and is valid at `at` (UTC seconds)."""
    try:
        told, signature = _parts(content)
        kid = detached.signer(signature, TYPE)
        key = keys.get(kid)
        if key is None:
            return Verdict("unknown key", "unknown key: the badge names a signing key that is not in this key set")
        detached.verify(told, signature, key)
        badge = msgspec.convert(told, BadgeDocument)
    except SignatureRefused as refused:
        return Verdict("altered", str(refused))
    except msgspec.ValidationError:
        return Verdict("altered", "altered: signed, but no badge of a form this program knows")
    if badge.schema != SCHEMA:
        return Verdict("altered", "altered: signed, but no badge of a form this program knows")
    return _in_time(badge, key, at)


def _in_time(badge: BadgeDocument, key: PublicKey, at: int) -> Verdict:
    if at > badge.valid_until:
        return Verdict("expired", f"expired: it was valid until {utc(badge.valid_until)}", badge)
    if key.exp is not None and at > key.exp:
        return Verdict("expired", f"expired: the key that signed it counts no more since {utc(key.exp)}", badge)
    return Verdict("valid", f"valid until {utc(badge.valid_until)}", badge)


def _parts(content: bytes) -> tuple[dict[str, Any], str]:
    """The document and the signature of a badge file. A member that stands twice is refused: readers differ in which counts."""
    if len(content) > LARGEST:
        raise SignatureRefused("altered: larger than a badge file can be")
    try:
        given = json.loads(content, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        raise SignatureRefused("altered: not a badge file") from None
    badge, signature = (given.get("badge"), given.get("jws")) if isinstance(given, dict) else (None, None)
    if not isinstance(badge, dict) or not isinstance(signature, str) or len(given) != 2:
        raise SignatureRefused("altered: not a badge file")
    return badge, signature


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a member stands twice")
    return found


def _color(report: Report) -> str:
    covered = float(report.coverage.share)
    if report.coverage.partial or covered < LEAST_COVERAGE:
        return GREY
    return "yellow" if report.badge.color in {"green", "brightgreen"} and covered < 1 else plain(report.badge.color)
