"""What carries a badge."""

from typing import Protocol

from reporter.model.report import Badge


class Badged(Protocol):
    """A report, or as much of one as showing its badge takes."""

    @property
    def badge(self) -> Badge:
        """The badge."""
        ...
