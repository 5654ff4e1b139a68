"""Tracker snapshots and handled messages."""

revision = "rasa_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
