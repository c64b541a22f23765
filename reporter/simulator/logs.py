"""The log of one transaction, cut at the size the ledger cuts it."""

import base64
from typing import Final

from reporter.model.ids import Program
from reporter.simulator.addresses import COMPUTE_BUDGET, VOTE

LIMIT: Final = 10_000  # bytes of all lines; then one "Log truncated" (seen in recorded transaction 2r4uXUJt)
_SILENT: Final = frozenset({"11111111111111111111111111111111", COMPUTE_BUDGET, VOTE})


class Logs:
    """Lines in order; nothing is added once the limit is passed."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._size = 0
        self._cut = False

    def add(self, line: str) -> None:
        """One more line."""
        if self._cut:
            return
        if self._size + len(line) > LIMIT:
            self._cut = True
            self.lines.append("Log truncated")
            return
        self._size += len(line)
        self.lines.append(line)

    def consumed(self, program: Program, before: int, after: int) -> None:
        """What a program used; built-in programs do not tell."""
        if program not in _SILENT:
            self.add(f"Program {program} consumed {before - after} of {before} compute units")

    def data(self, event: bytes) -> None:
        """An event in base64."""
        self.add(f"Program data: {base64.b64encode(event).decode()}")

    def returned(self, program: Program, data: bytes) -> None:
        """What a program handed back to its caller."""
        self.add(f"Program return: {program} {base64.b64encode(data).decode()}")
