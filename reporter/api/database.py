"""The API's own tables: keys, who asked for what, webhooks and their deliveries.

They live in the database of the jobs, SQLite or PostgreSQL, and are made and changed by the migrations beside this module
(alembic) under a version table of their own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

VERSIONS: Final = "api_version"
_MIGRATIONS: Final = Path(__file__).parent / "migrations"

metadata: Final = sa.MetaData()

keys: Final = sa.Table(
    "api_keys",
    metadata,
    sa.Column("id", sa.String(16), primary_key=True),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("secret_sha256", sa.LargeBinary(32), nullable=False),
    sa.Column("scopes", sa.String(200), nullable=False),
    sa.Column("per_minute", sa.Integer, nullable=False),
    sa.Column("created", sa.Float, nullable=False),
    sa.Column("revoked", sa.Float),
)

asked: Final = sa.Table(  # who wanted which job: key_id is empty for a caller without a key
    "api_asked",
    metadata,
    sa.Column("job", sa.String(64), primary_key=True),
    sa.Column("key_id", sa.String(16), primary_key=True),
    sa.Column("at", sa.Float, nullable=False, index=True),
    sa.Column("calls", sa.Integer, nullable=False),
    sa.Column("open", sa.Boolean, nullable=False, index=True),
)

webhooks: Final = sa.Table(
    "api_webhooks",
    metadata,
    sa.Column("id", sa.String(24), primary_key=True),
    sa.Column("key_id", sa.String(16), nullable=False, index=True),
    sa.Column("url", sa.String(2000), nullable=False),
    sa.Column("secret", sa.LargeBinary(32), nullable=False),
    sa.Column("created", sa.Float, nullable=False),
)

deliveries: Final = sa.Table(
    "api_deliveries",
    metadata,
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("webhook_id", sa.String(24), nullable=False, index=True),
    sa.Column("job", sa.String(64), nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("due", sa.Float, index=True),  # null: delivered or given up
    sa.Column("outcome", sa.String(200), nullable=False),
    sa.Column("at", sa.Float, nullable=False),
    sa.UniqueConstraint("webhook_id", "job"),
)


def migrate(engine: sa.Engine) -> None:
    """Bring the tables up to date; processes that start together take turns."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    with engine.connect() as connection, _alone(connection):
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()


@contextmanager
def _alone(connection: sa.Connection) -> Iterator[None]:
    """Hold off others that migrate. SQLite: a write lock. PostgreSQL: an advisory lock, which a lost connection gives back."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield
        return
    connection.exec_driver_sql("SELECT pg_advisory_lock(7281940)")
    try:
        yield
    finally:
        connection.exec_driver_sql("SELECT pg_advisory_unlock(7281940)")
