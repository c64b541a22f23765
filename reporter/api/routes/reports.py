"""Finished reports: whole in every format, or the parts a platform shows."""

import base64
import binascii
from typing import Annotated, Final, TypeAlias

from fastapi import APIRouter, Depends, Path, Query, Request
from msgspec import Struct
from starlette.responses import Response

from reporter import __version__
from reporter.api.answers import JSON, answer, documented, tag, tagged
from reporter.api.asking import invalid
from reporter.api.conditional import still_valid
from reporter.api.examples import SNAPSHOTS
from reporter.api.here import Here, Who
from reporter.api.media import MEDIA, Format
from reporter.api.problem import Problem
from reporter.api.views import Entities, Findings, HolderPage, Snapshots, snapshot_view
from reporter.errors import InputError
from reporter.jobs.job import ReportId
from reporter.jobs.shelf import Shelf
from reporter.model.report import Report
from reporter.report.render import json_document
from reporter.report.render.formats import FORMATS

router: Final = APIRouter(tags=["reports"])
Mint: TypeAlias = Annotated[str, Path(pattern=r"^[1-9A-HJ-NP-Za-km-z]{32,44}$", description="The token's mint address.")]
Snapshot: TypeAlias = Annotated[
    str | None,
    Query(pattern=r"^[0-9a-f]{64}$", description="Root hash of the evidence pack: which report; without it, the latest."),
]
Private: TypeAlias = Annotated[bool, Query(description="Look among the private investigations of this key.")]
_HIDDEN: Final = ("not-found", "forbidden", "invalid")
_SAFE_PAGE: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
_SHORT: Final = 30  # seconds a cache may keep "the latest"
_BYTES: Final = {"schema": {"type": "string", "format": "binary"}}
_OTHER_FORMS: Final = dict.fromkeys(sorted({media.partition(";")[0] for media, _ in MEDIA.values()} - {JSON}), _BYTES)
_ZIP: Final = {"application/zip": _BYTES}


class Found(Struct, frozen=True):
    """A stored report: which, and its bytes. `named` is True when the request named the snapshot, which never changes."""

    shelf: Shelf
    id: ReportId
    document: bytes
    private: bool
    named: bool

    def headers(self) -> dict[str, str]:
        """Who may keep an answer about this report, and how long."""
        kept = "private, no-cache" if self.private else f"public, max-age={86_400 if self.named else _SHORT}"
        return {"cache-control": kept} | ({} if self.private else {"access-control-allow-origin": "*"})

    def report(self) -> Report:
        """The report itself."""
        return json_document.read(self.document)


def _shelf(here: Here, who: Who, *, private: Private = False) -> Shelf:
    """The shelf to look at. Raises Problem for who may not."""
    if private:
        return here.shelf.private(who.needs("private").id)
    here.door.reads(who)
    return here.shelf


From: TypeAlias = Annotated[Shelf, Depends(_shelf)]


def _found(shelf: From, mint: Mint, *, snapshot: Snapshot = None, private: Private = False) -> Found:
    """A stored report the caller may read. Raises Problem."""
    try:
        known = ReportId(mint, snapshot) if snapshot is not None else shelf.latest(mint)
        if known is not None:
            return Found(shelf, known, shelf.document(known), private, snapshot is not None)
    except InputError:
        pass
    raise Problem("not-found", "no such report is stored here")


Chosen: TypeAlias = Annotated[Found, Depends(_found)]


@router.get("/reports/{mint}", summary="A report", responses=documented(Report, *_HIDDEN, media=_OTHER_FORMS))
def report(
    request: Request,
    found: Chosen,
    format: Annotated[Format, Query(description="Form of the answer.")] = Format("json"),  # noqa: A002, B008
) -> Response:
    """The document `launch-report/1`, or the same report in another format."""
    media, suffix = MEDIA[format.value]
    headers = found.headers()
    if format.value != "json":
        headers["content-disposition"] = f'inline; filename="{found.id.mint}.{suffix}"'
        headers["content-security-policy"] = _SAFE_PAGE
    etag = tag(found.document, format.value.encode(), __version__.encode())
    if still_valid(request.headers.get("if-none-match", ""), etag):  # before anything is rendered
        return tagged(request, b"", media, etag, headers=headers)
    body = found.document if format.value == "json" else FORMATS[format.value](found.report())
    return tagged(request, body, media, etag, headers=headers)


@router.get(
    "/reports/{mint}/snapshots",
    summary="Every stored report of a mint",
    responses=documented(Snapshots, *_HIDDEN, example=SNAPSHOTS),
)
def snapshots(request: Request, shelf: From, mint: Mint, *, private: Private = False) -> Response:
    """The latest first; empty where none is stored."""
    return answer(request, Snapshots([snapshot_view(head, private=private) for head in shelf.of_mint(mint)]))


@router.get("/reports/{mint}/findings", summary="What a report says", responses=documented(Findings, *_HIDDEN))
def findings(request: Request, found: Chosen) -> Response:
    """The published sentences, each with its tier and the transactions behind it."""
    said = Findings(found.id.mint, found.id.sha256, found.report().findings)
    return answer(request, said, headers=found.headers())


@router.get("/reports/{mint}/entities", summary="Wallets that act together", responses=documented(Entities, *_HIDDEN))
def entities(request: Request, found: Chosen) -> Response:
    """Every entity with its links, their evidence, and what else could explain them."""
    said = Entities(found.id.mint, found.id.sha256, found.report().entities)
    return answer(request, said, headers=found.headers())


@router.get("/reports/{mint}/holders", summary="Holders", responses=documented(HolderPage, *_HIDDEN))
def holders(
    request: Request,
    shelf: From,
    mint: Mint,
    *,
    snapshot: Snapshot = None,
    private: Private = False,
    cursor: Annotated[str | None, Query(max_length=120, description="`next` of the part before.")] = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> Response:
    """Owners of the token, the largest first. A cursor stays in the report it began in, even when a newer one appears."""
    start, named = (0, snapshot) if cursor is None else _place(cursor)
    found = _found(shelf, mint, snapshot=named, private=private)
    rows = found.report().holders
    page = HolderPage(
        mint=mint,
        sha256=found.id.sha256,
        total=len(rows),
        holders=rows[start : start + limit],
        next=_cursor(start + limit, found.id.sha256) if start + limit < len(rows) else None,
    )
    return answer(request, page, headers=found.headers())


@router.get("/reports/{mint}/pack", summary="The evidence pack", responses=documented(None, *_HIDDEN, media=_ZIP))
def pack(request: Request, found: Chosen) -> Response:
    """Every raw answer behind a report, from which `reporter verify` derives it again."""
    try:
        body = found.shelf.pack(found.id)
    except InputError:
        raise Problem("not-found", "no evidence pack is stored for this report") from None
    headers = found.headers() | {"content-disposition": f'attachment; filename="{found.id.mint}.zip"'}
    return tagged(request, body, "application/zip", tag(body), headers=headers)


def _cursor(start: int, sha256: str) -> str:
    return base64.urlsafe_b64encode(f"{start}.{sha256}".encode()).decode().rstrip("=")


def _place(cursor: str) -> tuple[int, str]:
    try:
        start, _, sha256 = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii").partition(".")
    except (binascii.Error, ValueError):
        start = sha256 = ""
    if not start.isdecimal() or len(start) > 9 or len(sha256) != 64:
        raise invalid("cursor", InputError("no cursor of this list"))
    return int(start), sha256
