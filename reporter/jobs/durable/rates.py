"""The rate all workers share: for each endpoint, the moment up to which its calls are promised.

Who wants to send takes the next moments in one transaction and waits for them (the generic cell rate algorithm, ITU-T I.371,
without a burst). Endpoints are told apart by a hash.
"""

import asyncio
from collections.abc import Awaitable, Callable

import sqlalchemy as sa

from reporter.jobs.durable.database import Database
from reporter.jobs.durable.tables import rates


class Rates:
    """At most `per_second` calls a second to each endpoint, by all processes on this database together."""

    def __init__(self, database: Database, per_second: float) -> None:
        self._database = database
        self._per_second = per_second

    def pass_for(self, endpoint: str) -> Callable[[int], Awaitable[None]]:
        """What waits until that many more calls may be sent to the endpoint with this fingerprint."""

        async def wait(calls: int) -> None:
            await asyncio.sleep(await asyncio.to_thread(self.take, endpoint, calls))

        return wait

    def take(self, endpoint: str, calls: int) -> float:
        """Promise the next `calls` to whoever asks. Returns the seconds until their turn."""

        def work(connection: sa.Connection) -> float:
            if self._database.shared:  # the first two calls to an endpoint find no row to lock
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(int(endpoint[:15], 16))))
            now: float = connection.execute(sa.select(self._database.now)).scalar_one()
            mine = rates.c.endpoint == endpoint
            promised = connection.execute(sa.select(rates.c.promised).where(mine)).scalar()
            turn = max(now, promised or 0.0)
            after = turn + calls / self._per_second
            if promised is None:
                connection.execute(sa.insert(rates).values(endpoint=endpoint, promised=after))
            else:
                connection.execute(sa.update(rates).where(mine).values(promised=after))
            return turn - now

        return self._database.run(work)
