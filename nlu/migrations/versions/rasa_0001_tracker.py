"""Tracker snapshots and handled messages."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "rasa_0001"
down_revision = None
branch_labels = None
depends_on = None

SCHEMA = "rasa"


def upgrade() -> None:
    # One small row a conversation, rewritten by every turn: room on the page keeps the rewrite off the index.
    op.create_table(
        "conversations",
        sa.Column("id", sa.Text, sa.CheckConstraint("length(id) <= 200", name="ck_conversations_id")),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("snapshot", JSONB, nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_conversations"),
        schema=SCHEMA,
        postgresql_with={"fillfactor": "70"},
    )
    op.create_table(
        "handled_messages",
        sa.Column("conversation_id", sa.Text, nullable=False),
        sa.Column("message_id", sa.Text, nullable=False),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("replies", JSONB, nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", "message_id", name="pk_handled_messages"),
        sa.UniqueConstraint("conversation_id", "turn", name="uq_handled_messages_conversation_id_turn"),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            [f"{SCHEMA}.conversations.id"],
            name="fk_handled_messages_conversation_id_conversations",
            ondelete="CASCADE",
        ),
        schema=SCHEMA,
    )


def downgrade() -> None:
    op.drop_table("handled_messages", schema=SCHEMA)
    op.drop_table("conversations", schema=SCHEMA)
