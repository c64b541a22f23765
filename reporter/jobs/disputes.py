"""Disputes as a shelf shows them: each signature is checked again, and what does not hold is not shown."""

import structlog

from reporter.errors import InputError
from reporter.jobs.job import ReportId
from reporter.model.dispute import Dispute
from reporter.publish import overlay

_log = structlog.get_logger(__name__)


def shown(content: bytes, document: bytes, report: ReportId) -> list[Dispute]:
    """The disputes in an overlay. One that does not hold is logged, for nobody is to be quoted by mistake."""
    try:
        return overlay.read(content, document)
    except InputError:
        _log.warning("disputes beside a report do not hold", file=f"{report.mint}/{report.sha256}")
        return []
