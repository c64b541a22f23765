"""Room for what owners of wallets dispute, beside each report."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0002"
down_revision: Final = "0001"


def upgrade() -> None:
    """Add the column; reports that are there have none."""
    op.add_column("job_reports", sa.Column("disputes", sa.Text))


def downgrade() -> None:
    """Drop it, with the disputes."""
    op.drop_column("job_reports", "disputes")
