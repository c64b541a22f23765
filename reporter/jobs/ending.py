"""How a job ended, from what was made or from what broke: the changes of the job that tell it."""

import traceback
from typing import Any, Final

import structlog

from reporter.errors import Cancelled, ReporterError
from reporter.model.report import Report

PARTIAL: Final = 4  # a report with missing answers: no error, yet told apart
INTERNAL: Final = "internal error; the details are in the log of this program"
STOPPED: Final = "stopped on request; what was read is kept, and a new run continues from it"

_log = structlog.get_logger(__name__)


def success(report: Report) -> dict[str, Any]:
    """The end of a job that made a report."""
    if report.coverage.partial:
        return {"state": "partial", "code": PARTIAL}
    return {"state": "completed"}


def failure(key: str, error: Exception) -> dict[str, Any]:
    """The end of a job that made none. Errors of ours are told in their own words, any other is logged without its text."""
    if isinstance(error, Cancelled):
        return {"state": "cancelled", "message": STOPPED, "code": Cancelled.exit_code}
    if isinstance(error, ReporterError):
        return {"state": "failed", "message": str(error), "code": error.exit_code}
    _log.error("report job failed", job=key, error=type(error).__name__, where=_where(error))
    return {"state": "failed", "message": INTERNAL, "code": ReporterError.exit_code}


def _where(error: Exception) -> list[str]:
    """The code path of an error without its text, which may quote an endpoint's URL or the chain."""
    return [f"{frame.name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)]
