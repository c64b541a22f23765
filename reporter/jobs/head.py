"""What lists show of a stored report, read from its JSON without decoding the rest."""

from typing import Final

import msgspec
from msgspec import Struct

from reporter.errors import InputError
from reporter.jobs.job import ReportId
from reporter.model.ids import Mint
from reporter.model.report import Share


class Head(Struct, frozen=True):
    """What a list of reports shows of one of them. `name` and `symbol` come from the chain and are hostile."""

    id: ReportId
    name: str
    symbol: str
    slot: int
    time: int | None
    network: str
    partial: bool
    linked_at_least: Share | None
    linked_at_most: Share | None


class _Token(Struct):
    name: str
    symbol: str


class _Snapshot(Struct):
    slot: int
    time: int | None
    network: str
    pack_sha256: str


class _Coverage(Struct):
    partial: bool


class _Metrics(Struct):
    linked_at_least: Share | None
    linked_at_most: Share | None


class _Outline(Struct):
    """The few fields of a stored report that a list needs: reading them skips the rest of a large document."""

    mint: Mint
    token: _Token
    snapshot: _Snapshot
    coverage: _Coverage
    metrics: _Metrics


_OUTLINES: Final = msgspec.json.Decoder(_Outline)


def head_of(document: bytes) -> Head:
    """The head of a report's JSON. Raises InputError when the document is none."""
    try:
        outline = _OUTLINES.decode(document)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError("a stored report is damaged; make it again") from error
    snapshot = outline.snapshot
    return Head(
        id=ReportId(outline.mint, snapshot.pack_sha256),
        name=outline.token.name,
        symbol=outline.token.symbol,
        slot=snapshot.slot,
        time=snapshot.time,
        network=snapshot.network,
        partial=outline.coverage.partial,
        linked_at_least=outline.metrics.linked_at_least,
        linked_at_most=outline.metrics.linked_at_most,
    )
