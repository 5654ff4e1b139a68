"""What a device had shown when its message was written."""

import sqlalchemy as sa
from alembic import op

revision = "bot_0003"
down_revision = "bot_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("inbox", sa.Column("seen", sa.BigInteger), schema="bot")


def downgrade() -> None:
    op.drop_column("inbox", "seen", schema="bot")
