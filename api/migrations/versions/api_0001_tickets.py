"""Tickets, their threads and evidence, taxonomy, service tokens, audit log."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

revision = "api_0001"
down_revision = None
branch_labels = None
depends_on = None

SCHEMA = "api"
APPEND_ONLY = ("ticket_events", "audit_log")
TABLES = (
    "ticket_attachments",
    "ticket_events",
    "ticket_reporters",
    "tickets",
    "ticket_years",
    "category_roles",
    "role_profiles",
    "deadlines",
    "reasons",
    "transitions",
    "statuses",
    "categories",
    "idempotency_keys",
    "service_tokens",
    "audit_log",
)


def column(name: str, kind: Any = sa.Text, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=null)


def identity() -> sa.Column[Any]:
    return sa.Column("id", sa.BigInteger, sa.Identity(), nullable=False)


def moment(name: str, *, null: bool = False) -> sa.Column[Any]:
    return column(name, sa.DateTime(timezone=True), null=null)


def table(name: str, *parts: sa.Column[Any] | sa.Constraint, key: tuple[str, ...] = ("id",)) -> None:
    op.create_table(name, *parts, sa.PrimaryKeyConstraint(*key, name=f"pk_{name}"), schema=SCHEMA)


def of_ticket(name: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["ticket_id"], [f"{SCHEMA}.tickets.id"], name=f"fk_{name}_ticket_id_tickets", ondelete="CASCADE"
    )


def valid() -> tuple[sa.Column[Any], sa.Column[Any]]:
    return column("valid_from", sa.Date), column("valid_to", sa.Date, null=True)


def upgrade() -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public")
    op.execute("CREATE EXTENSION IF NOT EXISTS unaccent SCHEMA public")
    create_tickets()
    create_ticket_parts()
    create_taxonomy()
    create_services()
    make_append_only()


def create_tickets() -> None:
    table("ticket_years", column("year", sa.SmallInteger), column("last_number", sa.Integer), key=("year",))
    table(
        "tickets",
        identity(),
        column("code"),
        column("status"),
        column("category"),
        column("urgency"),
        column("channel"),
        column("assignee", null=True),
        column("conversation_id", null=True),
        column("outlet", null=True),
        column("article_title", null=True),
        column("article_url", null=True),
        column("article_date", sa.Date, null=True),
        column("subject_name", null=True),
        column("subject_credential", null=True),
        column("description"),
        column("occurred_value", null=True),
        column("occurred_precision", null=True),
        column("place_commune_code", null=True),
        column("place_text", null=True),
        column("affected_party", null=True),
        column("wish", null=True),
        column("reporter_role", null=True),
        column("anonymous", sa.Boolean),
        column("keep_secret", sa.Boolean),
        column("consent_version"),
        moment("consent_at"),
        column("inferred", JSONB),
        column("typed", JSONB),
        column("announced", JSONB),
        column("search"),
        column("receipt_hash", sa.LargeBinary),
        moment("opened_at"),
        moment("updated_at"),
        sa.UniqueConstraint("code", name="uq_tickets_code"),
    )
    for lead in ((), ("status",), ("category",), ("assignee",), ("channel",)):
        columns = [*lead, "opened_at", "id"]
        op.create_index(f"ix_tickets_{'_'.join(columns)}", "tickets", columns, schema=SCHEMA)
    op.create_index(
        "ix_tickets_search",
        "tickets",
        ["search"],
        schema=SCHEMA,
        postgresql_using="gin",
        postgresql_ops={"search": "gin_trgm_ops"},
    )


def create_ticket_parts() -> None:
    table(
        "ticket_reporters",
        column("ticket_id", sa.BigInteger),
        column("name", null=True),
        column("phone", null=True),
        column("email", null=True),
        of_ticket("ticket_reporters"),
        key=("ticket_id",),
    )
    table(
        "ticket_events",
        identity(),
        column("ticket_id", sa.BigInteger),
        column("kind"),
        column("audience"),
        column("actor_kind"),
        column("actor_name"),
        column("text", null=True),
        column("data", JSONB),
        moment("at"),
        of_ticket("ticket_events"),
    )
    op.create_index("ix_ticket_events_ticket_id", "ticket_events", ["ticket_id", "id"], schema=SCHEMA)
    table(
        "ticket_attachments",
        column("id", sa.Uuid),
        column("ticket_id", sa.BigInteger),
        column("name"),
        column("media_type"),
        column("size", sa.Integer),
        column("sha256", sa.LargeBinary),
        column("content", sa.LargeBinary),
        moment("at"),
        of_ticket("ticket_attachments"),
    )
    op.create_index(
        "ix_ticket_attachments_ticket_id", "ticket_attachments", ["ticket_id", "at"], schema=SCHEMA
    )
    # Pictures and sound are compressed already; trying again only costs time.
    op.execute(f"ALTER TABLE {SCHEMA}.ticket_attachments ALTER COLUMN content SET STORAGE EXTERNAL")


def create_taxonomy() -> None:
    table(
        "categories",
        column("code"),
        column("label"),
        column("fileable", sa.Boolean),
        column("default_urgency"),
        column("position", sa.Integer),
        column("basis", null=True),
        *valid(),
        key=("code", "valid_from"),
    )
    table(
        "statuses",
        column("code"),
        column("label"),
        column("is_open", sa.Boolean),
        column("position", sa.Integer),
        *valid(),
        key=("code", "valid_from"),
    )
    table(
        "transitions",
        column("from_status"),
        column("to_status"),
        column("who"),
        column("needs_reason", sa.Boolean),
        *valid(),
        key=("from_status", "to_status", "who", "valid_from"),
    )
    table(
        "reasons",
        column("status"),
        column("code"),
        column("label"),
        column("position", sa.Integer),
        *valid(),
        key=("status", "code", "valid_from"),
    )
    table(
        "deadlines",
        column("code"),
        column("label"),
        column("amount", sa.Integer),
        column("unit"),
        column("extension", sa.Integer, null=True),
        column("ground"),
        column("grade"),
        *valid(),
        key=("code", "valid_from"),
    )
    create_roles()


def create_roles() -> None:
    table(
        "role_profiles",
        column("code"),
        column("label"),
        column("grade"),
        *valid(),
        key=("code", "valid_from"),
    )
    table(
        "category_roles",
        column("profile"),
        column("category"),
        column("part"),
        column("position", sa.Integer),
        column("body"),
        column("grade"),
        key=("profile", "category", "part", "position"),
    )


def create_services() -> None:
    table(
        "idempotency_keys",
        column("client"),
        column("operation"),
        column("key"),
        column("fingerprint", sa.LargeBinary),
        column("result", null=True),
        moment("at"),
        key=("client", "operation", "key"),
    )
    table(
        "service_tokens",
        identity(),
        column("name"),
        column("token_hash", sa.LargeBinary),
        column("scopes", ARRAY(sa.Text)),
        moment("created_at"),
        moment("revoked_at", null=True),
        sa.UniqueConstraint("name", name="uq_service_tokens_name"),
        sa.UniqueConstraint("token_hash", name="uq_service_tokens_token_hash"),
    )
    table(
        "audit_log",
        identity(),
        moment("at"),
        column("actor_kind"),
        column("actor_name"),
        column("action"),
        column("subject", null=True),
        column("data", JSONB),
    )
    op.create_index("ix_audit_log_subject", "audit_log", ["subject", "id"], schema=SCHEMA)


def make_append_only() -> None:
    """History is only ever added to, except where a transaction says that it erases personal data."""
    op.execute(f"""
        CREATE FUNCTION {SCHEMA}.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF current_setting('duongday.erasing', true) = 'on' THEN
                RETURN COALESCE(NEW, OLD);
            END IF;
            RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
        END $$
    """)
    for name in APPEND_ONLY:
        op.execute(f"""
            CREATE TRIGGER {name}_append_only BEFORE UPDATE OR DELETE ON {SCHEMA}.{name}
            FOR EACH ROW EXECUTE FUNCTION {SCHEMA}.refuse_change()
        """)
        op.execute(f"""
            CREATE TRIGGER {name}_no_truncate BEFORE TRUNCATE ON {SCHEMA}.{name}
            FOR EACH STATEMENT EXECUTE FUNCTION {SCHEMA}.refuse_change()
        """)


def downgrade() -> None:
    """The extensions stay: others may use them."""
    for name in TABLES:
        op.drop_table(name, schema=SCHEMA)
    op.execute(f"DROP FUNCTION {SCHEMA}.refuse_change()")
