"""Answers that staff edit and verify, with their history; the hotline's hours; how far staff have read."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "api_0006"
down_revision = "api_0005"
branch_labels = None
depends_on = None

SCHEMA = "api"
TABLES = ("staff_looks", "hotline_closed", "hotline_hours", "hotline", "answer_versions")
RETIREMENT = ("retired_at", "retired_by")
EDITING = ("version", "kept_by", "updated_by", "shipped", "shipped_news")
# What is there already is version 1 of its history.
FIRST_TEXTS = """
    INSERT INTO api.answer_versions
        (kind, answer_id, version, action, actor_kind, actor_name, at, content)
    SELECT 'text', topic, 1, 'shipped', 'system', '', updated_at, jsonb_build_object('text', text)
    FROM api.answers
"""
FIRST_LAWS = """
    INSERT INTO api.answer_versions
        (kind, answer_id, version, action, actor_kind, actor_name, at, content)
    SELECT 'law', id, 1, 'shipped', 'system', '', now(), jsonb_build_object(
        'number', number, 'article', article, 'status', status, 'content', content,
        'questions', questions, 'valid_from', valid_from, 'valid_to', valid_to,
        'grade', grade, 'source', source
    )
    FROM api.legal_answers
"""


def column(name: str, kind: Any = sa.Text, *, null: bool = False, default: Any = None) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=null, server_default=default)


def moment(name: str, *, null: bool = False, default: Any = None) -> sa.Column[Any]:
    return column(name, sa.DateTime(timezone=True), null=null, default=default)


def identity() -> sa.Column[Any]:
    return sa.Column("id", sa.BigInteger, sa.Identity(), nullable=False)


def table(name: str, *parts: sa.Column[Any] | sa.Constraint, key: tuple[str, ...] = ("id",)) -> None:
    op.create_table(name, *parts, sa.PrimaryKeyConstraint(*key, name=f"pk_{name}"), schema=SCHEMA)


def upgrade() -> None:
    editing("answers", sa.Text)
    editing("legal_answers", JSONB)
    op.add_column("legal_answers", moment("updated_at", default=sa.func.now()), schema=SCHEMA)
    op.add_column("legal_answers", moment("retired_at", null=True), schema=SCHEMA)
    op.add_column("legal_answers", column("retired_by", null=True), schema=SCHEMA)
    # Whoever verified an entry answers for it: the files may not change it any more.
    op.execute("UPDATE api.legal_answers SET kept_by = 'staff' WHERE verified_at IS NOT NULL")
    history()
    hotline()
    table(
        "staff_looks",
        column("user_id", sa.BigInteger),
        column("ticket_id", sa.BigInteger),
        column("event_id", sa.BigInteger),
        sa.ForeignKeyConstraint(
            ["user_id"],
            [f"{SCHEMA}.staff_users.id"],
            name="fk_staff_looks_user_id_staff_users",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"],
            [f"{SCHEMA}.tickets.id"],
            name="fk_staff_looks_ticket_id_tickets",
            ondelete="CASCADE",
        ),
        key=("user_id", "ticket_id"),
    )


def editing(name: str, content: Any) -> None:
    """Who keeps a row: the files until staff touch it, from then on staff."""
    op.add_column(name, column("version", sa.Integer, default="1"), schema=SCHEMA)
    op.add_column(name, column("kept_by", default="files"), schema=SCHEMA)
    op.add_column(name, column("updated_by", null=True), schema=SCHEMA)
    op.add_column(name, column("shipped", content, null=True), schema=SCHEMA)
    op.add_column(name, column("shipped_news", sa.Boolean, default=sa.false()), schema=SCHEMA)


def history() -> None:
    table(
        "answer_versions",
        identity(),
        column("kind"),
        column("answer_id"),
        column("version", sa.Integer),
        column("action"),
        column("actor_kind"),
        column("actor_name"),
        moment("at"),
        column("content", JSONB),
        sa.UniqueConstraint("kind", "answer_id", "version", name="uq_answer_versions_kind_answer_id_version"),
    )
    op.execute(FIRST_TEXTS)
    op.execute(FIRST_LAWS)
    op.execute(f"""
        CREATE TRIGGER answer_versions_append_only BEFORE UPDATE OR DELETE ON {SCHEMA}.answer_versions
        FOR EACH ROW EXECUTE FUNCTION {SCHEMA}.refuse_change()
    """)
    op.execute(f"""
        CREATE TRIGGER answer_versions_no_truncate BEFORE TRUNCATE ON {SCHEMA}.answer_versions
        FOR EACH STATEMENT EXECUTE FUNCTION {SCHEMA}.refuse_change()
    """)


def hotline() -> None:
    """One row of contacts, spans of the week in minutes of the day, closed days from one day to another."""
    table(
        "hotline",
        column("id", sa.SmallInteger),
        column("phone", null=True),
        column("email", null=True),
        column("version", sa.Integer),
        column("updated_by"),
        moment("updated_at"),
        sa.CheckConstraint("id = 1", name="ck_hotline_one_row"),
    )
    table(
        "hotline_hours",
        column("weekday", sa.SmallInteger),
        column("opens", sa.SmallInteger),
        column("closes", sa.SmallInteger),
        sa.CheckConstraint("weekday BETWEEN 1 AND 7", name="ck_hotline_hours_weekday"),
        sa.CheckConstraint("0 <= opens AND opens < closes AND closes <= 1440", name="ck_hotline_hours_span"),
        key=("weekday", "opens"),
    )
    table(
        "hotline_closed",
        column("first_day", sa.Date),
        column("last_day", sa.Date),
        column("note"),
        sa.CheckConstraint("first_day <= last_day", name="ck_hotline_closed_days"),
        key=("first_day",),
    )


def downgrade() -> None:
    for name in TABLES:
        op.drop_table(name, schema=SCHEMA)
    for name in (*RETIREMENT, "updated_at", *EDITING):
        op.drop_column("legal_answers", name, schema=SCHEMA)
    for name in EDITING:
        op.drop_column("answers", name, schema=SCHEMA)
