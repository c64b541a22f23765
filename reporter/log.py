"""Logs: one line an event, on standard error only, with addresses of the network and key-like text taken out.

Standard output belongs to the report. Redaction is the last step before a line is written, for our own events and for those
of libraries, so that no caller has to remember it. A signature has the shape of a private key and is hidden as well.
"""

import logging
import re
import sys
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

HIDDEN: Final = "<hidden>"
_TEXT: Final = re.compile(
    r"""
    \b[a-z][a-z0-9+.-]*://[^\s"'<>]+                                    # any URL, keys in its path or query included
    | \b(?:api[-_]?key|(?:access|auth)[-_]?token|(?:\w+[-_])?secret|password|authorization|cookie)\b["']?\s*[=:]\s*["']?
      (?:(?:bearer|basic|digest)\s+)?[^\s,;"'}]+
    | \btoken=[^\s,;&"'}]+                                              # but not "token: Name", which is a coin
    | \b(?:bearer|basic)\s+[^\s,;"'}]{8,}
    | \blr_[0-9a-f]{12}_[\w-]+                                          # our API keys
    | \bwhsec_[\w+/=-]+                                                 # secrets of webhooks
    | \b[1-9A-HJ-NP-Za-km-z]{80,90}\b                                   # 64 bytes in base58
    | \b(?:0x)?[0-9a-f]{64}(?:[0-9a-f]{64})?\b                          # 32 or 64 bytes in hex
    | \[\s*\d{1,3}(?:\s*,\s*\d{1,3}){31,}\s*\]?                         # a key file's list of numbers
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NAMES: Final = re.compile(
    r"(\w+_)?urls?|(x-)?api[-_]?key|(\w+[-_])?(secret|password)|(access|auth)[-_]token|(proxy-)?authorization|(set-)?cookie|private",
    re.IGNORECASE,
)


def redact(text: str) -> str:
    """`text` without URLs, named keys and anything of a private key's shape."""
    return _TEXT.sub(HIDDEN, text)


def get(name: str) -> structlog.stdlib.BoundLogger:
    """The logger of one part of the program.

    It needs no set-up: before `setup` was called it says warnings and worse, on standard error. structlog's own default
    would print to standard output, into the middle of a report.
    """
    logger: structlog.stdlib.BoundLogger = structlog.wrap_logger(
        logging.getLogger(name), processors=_chain(), wrapper_class=structlog.stdlib.BoundLogger
    )
    return logger


def setup(level: str = "warning", *, as_json: bool = False) -> None:
    """Send all logs from `level` on to standard error, those of libraries from warnings on unless everything is asked for.

    With `as_json` each line is one object.
    """
    last: Processor = structlog.processors.JSONRenderer(sort_keys=True)
    if not as_json:
        last = structlog.dev.ConsoleRenderer(colors=False)
    handler = _OurHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_facts(),
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, redact_event, last],
        )
    )
    root = logging.getLogger()
    for old in [h for h in root.handlers if isinstance(h, _OurHandler)]:
        root.removeHandler(old)
    root.addHandler(handler)
    lowest = logging.getLevelNamesMapping()[level.upper()]
    root.setLevel(lowest if lowest in {logging.DEBUG, logging.WARNING} else logging.WARNING)
    logging.getLogger("reporter").setLevel(lowest)
    structlog.configure(
        processors=_chain(),
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


class _OurHandler(logging.StreamHandler[TextIO]):
    """Marks the handler `setup` added, so that a second call replaces it."""


def _facts() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,  # "job", which whoever works on one binds: the trace through all processes
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]


def _chain() -> list[Processor]:
    return [
        structlog.stdlib.filter_by_level,
        *_facts(),
        redact_event,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ]


def redact_event(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """The event with every text in it redacted, however deep, and fields named like secrets hidden whole."""
    return {key: _clean(key, value) for key, value in event.items()}


def _labels(values: Collection[Any]) -> Iterable[str]:
    """A name for each value: in a pair, as headers and items come, the first names the second."""
    first = next(iter(values), None)
    if len(values) == 2 and isinstance(values, list | tuple) and isinstance(first, str | bytes):
        return "", first.decode("latin-1") if isinstance(first, bytes) else first
    return [""] * len(values)


def _clean(name: str, value: Any) -> Any:
    if _NAMES.fullmatch(name):
        return HIDDEN
    if isinstance(value, str):
        return redact(value)
    if isinstance(value, Mapping):
        return {str(key): _clean(str(key), inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_clean(name, inner) for name, inner in zip(_labels(value), value, strict=True)]
    if value is None or isinstance(value, bool | int | float):
        return value
    return redact(repr(value))
