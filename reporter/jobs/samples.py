"""Sample reports that travel with the program: an evidence pack, and beside it the report derived from it as JSON."""

from collections.abc import Iterable
from pathlib import Path

import structlog
from msgspec import Struct

from reporter.errors import InputError
from reporter.jobs.head import Head, head_of

_log = structlog.get_logger(__name__)


class Sample(Struct, frozen=True):
    """One sample; `name` is the file name without its end."""

    name: str
    head: Head
    pack: Path

    def document(self) -> bytes:
        """The report as JSON."""
        return self.pack.with_suffix(".json").read_bytes()


def with_reports(packs: Iterable[Path]) -> list[Sample]:
    """The samples that can be shown; a pack without a readable report beside it is logged and left out."""
    found = []
    for pack in packs:
        try:
            head = head_of(pack.with_suffix(".json").read_bytes())
        except (FileNotFoundError, InputError):
            _log.warning("sample pack has no report beside it", name=pack.name)
            continue
        found.append(Sample(pack.stem, head, pack))
    return found
