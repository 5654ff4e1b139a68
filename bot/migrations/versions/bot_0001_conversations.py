"""Conversations, inbox, outbox, files in transit, and the job tables."""

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import UUID

revision = "bot_0001"
down_revision = None
branch_labels = None
depends_on = None

SCHEMA = "bot"
TABLES = ("files", "buttons", "outbox", "inbox", "channel_identities", "conversations")
QUEUE_SCHEMA = Path(__file__).parents[1] / "queue_schema.sql"

# The queue announces new jobs only. Without this, a job that waited for its lock would be found by the
# worker's next poll, up to 0.1 s later: most of what a reply takes altogether.
WAKE_NEXT = """
CREATE INDEX ix_procrastinate_jobs_waiting_for_lock ON public.procrastinate_jobs (lock)
    WHERE status = 'todo' AND lock IS NOT NULL;
CREATE FUNCTION public.duongday_lock_is_free() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('procrastinate_queue_v1#' || waiting.queue_name,
                      json_build_object('type', 'job_inserted', 'job_id', waiting.id)::text)
        FROM public.procrastinate_jobs AS waiting
        WHERE waiting.lock = OLD.lock AND waiting.status = 'todo' AND waiting.id <> OLD.id
        ORDER BY waiting.id LIMIT 1;
    RETURN NULL;
END;
$$;
CREATE TRIGGER duongday_lock_is_free_deleted AFTER DELETE ON public.procrastinate_jobs
    FOR EACH ROW WHEN (OLD.status = 'doing' AND OLD.lock IS NOT NULL)
    EXECUTE FUNCTION public.duongday_lock_is_free();
CREATE TRIGGER duongday_lock_is_free_finished AFTER UPDATE OF status ON public.procrastinate_jobs
    FOR EACH ROW WHEN (OLD.status = 'doing' AND NEW.status NOT IN ('doing', 'todo') AND OLD.lock IS NOT NULL)
    EXECUTE FUNCTION public.duongday_lock_is_free();
"""

DROP_QUEUE = """
DROP TABLE public.procrastinate_events, public.procrastinate_periodic_defers,
    public.procrastinate_jobs, public.procrastinate_workers CASCADE;
DROP FUNCTION public.duongday_lock_is_free();
DO $$
DECLARE made record;
BEGIN
    FOR made IN SELECT p.oid::regprocedure AS name FROM pg_proc p
        WHERE p.pronamespace = 'public'::regnamespace AND p.proname LIKE 'procrastinate_%' LOOP
        EXECUTE 'DROP FUNCTION ' || made.name || ' CASCADE';
    END LOOP;
END;
$$;
DROP TYPE public.procrastinate_job_to_defer_v1, public.procrastinate_job_status,
    public.procrastinate_job_event_type;
"""


def column(
    name: str, kind: Any = sa.Text, *, null: bool = False, default: str | None = None
) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=null, server_default=sa.text(default) if default else None)


def moment(name: str, *, null: bool = False, default: str | None = None) -> sa.Column[Any]:
    return column(name, sa.DateTime(timezone=True), null=null, default=default)


def refers(name: str, column_name: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column_name],
        [f"{SCHEMA}.{target}.id"],
        name=f"fk_{name}_{column_name}_{target}",
        ondelete="CASCADE",
    )


def table(name: str, *parts: sa.Column[Any] | sa.Constraint, key: tuple[str, ...] = ("id",)) -> None:
    op.create_table(name, *parts, sa.PrimaryKeyConstraint(*key, name=f"pk_{name}"), schema=SCHEMA)


def index(table_name: str, *columns: str, where: str | None = None, name: str | None = None) -> None:
    op.create_index(
        name or f"ix_{table_name}_{'_'.join(columns)}",
        table_name,
        list(columns),
        schema=SCHEMA,
        postgresql_where=sa.text(where) if where else None,
    )


def run_script(script: str) -> None:
    """Run several statements at once, which only the driver itself allows."""
    connection: Any = op.get_bind().connection.driver_connection
    connection.execute(script)


