"""`reporter dispute`: the text an owner signs, the check of what came back, and the overlay beside the report."""

import hashlib
import time
from pathlib import Path
from typing import Final

from reporter.cli.output import emit
from reporter.cli.verify_badge import moment
from reporter.errors import InputError
from reporter.model.dispute import Dispute
from reporter.model.ids import Wallet, parse_address
from reporter.publish import dispute, overlay
from reporter.report.numbers import utc
from reporter.report.plain import plain
from reporter.report.render import json_document

_LARGEST: Final = 4096  # bytes of a text or a signature


def text(file: Path, wallet: Wallet | None, at: str | None, link: str | None) -> int:
    """Print the line to sign. Raises InputError."""
    if wallet is None:
        raise InputError("text needs --wallet")
    document = file.read_bytes()
    report = json_document.read(document)
    owner = parse_address(wallet)
    dispute.require_wallet(report, owner)
    signed_at = int(time.time()) if at is None else moment(at)
    emit(dispute.text(report.mint, _digest(document), owner, signed_at, link).encode() + b"\n")
    return 0


def add(file: Path, signed: Path | None, signature: Path | None) -> int:
    """Check a signed text and keep it beside the report. Raises InputError and SignatureRefused."""
    if signed is None or signature is None:
        raise InputError("add needs --text and --signature")
    document = file.read_bytes()
    report = json_document.read(document)
    new = dispute.accept(report, _digest(document), _line(signed), _line(signature), int(time.time()))
    overlay.keep(file, new)
    emit(b"kept " + _told(new))
    return 0


def show(file: Path) -> int:
    """Print the disputes beside a report, each checked again. Raises InputError."""
    emit(b"".join(_told(one) for one in overlay.beside(file)))
    return 0


def _told(one: Dispute) -> bytes:
    return f"{one.wallet} {utc(one.time)} {one.form}{f' {plain(one.link, 200)}' if one.link else ''}\n".encode()


def _digest(document: bytes) -> str:
    return hashlib.sha256(document).hexdigest()


def _line(file: Path) -> str:
    """The one line of a small file."""
    with file.open("rb") as opened:
        content = opened.read(_LARGEST)
    try:
        return content.decode("ascii").rstrip("\r\n")
    except UnicodeDecodeError:
        raise InputError("the text and the signature are one line of plain ASCII each") from None
