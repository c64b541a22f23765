"""What the owner of a wallet signs to dispute a report, and whether the wallet's key signed it. The key never comes here.

The text is one line of printable ASCII, so that a hardware wallet can show it and a command line can take it. It holds the
report's hash, and therefore fits no other report. Three things may have been signed:

* `message`: the bytes of the text, as wallets' signMessage does;
* `command-line`: 0xff "solana offchain", version 0, format 0, length (16 bits, little-endian), text, which is what the Solana
  command line signed first (a published signature of it is among the tests);
* `off-chain`: 0xff "solana offchain", version 0, application domain (32 zero bytes), format 0, one signer and its key, length,
  text, as https://docs.anza.xyz/proposals/off-chain-message-signing has it and the command line signs it since.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final, get_args
from urllib.parse import urlsplit

from solders.pubkey import Pubkey
from solders.signature import Signature as Signed

from reporter.errors import InputError, SignatureRefused
from reporter.model import base58
from reporter.model.dispute import Dispute, Form
from reporter.model.ids import Wallet, is_address
from reporter.model.report import Report
from reporter.report.across import roles

LONGEST_LINK: Final = 200
AHEAD: Final = 600  # seconds a signer's clock may be fast
_DOMAIN: Final = b"\xffsolana offchain"
_ZERO: Final = bytes(32)
_LINK: Final = re.compile(r"https://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~!$&'()*+,;=:@%/?#-]*)?")
_TEXT: Final = re.compile(
    r"launch-reporter dispute/1; mint (?P<mint>\S+); report (?P<report>[0-9a-f]{64}); wallet (?P<wallet>\S+);"
    r" time (?P<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ); link (?P<link>\S+);"
    r" I dispute what this report says about this wallet\."
)


def text(mint: str, report_sha256: str, wallet: Wallet, time: int, link: str | None) -> str:
    """The exact line to sign. Raises InputError for what is no link that may be shown."""
    if link is not None and not is_link(link):
        raise InputError(f"a link is one plain https address of at most {LONGEST_LINK} characters, without a user name")
    when = datetime.fromtimestamp(time, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        f"launch-reporter dispute/1; mint {mint}; report {report_sha256}; wallet {wallet}; time {when}; link {link or 'none'};"
        " I dispute what this report says about this wallet."
    )


def is_link(link: str) -> bool:
    """True for an https address of plain ASCII with a host and without a user name."""
    if len(link) > LONGEST_LINK or not _LINK.fullmatch(link):
        return False
    try:
        parts = urlsplit(link)
        return bool(parts.hostname and "." in parts.hostname and parts.port != 0)
    except ValueError:
        return False


def require_wallet(report: Report, wallet: Wallet) -> None:
    """Raise InputError for a wallet the report says nothing about."""
    if wallet == report.mint or not is_address(wallet) or wallet not in wallets_of(report):
        raise InputError("this wallet does not occur in the report; only a wallet the report speaks of can dispute it")


def wallets_of(report: Report) -> set[Wallet]:
    """Everybody with a part in the report, and every holder it lists."""
    linked = {wallet for entity in report.entities for link in entity.links for wallet in (link.a, link.b)}
    return {*roles(report), *linked, *(row.wallet for row in report.holders)}


def accept(report: Report, report_sha256: str, signed_text: str, signature: str, now: int) -> Dispute:
    """A dispute whose signature holds, of a report with this hash.

    Raises InputError for a text that is not one of ours, is about another report or wallet, or is dated ahead of `now` or
    before the snapshot; SignatureRefused when the wallet's key did not sign it.
    """
    told = _TEXT.fullmatch(signed_text)
    if told is None:
        raise InputError("this is not the text of a dispute; print it with: reporter dispute text")
    if told["mint"] != report.mint or told["report"] != report_sha256:
        raise InputError("this text is about another report; a dispute counts for the report it names alone")
    require_wallet(report, told["wallet"])
    time, link = _seconds(told["time"]), None if told["link"] == "none" else told["link"]
    if text(report.mint, report_sha256, told["wallet"], time, link) != signed_text:
        raise InputError("this is not the text of a dispute; print it with: reporter dispute text")
    if time > now + AHEAD or time < (report.snapshot.time or 0):
        raise InputError("this text is dated ahead of now, or before the report's snapshot")
    raw = _raw(signature)
    form = signed_as(signed_text, told["wallet"], raw)
    if form is None:
        raise SignatureRefused("this signature is not one of the wallet's key over this text")
    return Dispute(report.mint, report_sha256, told["wallet"], time, link, form, base58.encode(raw))


def holds(dispute: Dispute, report: Report, report_sha256: str) -> bool:
    """True for a dispute of this very report that the wallet's key signed. What lies on disk is checked like what comes in."""
    try:
        require_wallet(report, dispute.wallet)
        told = text(report.mint, report_sha256, dispute.wallet, dispute.time, dispute.link)
        signed = signed_as(told, dispute.wallet, _raw(dispute.signature))
    except (InputError, OverflowError, ValueError, OSError):
        return False
    return signed == dispute.form and (dispute.mint, dispute.report_sha256) == (report.mint, report_sha256)


def signed_as(told: str, wallet: Wallet, signature: bytes) -> Form | None:
    """What the wallet's key signed to say this, if it did."""
    key, signed = Pubkey.from_string(wallet), Signed.from_bytes(signature)
    return next((form for form, message in messages(told, wallet).items() if signed.verify(key, message)), None)


def messages(told: str, wallet: Wallet) -> Mapping[Form, bytes]:
    """The bytes that a key signs to say this, by form."""
    body = told.encode("ascii")
    length = len(body).to_bytes(2, "little")
    found = {
        "message": body,
        "command-line": _DOMAIN + b"\x00\x00" + length + body,
        "off-chain": _DOMAIN + b"\x00" + _ZERO + b"\x00\x01" + base58.decode(wallet) + length + body,
    }
    return {form: found[form] for form in get_args(Form)}


def _seconds(told: str) -> int:
    try:
        return int(datetime.strptime(told, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).timestamp())
    except ValueError:
        raise InputError("the text names a time that does not exist") from None


def _raw(signature: str) -> bytes:
    """A signature's 64 bytes, from base58 as wallets and the command line print it, or hex."""
    try:
        raw = bytes.fromhex(signature) if len(signature) == 128 else base58.decode(signature)
    except ValueError:
        raw = b""
    if len(raw) != 64:
        raise InputError("a signature is 64 bytes in base58 or hex")
    return raw
