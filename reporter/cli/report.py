"""`reporter report`: from a mint, or from a pack, to the report on standard output."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

from reporter import log
from reporter.cli.document import document
from reporter.cli.failure import say
from reporter.cli.output import emit
from reporter.cli.progress import watching
from reporter.cli.request import ReportRequest
from reporter.collect.session import make_report
from reporter.errors import InputError
from reporter.ledger.pack import read_pack, write_pack
from reporter.model.ids import Mint, parse_address
from reporter.model.pack import QUICK_BUDGET, Parameters
from reporter.model.report import Coverage, Report
from reporter.publish import badge, overlay
from reporter.publish.keys import KeyFolder
from reporter.report.analyse import analyse, check_version
from reporter.report.explorer import DEFAULT
from reporter.report.render import json_document, pdf
from reporter.report.render.disputes import OVERLAID, beside
from reporter.report.render.formats import LINKED
from reporter.settings import Settings, is_endpoint, is_explorer, load

PARTIAL: Final = 4


def run(request: ReportRequest) -> int:
    """Print the report asked for; 4 when it is partial. Raises ReporterError."""
    mint = parse_address(request.mint)
    if request.disputes is not None and (request.pack is None or request.format not in OVERLAID):
        raise InputError(f"--disputes needs --pack, and is shown in {', '.join(OVERLAID)} alone: it is no part of the document")
    render = _renderer(request)
    report = _from_pack(request, mint, request.pack) if request.pack else _from_ledger(request, mint)
    disputed = overlay.read(request.disputes.read_bytes(), json_document.render(report)) if request.disputes else []
    emit(beside(request.format, render(report), disputed))
    if report.coverage.partial:
        say(f"partial report: {_gap(report.coverage)}; see its coverage")
        return PARTIAL
    return 0


def _renderer(request: ReportRequest) -> Callable[[Report], bytes]:
    """What prints the report. A signing key or a drawer of PDF that cannot be used is told before anything is read."""
    explorer = _explorer(request)
    if request.format == "pdf":
        pdf.require()
    if request.format != "badge-jws":
        return lambda report: document(report, request.format, explorer)
    settings = load()
    key = KeyFolder(settings.data_dir).signing()
    return lambda report: badge.signed(report, settings.issuer, key)


def _explorer(request: ReportRequest) -> str:
    """The link template of a format with links."""
    if request.format not in LINKED:
        if request.explorer is not None:
            raise InputError(f"--explorer is for formats with links: {', '.join(sorted(LINKED))}")
        return DEFAULT
    if request.explorer is None:
        return load().explorer
    if not is_explorer(request.explorer):
        raise InputError("--explorer is no http or https URL with {kind} and {id} in it")
    return request.explorer


def _gap(coverage: Coverage) -> str:
    """The first thing that is missing: questions without an answer, else what the coverage notes say."""
    if coverage.missing:
        return f"{coverage.missing} of {coverage.wanted} questions have no answer"
    return coverage.notes[0] if coverage.notes else "too little of early buying could be examined"


def _from_pack(request: ReportRequest, mint: Mint, path: Path) -> Report:
    if useless := request.needs_network():
        raise InputError(f"--pack needs no network and has its own parameters; leave out {', '.join(useless)}")
    pack = read_pack(path)
    if pack.parameters.mint != mint:
        raise InputError("this evidence pack is about another mint than the one asked for")
    check_version(pack)
    return analyse(pack)


def _from_ledger(request: ReportRequest, mint: Mint) -> Report:
    settings = load()
    log.setup(settings.log_level, as_json=settings.log_format == "json")
    if request.save_pack is not None:
        _require_writable(request.save_pack)
    asked = endpoints(request, settings)
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    with watching(as_json=request.json_progress) as watch:
        made = make_report(
            parameters(request, settings, mint),
            endpoints=asked,
            data_dir=settings.data_dir,
            watch=watch,
            max_rps=request.max_rps if request.max_rps is not None else settings.max_rps,
        )
    if request.save_pack is not None:
        write_pack(request.save_pack, made.pack)
    return made.report


def parameters(request: ReportRequest, settings: Settings, mint: Mint) -> Parameters:
    """The parameters of a live report: options outrank settings, and a quick report never spends more than its own budget."""
    budget = request.budget if request.budget is not None else settings.budget
    return Parameters(
        mint=mint,
        window=request.window if request.window is not None else settings.window,
        budget=min(budget, QUICK_BUDGET) if request.quick else budget,
        quick=request.quick,
        sniper_slots=request.sniper_slots,
    )


def endpoints(request: ReportRequest, settings: Settings) -> tuple[str, ...]:
    """The endpoints to ask, in order. Raises InputError, without repeating it, when one is no URL."""
    for number, url in enumerate(request.rpc_urls, 1):
        if not is_endpoint(url):
            raise InputError(f"--rpc-url number {number} is no http or https URL")
    return request.rpc_urls or settings.endpoints()


def _require_writable(path: Path) -> None:
    """Refuse before the ledger is read what would fail after it."""
    if path.is_dir() or not path.parent.is_dir() or not os.access(path.parent, os.W_OK):
        raise InputError("--save-pack: the file cannot be written there; name a file in a folder that exists")
