"""From the register to the desk: each launch is asked for once, by the rules of the policy."""

import asyncio
from collections.abc import Callable

from reporter import log
from reporter.errors import InputError, ReporterError
from reporter.watch.desk import LaunchDesk
from reporter.watch.launches import Launch
from reporter.watch.policy import Policy
from reporter.watch.register import Register
from reporter.watch.tally import Tally

_log = log.get("reporter.watch")


class Sender:
    """Asks for reports on launches. `told` is called with each launch and its job."""

    def __init__(
        self,
        register: Register,
        desk: LaunchDesk,
        policy: Policy,
        tally: Tally,
        clock: Callable[[], float],
        told: Callable[[Launch, str], None],
    ) -> None:
        self._register = register
        self._desk = desk
        self._policy = policy
        self._tally = tally
        self._clock = clock
        self._told = told

    async def recover(self) -> None:
        """Settle launches that were on their way when a watcher ended: the desk knows whether it was asked."""
        for launch in self._register.sending():
            job = await asyncio.to_thread(self._desk.job_of, launch.mint)
            await self._ask(launch, job)

    async def send(self) -> None:
        """Ask for as many held launches as the policy lets through now, and drop what it does not hold."""
        room = self._policy.most_waiting - await asyncio.to_thread(self._desk.waiting)
        if room > 0:
            for launch in self._register.ready(self._clock() - self._policy.delay, room):
                if self._register.claim(launch):
                    await self._ask(launch, None)
        dropped = self._register.drop_beyond(self._policy.most_held)
        if dropped:
            self._tally.dropped += dropped
            _log.warning("launches dropped: more are made than reports on them", dropped=dropped, so_far=self._tally.dropped)

    async def _ask(self, launch: Launch, known: str | None) -> None:
        try:
            job = await asyncio.to_thread(self._desk.request, launch.mint) if known is None else known
        except InputError:
            self._register.drop(launch)
            self._tally.dropped += 1
            return
        except ReporterError:
            self._register.release(launch)
            raise
        self._register.enqueued(launch, job)
        self._tally.enqueued += 1
        self._told(launch, job)
