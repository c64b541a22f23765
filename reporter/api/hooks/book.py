"""Registered webhooks and what is to be delivered to them."""

import secrets
import time
from collections.abc import Callable, Sequence
from typing import Final

import sqlalchemy as sa
from msgspec import Struct

from reporter.api.database import deliveries, webhooks
from reporter.api.problem import Problem

MOST: Final = 10  # webhooks of one key
PAUSES: Final = (5.0, 30.0, 120.0, 600.0, 3600.0, 21_600.0, 43_200.0)  # seconds between attempts; then it is given up
LEASE: Final = 120.0  # seconds a process may take over one attempt before another makes it again
KEPT: Final = 7 * 86_400.0


class Webhook(Struct, frozen=True):
    """One registered address."""

    id: str
    key_id: str
    url: str
    secret: bytes
    created: float


class Delivery(Struct, frozen=True):
    """One body on its way. `attempts` counts this one."""

    id: str
    webhook: Webhook
    body: bytes
    attempts: int


class Book:
    """The webhooks of one installation. For any thread and any number of processes."""

    def __init__(self, engine: sa.Engine, clock: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._clock = clock

    def register(self, key_id: str, url: str) -> Webhook:
        """Call `url` for every job of a key that ends from now on. Raises Problem when the key has too many."""
        made = Webhook(f"wh_{secrets.token_hex(8)}", key_id, url, secrets.token_bytes(32), self._clock())
        with self._engine.begin() as connection:
            count = sa.select(sa.func.count()).select_from(webhooks).where(webhooks.c.key_id == key_id)
            if connection.execute(count).scalar_one() >= MOST:
                raise Problem("conflict", f"a key may have {MOST} webhooks; remove one first")
            row = {"id": made.id, "key_id": key_id, "url": url, "secret": made.secret, "created": made.created}
            connection.execute(webhooks.insert().values(row))
        return made

    def of(self, key_id: str) -> list[Webhook]:
        """The webhooks of a key, the oldest first."""
        query = webhooks.select().where(webhooks.c.key_id == key_id).order_by(webhooks.c.created, webhooks.c.id)
        with self._engine.connect() as connection:
            return [_webhook(row) for row in connection.execute(query)]

    def remove(self, webhook_id: str, key_id: str | None = None) -> bool:
        """Call it no more; False when there is none of this id, or not of this key."""
        with self._engine.begin() as connection:
            mine = sa.true() if key_id is None else webhooks.c.key_id == key_id
            gone = connection.execute(webhooks.delete().where(webhooks.c.id == webhook_id, mine)).rowcount
            if gone:
                connection.execute(deliveries.delete().where(deliveries.c.webhook_id == webhook_id))
        return bool(gone)

    def post(self, key_id: str, job: str, body: bytes) -> None:
        """Have one body delivered to every webhook of a key, once for each job."""
        for webhook in self.of(key_id):
            row = {
                "id": f"msg_{secrets.token_hex(12)}",
                "webhook_id": webhook.id,
                "job": job,
                "body": body,
                "attempts": 0,
                "due": self._clock(),
                "outcome": "waiting",
                "at": self._clock(),
            }
            try:
                with self._engine.begin() as connection:
                    connection.execute(deliveries.insert().values(row))
            except sa.exc.IntegrityError:
                continue  # another process was faster

    def due(self, limit: int = 16) -> list[Delivery]:
        """Take deliveries whose time has come; nobody else gets them while the lease lasts."""
        now = self._clock()
        query = (
            sa.select(deliveries, webhooks)
            .join(webhooks, webhooks.c.id == deliveries.c.webhook_id)
            .where(deliveries.c.due <= now)
            .order_by(deliveries.c.due)
            .limit(limit)
            .set_label_style(sa.LABEL_STYLE_TABLENAME_PLUS_COL)
        )
        with self._engine.begin() as connection:
            rows = connection.execute(query).mappings().all()
            return [_delivery(row) for row in rows if self._taken(connection, row, now)]

    def _taken(self, connection: sa.Connection, row: sa.RowMapping, now: float) -> bool:
        mine = sa.and_(deliveries.c.id == row["api_deliveries_id"], deliveries.c.due == row["api_deliveries_due"])
        change = deliveries.update().where(mine).values(due=now + LEASE, attempts=deliveries.c.attempts + 1)
        return connection.execute(change).rowcount == 1

    def done(self, delivery: Delivery, outcome: str) -> None:
        """It arrived."""
        self._ends(delivery, None, outcome)

    def failed(self, delivery: Delivery, outcome: str, pauses: Sequence[float] = PAUSES) -> None:
        """It did not: try again later, or give up after the last pause."""
        left = delivery.attempts <= len(pauses)
        again = self._clock() + pauses[delivery.attempts - 1] * (0.75 + secrets.randbelow(500) / 1000) if left else None
        self._ends(delivery, again, outcome)

    def _ends(self, delivery: Delivery, due: float | None, outcome: str) -> None:
        change = deliveries.update().where(deliveries.c.id == delivery.id).values(due=due, outcome=outcome[:200])
        with self._engine.begin() as connection:
            connection.execute(change)

    def outcomes(self, webhook_id: str, limit: int = 20) -> list[sa.RowMapping]:
        """How the latest deliveries went: job, attempts, outcome, due, at."""
        query = deliveries.select().where(deliveries.c.webhook_id == webhook_id).order_by(deliveries.c.at.desc()).limit(limit)
        with self._engine.connect() as connection:
            return list(connection.execute(query).mappings())

    def forget(self) -> None:
        """Drop what was delivered or given up a week ago."""
        with self._engine.begin() as connection:
            connection.execute(deliveries.delete().where(deliveries.c.due.is_(None), deliveries.c.at < self._clock() - KEPT))


def _webhook(row: "sa.Row[tuple[object, ...]]") -> Webhook:
    return Webhook(row.id, row.key_id, row.url, row.secret, row.created)


def _delivery(row: sa.RowMapping) -> Delivery:
    columns = ("id", "key_id", "url", "secret", "created")
    webhook = Webhook(*(row[f"api_webhooks_{name}"] for name in columns))
    return Delivery(row["api_deliveries_id"], webhook, row["api_deliveries_body"], row["api_deliveries_attempts"] + 1)
