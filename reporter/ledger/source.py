"""What every way to the ledger has in common: questions in, answers out as they arrive."""

from collections.abc import AsyncIterator, Sequence
from typing import Protocol

from reporter.model.questions import Answer, Question


class LedgerSource(Protocol):
    """Something that answers questions: an endpoint, an archive in front of one, an evidence pack."""

    @property
    def name(self) -> str:
        """A label for reports ("JSON-RPC endpoint", "evidence pack"), never an address of the network."""
        ...

    def ask(self, questions: Sequence[Question]) -> AsyncIterator[Answer]:
        """One answer for each distinct question, in any order, as they arrive.

        A question the ledger refuses is answered with `refused=True`. Raises EndpointError when nothing answers at all.
        """
        ...

    async def aclose(self) -> None:
        """Let go of connections and files."""
        ...
