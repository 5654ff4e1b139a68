"""Index of a conversation's tickets, newest first."""

from alembic import op

revision = "api_0005"
down_revision = "api_0004"
branch_labels = None
depends_on = None

INDEX = "ix_tickets_conversation_id_opened_at_id"


def upgrade() -> None:
    op.create_index(INDEX, "tickets", ["conversation_id", "opened_at", "id"], schema="api")


def downgrade() -> None:
    op.drop_index(INDEX, "tickets", schema="api")
