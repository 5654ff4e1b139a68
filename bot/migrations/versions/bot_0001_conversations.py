"""Conversations, inbox, outbox, files in transit, and the job tables."""

revision = "bot_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