def create_conversations() -> None:
    table(
        "conversations",
        column("id", UUID),
        column("channel"),
        column("mode", default="'bot'"),
        column("next_seq", sa.BigInteger, default="1"),
        column("token_hash", sa.LargeBinary, null=True),
        column("draft_id", null=True),
        column("ticket_code", null=True),
        column("outage_told", sa.Boolean, default="false"),
        column("rasa_erase", sa.Boolean, default="false"),
        moment("created_at", default="now()"),
        moment("last_activity_at", default="now()"),
        moment("forgotten_at", null=True),
        sa.CheckConstraint("mode IN ('bot', 'human')", name="ck_conversations_mode"),
        sa.UniqueConstraint("token_hash", name="uq_conversations_token_hash"),
    )
    index("conversations", "last_activity_at")
    table(
        "channel_identities",
        column("channel"),
        column("external_id"),
        column("conversation_id", UUID),
        refers("channel_identities", "conversation_id", "conversations"),
        key=("channel", "external_id"),
    )
    index("channel_identities", "conversation_id")


def create_inbox() -> None:
    table(
        "inbox",
        sa.Column("id", sa.BigInteger, sa.Identity(), nullable=False),
        column("conversation_id", UUID),
        column("message_id"),
        column("seq", sa.BigInteger),
        column("text"),
        column("button", null=True),
        column("urgent", sa.Boolean, default="false"),
        moment("received_at"),
        column("status", default="'pending'"),
        column("waits", sa.Integer, default="0"),
        column("refusals", sa.Integer, default="0"),
        moment("waiting_since", null=True),
        column("draft_id", null=True),
        moment("done_at", null=True),
        refers("inbox", "conversation_id", "conversations"),
        sa.UniqueConstraint("conversation_id", "message_id", name="uq_inbox_conversation_id_message_id"),
        sa.UniqueConstraint("conversation_id", "seq", name="uq_inbox_conversation_id_seq"),
    )
    index("inbox", "conversation_id", "seq", where="status = 'pending'", name="ix_inbox_pending")


def create_outbox() -> None:
    table(
        "outbox",
        column("id", UUID),
        column("conversation_id", UUID),
        column("inbox_id", sa.BigInteger, null=True),
        column("part", sa.Integer),
        column("seq", sa.BigInteger),
        column("sender"),
        column("text"),
        column("status", default="'pending'"),
        column("ticket_code", null=True),
        column("draft_id", null=True),
        moment("created_at", default="now()"),
        moment("settled_at", null=True),
        refers("outbox", "conversation_id", "conversations"),
        refers("outbox", "inbox_id", "inbox"),
        sa.UniqueConstraint("inbox_id", "part", name="uq_outbox_inbox_id_part"),
        sa.UniqueConstraint("conversation_id", "seq", name="uq_outbox_conversation_id_seq"),
    )
    index("outbox", "conversation_id", "seq", where="status = 'pending'", name="ix_outbox_pending")
    table(
        "buttons",
        column("token"),
        column("conversation_id", UUID),
        column("outbox_id", UUID),
        column("position", sa.Integer),
        column("title"),
        column("payload"),
        refers("buttons", "conversation_id", "conversations"),
        refers("buttons", "outbox_id", "outbox"),
        key=("token",),
    )
    index("buttons", "conversation_id")
    index("buttons", "outbox_id")


def create_files() -> None:
    table(
        "files",
        column("id", UUID),
        column("conversation_id", UUID),
        column("inbox_id", sa.BigInteger),
        column("position", sa.Integer),
        column("name"),
        column("media_type"),
        column("size", sa.BigInteger),
        column("sha256", sa.LargeBinary),
        column("content", sa.LargeBinary, null=True),
        column("status", default="'held'"),
        column("ticket_code", null=True),
        moment("created_at", default="now()"),
        refers("files", "conversation_id", "conversations"),
        refers("files", "inbox_id", "inbox"),
    )
    index("files", "conversation_id")
    index("files", "inbox_id")
    index("files", "conversation_id", where="status = 'queued'", name="ix_files_queued")
    # Photos and recordings do not compress; trying costs time.
    op.execute(f"ALTER TABLE {SCHEMA}.files ALTER COLUMN content SET STORAGE EXTERNAL")


def upgrade() -> None:
    create_conversations()
    create_inbox()
    create_outbox()
    create_files()
    # A database user called "bot" would otherwise get the queue's tables into its own schema.
    op.execute("SET LOCAL search_path TO public")
    run_script(QUEUE_SCHEMA.read_text(encoding="utf-8"))
    run_script(WAKE_NEXT)


def downgrade() -> None:
    run_script(DROP_QUEUE)
    for name in TABLES:
        op.drop_table(name, schema=SCHEMA)
