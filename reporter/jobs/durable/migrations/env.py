"""What alembic runs: the migrations, over the connection it was handed."""

from alembic import context

from reporter.jobs.durable.database import VERSIONS
from reporter.jobs.durable.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSIONS,
    include_name=lambda name, kind, _parents: kind != "table" or name in metadata.tables,
)
with context.begin_transaction():
    context.run_migrations()
