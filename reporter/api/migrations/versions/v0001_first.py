"""Keys, who asked for what, webhooks, deliveries."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "api_keys",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("secret_sha256", sa.LargeBinary(32), nullable=False),
        sa.Column("scopes", sa.String(200), nullable=False),
        sa.Column("per_minute", sa.Integer, nullable=False),
        sa.Column("created", sa.Float, nullable=False),
        sa.Column("revoked", sa.Float),
    )
    op.create_table(
        "api_asked",
        sa.Column("job", sa.String(64), primary_key=True),
        sa.Column("key_id", sa.String(16), primary_key=True),
        sa.Column("at", sa.Float, nullable=False, index=True),
        sa.Column("calls", sa.Integer, nullable=False),
        sa.Column("open", sa.Boolean, nullable=False, index=True),
    )
    op.create_table(
        "api_webhooks",
        sa.Column("id", sa.String(24), primary_key=True),
        sa.Column("key_id", sa.String(16), nullable=False, index=True),
        sa.Column("url", sa.String(2000), nullable=False),
        sa.Column("secret", sa.LargeBinary(32), nullable=False),
        sa.Column("created", sa.Float, nullable=False),
    )
    op.create_table(
        "api_deliveries",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("webhook_id", sa.String(24), nullable=False, index=True),
        sa.Column("job", sa.String(64), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("due", sa.Float, index=True),
        sa.Column("outcome", sa.String(200), nullable=False),
        sa.Column("at", sa.Float, nullable=False),
        sa.UniqueConstraint("webhook_id", "job"),
    )


def downgrade() -> None:
    """Drop them."""
    for name in ("api_deliveries", "api_webhooks", "api_asked", "api_keys"):
        op.drop_table(name)
