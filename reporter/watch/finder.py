"""From notices and pages to the register: every launch, whether or not anybody told of it.

Notices are fast and unreliable; pages of signatures are slow and complete. So launches are looked for by notices, and a sweep
over the pages since the last one finds what they missed. A mark moves only past what was read.
"""

from collections.abc import Callable, Sequence
from typing import Final

from reporter import log
from reporter.decode.reading import Entry
from reporter.ledger.source import LedgerSource
from reporter.model.ids import Signature, Slot
from reporter.watch import launches
from reporter.watch.notices import Notice
from reporter.watch.policy import Policy
from reporter.watch.register import Register
from reporter.watch.tally import Tally
from reporter.watch.targets import Target

OVERLAP: Final = 150  # slots below the mark that a sweep lists again: another node of the endpoint may have been behind
FORGOTTEN: Final = 500_000  # slots below the mark after which finished launches are forgotten: more than a day
PAGES: Final = 500  # most pages of one sweep
_STRETCH: Final = 500  # transactions read before the mark is moved
_TRIES: Final = 5  # sweeps in which a listed transaction may be missing before it is given up

_log = log.get("reporter.watch")


class Finder:
    """Finds the launches of one platform. Its methods may run at the same time on one event loop."""

    def __init__(
        self,
        target: Target,
        source: LedgerSource,
        register: Register,
        policy: Policy,
        tally: Tally,
        clock: Callable[[], float],
        *,
        pages: int = PAGES,
    ) -> None:
        self.target = target
        self._source = source
        self._register = register
        self._policy = policy
        self._tally = tally
        self._clock = clock
        self._pages = pages
        self._done: dict[Signature, Slot] = {}
        self._tries: dict[Signature, int] = {}

    async def hear(self, notices: Sequence[Notice]) -> None:
        """Read the transactions of these notices. Raises EndpointError; whatever was not read is left to a sweep."""
        wanted: dict[Signature, Slot] = {}
        for notice in notices:
            if notice.signature not in self._done:
                if notice.failed or not self.target.worth_reading(notice.logs):
                    self._done[notice.signature] = notice.slot
                else:
                    wanted[notice.signature] = notice.slot
        await self._read(wanted, swept=False)

    async def sweep(self) -> None:
        """Read everything since the mark that was not read yet, and move the mark. Raises EndpointError."""
        address = self.target.address
        mark = self._register.mark(address)
        listed = await launches.listed(
            self._source, address, None if mark is None else max(0, mark - OVERLAP), pages=self._pages
        )
        if mark is None:  # the first time: launches count from now on
            self._register.advance(address, listed.entries[0].slot if listed.entries else 0)
            self._tally.sweeps += 1
            return
        if not listed.whole:
            self._tally.gaps += 1
            oldest = listed.entries[-1].slot
            _log.warning("too much to read since the last time; older launches are left out", slot=mark, until=oldest)
        await self._read_all(mark, listed.entries[::-1])
        self._register.forget(self.target.platform, mark - FORGOTTEN)
        self._tally.sweeps += 1

    async def _read_all(self, mark: Slot, entries: Sequence[Entry]) -> None:
        """Read what is new among entries, oldest first, and move the mark as far as everything is read."""
        late: set[Signature] = set()
        for start in range(0, len(entries), _STRETCH):
            part = entries[start : start + _STRETCH]
            new = {entry.signature: entry.slot for entry in part if not entry.failed and entry.signature not in self._done}
            late |= await self._read(new, swept=True)
            if not late:
                whole = start + _STRETCH >= len(entries)
                mark = max(mark, part[-1].slot if whole else part[-1].slot - 1)  # the slot may go on in the next stretch
                self._register.advance(self.target.address, mark)
        self._done = {signature: slot for signature, slot in self._done.items() if slot >= mark - 2 * OVERLAP}

    async def _read(self, wanted: dict[Signature, Slot], *, swept: bool) -> set[Signature]:
        """Read transactions and note launches; which of them the ledger has yet to give out."""
        read = await launches.read(self._source, self.target, list(wanted))
        for launch in read.launches:
            self._note(launch, swept=swept)
        late = {signature for signature in read.absent if not (swept and self._given_up(signature))}
        self._tally.unreadable += len(read.undecodable)
        self._done.update({signature: slot for signature, slot in wanted.items() if signature not in late})
        return late

    def _note(self, launch: launches.Launch, *, swept: bool) -> None:
        taken = self._policy.takes(launch.mint, self._register.salt)
        if not self._register.note(launch, self._clock(), taken=taken):
            return
        self._tally.found += 1
        self._tally.missed += swept
        self._tally.passed += not taken
        _log.info("launch", mint=launch.mint, platform=launch.platform, slot=launch.slot, taken=taken, missed=swept)

    def _given_up(self, signature: Signature) -> bool:
        self._tries[signature] = self._tries.get(signature, 0) + 1
        if self._tries[signature] < _TRIES:
            return False
        del self._tries[signature]
        self._tally.unreadable += 1
        _log.warning("a listed transaction is given out by no endpoint", transaction=signature[:8])
        return True
