"""Staff users, their sessions and sign-in attempts; urgent tickets first."""

import sqlalchemy as sa
from alembic import op

revision = "api_0002"
down_revision = "api_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "staff_users",
        sa.Column("id", sa.BigInteger, sa.Identity(), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("display_name", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("password_hash", sa.Text, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False, server_default=sa.true()),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("password_changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_staff_users"),
        sa.UniqueConstraint("name", name="uq_staff_users_name"),
        schema="api",
    )
    op.create_table(
        "staff_sessions",
        sa.Column("token_hash", sa.LargeBinary, nullable=False),
        sa.Column("user_id", sa.BigInteger, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_staff_sessions"),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["api.staff_users.id"],
            name="fk_staff_sessions_user_id_staff_users",
            ondelete="CASCADE",
        ),
        schema="api",
    )
    op.create_index("ix_staff_sessions_user_id", "staff_sessions", ["user_id"], schema="api")
    op.create_table(
        "staff_login_attempts",
        sa.Column("id", sa.BigInteger, sa.Identity(), nullable=False),
        sa.Column("subject", sa.LargeBinary, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_staff_login_attempts"),
        schema="api",
    )
    op.create_index(
        "ix_staff_login_attempts_subject", "staff_login_attempts", ["subject", "at"], schema="api"
    )
    # The list that shows urgent tickets first reads these, and they are few.
    op.create_index(
        "ix_tickets_urgent",
        "tickets",
        ["opened_at", "id"],
        schema="api",
        postgresql_where=sa.text("urgency = 'urgent'"),
    )


def downgrade() -> None:
    op.drop_index("ix_tickets_urgent", "tickets", schema="api")
    for table in ("staff_login_attempts", "staff_sessions", "staff_users"):
        op.drop_table(table, schema="api")
