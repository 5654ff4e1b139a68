"""What silence brings (reminders, retention), and messages of staff that are carried into the chat."""

import sqlalchemy as sa
from alembic import op

revision = "bot_0002"
down_revision = "bot_0001"
branch_labels = None
depends_on = None

SCHEMA = "bot"
MOMENT = sa.DateTime(timezone=True)
COLUMNS = {
    "conversations": (
        sa.Column("reminded_at", MOMENT),
        sa.Column("question_code", sa.Text),
        sa.Column("carried_event_id", sa.BigInteger),
        sa.Column("blanked_at", MOMENT),
    ),
    "inbox": (
        sa.Column("action_failures", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("followed", sa.Boolean),
    ),
    "outbox": (sa.Column("event_id", sa.BigInteger),),
}


def upgrade() -> None:
    for table, columns in COLUMNS.items():
        for column in columns:
            op.add_column(table, column, schema=SCHEMA)
    op.drop_index("ix_conversations_last_activity_at", "conversations", schema=SCHEMA)
    index("ix_conversations_drafts", "conversations", "last_activity_at", where="draft_id IS NOT NULL")
    index("ix_conversations_words", "conversations", "last_activity_at", where="blanked_at IS NULL")
    index("ix_files_held", "files", "created_at", where="status = 'held'")
    op.create_index(
        "uq_outbox_conversation_id_event_id",
        "outbox",
        ["conversation_id", "event_id"],
        schema=SCHEMA,
        unique=True,
        postgresql_where=sa.text("event_id IS NOT NULL"),
    )


def index(name: str, table: str, column: str, *, where: str) -> None:
    op.create_index(name, table, [column], schema=SCHEMA, postgresql_where=sa.text(where))


def downgrade() -> None:
    op.drop_index("uq_outbox_conversation_id_event_id", "outbox", schema=SCHEMA)
    op.drop_index("ix_files_held", "files", schema=SCHEMA)
    op.drop_index("ix_conversations_words", "conversations", schema=SCHEMA)
    op.drop_index("ix_conversations_drafts", "conversations", schema=SCHEMA)
    op.create_index("ix_conversations_last_activity_at", "conversations", ["last_activity_at"], schema=SCHEMA)
    for table, columns in COLUMNS.items():
        for column in columns:
            op.drop_column(table, column.name, schema=SCHEMA)
