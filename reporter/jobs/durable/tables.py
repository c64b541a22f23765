"""The tables of the jobs. Times are UTC in seconds since 1970, by the database's own clock.

They lie in the same database as those of dbos, which drives execution: a job and its workflow are written together. What a
job is and how far it came stands here alone; dbos decides which process runs it next.
"""

from typing import Final

import sqlalchemy as sa

metadata: Final = sa.MetaData()
_SERIAL: Final = sa.BigInteger().with_variant(sa.Integer, "sqlite")  # SQLite numbers only INTEGER keys by itself

jobs: Final = sa.Table(
    "jobs",
    metadata,
    sa.Column("number", _SERIAL, primary_key=True, autoincrement=True),
    sa.Column("key", sa.String(64), nullable=False, unique=True),
    sa.Column("identity", sa.String(32), nullable=False),
    sa.Column("round", sa.Integer, nullable=False),
    sa.Column("mint", sa.String(64), nullable=False, index=True),
    sa.Column("owner", sa.String(64), index=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("priority", sa.Integer, nullable=False),
    sa.Column("parameters", sa.Text, nullable=False),
    sa.Column("state", sa.String(16), nullable=False, index=True),
    sa.Column("cancelling", sa.Boolean, nullable=False),
    sa.Column("message", sa.Text, nullable=False),
    sa.Column("code", sa.Integer, nullable=False),
    sa.Column("steps", sa.Text, nullable=False),
    sa.Column("report", sa.String(64)),
    sa.Column("created", sa.Double, nullable=False),
    sa.Column("ended", sa.Double),
    sa.Column("attempts", sa.Integer, nullable=False),  # the token that fences every write of a worker
    sa.Column("barren", sa.Integer, nullable=False),  # attempts since the last finished phase
    sa.Column("workflow", sa.String(96), nullable=False),  # the only workflow that may run this job
    sa.Column("version", sa.String(64), nullable=False),
    sa.Column("worker", sa.String(64)),
    sa.Column("holder", sa.String(64)),  # the process that holds endpoints of the asker's own
    sa.Column("seq", sa.Integer, nullable=False),  # of the last event
    sa.Column("drafted", sa.Integer, nullable=False),
    sa.UniqueConstraint("identity", "round"),
)

events: Final = sa.Table(
    "job_events",
    metadata,
    sa.Column("job", sa.String(64), primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("body", sa.Text, nullable=False),
)

checkpoints: Final = sa.Table(  # what a finished phase was answered, until the job ends
    "job_checkpoints",
    metadata,
    sa.Column("job", sa.String(64), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("phase", sa.String(16), nullable=False),
    sa.Column("finished", sa.Boolean, nullable=False),  # False: what a worker had read of the phase when it let go
    sa.Column("at", sa.Double, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
)

drafts: Final = sa.Table(  # the report as far as it is known, while the job runs
    "job_drafts",
    metadata,
    sa.Column("job", sa.String(64), primary_key=True),
    sa.Column("body", sa.LargeBinary, nullable=False),
)

workers: Final = sa.Table(
    "job_workers",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("version", sa.String(64), nullable=False),
    sa.Column("started", sa.Double, nullable=False),
    sa.Column("beat", sa.Double, nullable=False),
)

bulks: Final = sa.Table(
    "job_bulks",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("owner", sa.String(64)),
    sa.Column("jobs", sa.Text, nullable=False),
    sa.Column("created", sa.Double, nullable=False),
)

rates: Final = sa.Table(  # how far the calls to one endpoint are promised ahead; endpoints by a hash
    "job_rates",
    metadata,
    sa.Column("endpoint", sa.String(64), primary_key=True),
    sa.Column("promised", sa.Double, nullable=False),
)

reports: Final = sa.Table(
    "job_reports",
    metadata,
    sa.Column("number", _SERIAL, primary_key=True, autoincrement=True),
    sa.Column("owner", sa.String(64), nullable=False),  # empty: everybody's
    sa.Column("mint", sa.String(64), nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("slot", sa.BigInteger, nullable=False),
    sa.Column("head", sa.Text, nullable=False),
    sa.Column("document", sa.LargeBinary, nullable=False),
    sa.Column("pack", sa.LargeBinary, nullable=False),
    sa.Column("notes", sa.Text, nullable=False),
    sa.Column("frozen", sa.Boolean, nullable=False),
    sa.Column("disputes", sa.Text),
    sa.UniqueConstraint("owner", "mint", "sha256"),
)
