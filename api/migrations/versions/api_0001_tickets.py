"""Tickets, their threads and evidence, taxonomy, service tokens."""

revision = "api_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
