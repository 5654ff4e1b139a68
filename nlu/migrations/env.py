"""Alembic environment of schema `rasa`."""

import os

from alembic import context
from sqlalchemy import create_engine, pool, text

SCHEMA = "rasa"
LOCK = 7_260_003  # one migration at a time, however many machines start together


def sqlalchemy_url() -> str:
    """DATABASE_URL with the driver that SQLAlchemy must use."""
    url = os.environ["DATABASE_URL"]
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


def run() -> None:
    engine = create_engine(sqlalchemy_url(), poolclass=pool.NullPool)
    with engine.connect() as connection:
        connection.execute(text(f"SELECT pg_advisory_lock({LOCK})"))
        connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))
        connection.commit()
        context.configure(
            connection=connection,
            target_metadata=None,
            version_table_schema=SCHEMA,
            include_schemas=True,
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
