"""One transaction as one line of JSON, as `reporter decode` prints it."""

import msgspec

from reporter.decode.engine import decode
from reporter.model.events import AnyEvent, Flow, Unknown
from reporter.model.ids import Lamports, Signature, Slot, Wallet
from reporter.model.transaction import Transaction


class Description(msgspec.Struct, frozen=True):
    """What the line holds. Integers are JSON numbers; names and memos are printed as the chain has them, escaped as JSON."""

    signature: Signature
    slot: Slot | None
    index: int | None
    time: int | None
    version: str | int
    ok: bool
    error: str | None
    fee: Lamports
    fee_payer: Wallet
    signers: tuple[Wallet, ...]
    events: tuple[AnyEvent, ...]
    flows: tuple[Flow, ...]
    unknown: tuple[Unknown, ...]


def describe(transaction: Transaction) -> bytes:
    """The transaction's events, flows and unread instructions in one line of JSON, without a line end."""
    decoded = decode(transaction)
    return msgspec.json.encode(
        Description(
            signature=transaction.signature,
            slot=transaction.slot,
            index=transaction.index,
            time=transaction.time,
            version=transaction.version,
            ok=transaction.ok,
            error=transaction.error,
            fee=transaction.fee,
            fee_payer=transaction.fee_payer,
            signers=transaction.signers,
            events=decoded.events,
            flows=decoded.flows,
            unknown=decoded.unknown,
        )
    )
