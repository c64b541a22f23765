"""The tables of the jobs as they began."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0001"
down_revision: Final = None

_SERIAL: Final = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make them."""
    _jobs()
    _beside()
    _reports()


def _jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("number", _SERIAL, primary_key=True, autoincrement=True),
        sa.Column("key", sa.String(64), nullable=False, unique=True),
        sa.Column("identity", sa.String(32), nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("mint", sa.String(64), nullable=False),
        sa.Column("owner", sa.String(64)),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("priority", sa.Integer, nullable=False),
        sa.Column("parameters", sa.Text, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("cancelling", sa.Boolean, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("code", sa.Integer, nullable=False),
        sa.Column("steps", sa.Text, nullable=False),
        sa.Column("report", sa.String(64)),
        sa.Column("created", sa.Double, nullable=False),
        sa.Column("ended", sa.Double),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("barren", sa.Integer, nullable=False),
        sa.Column("workflow", sa.String(96), nullable=False),
        sa.Column("version", sa.String(64), nullable=False),
        sa.Column("worker", sa.String(64)),
        sa.Column("holder", sa.String(64)),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("drafted", sa.Integer, nullable=False),
        sa.UniqueConstraint("identity", "round"),
    )
    op.create_index("ix_jobs_mint", "jobs", ["mint"])
    op.create_index("ix_jobs_owner", "jobs", ["owner"])
    op.create_index("ix_jobs_state", "jobs", ["state"])


def _beside() -> None:
    op.create_table(
        "job_events",
        sa.Column("job", sa.String(64), primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "job_checkpoints",
        sa.Column("job", sa.String(64), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("phase", sa.String(16), nullable=False),
        sa.Column("finished", sa.Boolean, nullable=False),
        sa.Column("at", sa.Double, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "job_drafts",
        sa.Column("job", sa.String(64), primary_key=True),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "job_workers",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("version", sa.String(64), nullable=False),
        sa.Column("started", sa.Double, nullable=False),
        sa.Column("beat", sa.Double, nullable=False),
    )
    op.create_table(
        "job_bulks",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("owner", sa.String(64)),
        sa.Column("jobs", sa.Text, nullable=False),
        sa.Column("created", sa.Double, nullable=False),
    )
    op.create_table(
        "job_rates",
        sa.Column("endpoint", sa.String(64), primary_key=True),
        sa.Column("promised", sa.Double, nullable=False),
    )


def _reports() -> None:
    op.create_table(
        "job_reports",
        sa.Column("number", _SERIAL, primary_key=True, autoincrement=True),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("mint", sa.String(64), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("slot", sa.BigInteger, nullable=False),
        sa.Column("head", sa.Text, nullable=False),
        sa.Column("document", sa.LargeBinary, nullable=False),
        sa.Column("pack", sa.LargeBinary, nullable=False),
        sa.Column("notes", sa.Text, nullable=False),
        sa.Column("frozen", sa.Boolean, nullable=False),
        sa.UniqueConstraint("owner", "mint", "sha256"),
    )


def downgrade() -> None:
    """Drop them, with everything in them."""
    beside = ("job_rates", "job_bulks", "job_workers", "job_drafts", "job_checkpoints", "job_events")
    for name in ("job_reports", *beside, "jobs"):
        op.drop_table(name)
