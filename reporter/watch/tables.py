"""The tables of watching: in a SQLite file by default, in PostgreSQL by URL, where watchers on several machines share them."""

from typing import Any, Final

import sqlalchemy as sql

_BUSY: Final = 10.0  # seconds SQLite waits for another process that writes

metadata: Final = sql.MetaData()
launches: Final = sql.Table(
    "watch_launches",
    metadata,
    sql.Column("mint", sql.String(44), primary_key=True),
    sql.Column("platform", sql.String(16), nullable=False),
    sql.Column("signature", sql.String(88), nullable=False),
    sql.Column("slot", sql.BigInteger, nullable=False),
    sql.Column("time", sql.BigInteger, nullable=False),
    sql.Column("state", sql.String(8), nullable=False, index=True),
    sql.Column("job", sql.String(64), nullable=False),
)
marks: Final = sql.Table(
    "watch_marks",
    metadata,
    sql.Column("address", sql.String(44), primary_key=True),
    sql.Column("slot", sql.BigInteger, nullable=False),
)
salts: Final = sql.Table(
    "watch_salt",
    metadata,
    sql.Column("id", sql.Integer, primary_key=True),
    sql.Column("salt", sql.LargeBinary, nullable=False),
)


def opened(url: str) -> sql.Engine:
    """An engine for a database that has the tables."""
    if sql.make_url(url).get_backend_name() == "sqlite":
        engine = sql.create_engine(url, connect_args={"timeout": _BUSY})
        sql.event.listen(engine, "connect", _patient)
    else:
        engine = sql.create_engine(url, pool_pre_ping=True)
    metadata.create_all(engine)
    return engine


def _patient(connection: Any, _record: Any) -> None:
    """Readers beside a writer, and no wait for the disk at every step: a kill loses nothing, a power cut the last moments."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.close()
