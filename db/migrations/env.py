"""Runs migrations in the transaction of whoever asked (see ``db.schema.migrate``)."""

from alembic import context

from db.rows import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
