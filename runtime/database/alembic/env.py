"""Run by Alembic: upgrades over the connection that ``migrate.upgrade`` hands in."""  # noqa: INP001 - run by its path

from alembic import context

context.configure(connection=context.config.attributes["connection"], target_metadata=None)
with context.begin_transaction():
    context.run_migrations()
