"""Agencies, communes, spokespersons, answers."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "api_0003"
down_revision = "api_0002"
branch_labels = None
depends_on = None

SCHEMA = "api"
# A change of any of these makes the names that programs keep in memory old.
WATCHED = ("communes", "former_units", "agencies", "agency_names", "agency_successions")
TABLES = (
    "legal_answers",
    "answers",
    "directory_state",
    "spokespersons",
    "agency_successions",
    "agency_names",
    "agencies",
    "former_units",
    "communes",
)


def column(name: str, kind: Any = sa.Text, *, null: bool = False, default: Any = None) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=null, server_default=default)


def table(name: str, *parts: sa.Column[Any] | sa.Constraint, key: tuple[str, ...] = ("id",)) -> None:
    op.create_table(name, *parts, sa.PrimaryKeyConstraint(*key, name=f"pk_{name}"), schema=SCHEMA)


def points(name: str, field: str, target: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [field], [f"{SCHEMA}.{target}.id"], name=f"fk_{name}_{field}_{target}", ondelete=ondelete
    )


def period(*, start: bool = True) -> tuple[sa.Column[Any], sa.Column[Any]]:
    return column("valid_from", sa.Date, null=start), column("valid_to", sa.Date, null=True)


def upgrade() -> None:
    places()
    agencies()
    spokespersons()
    answers()
    state()


def places() -> None:
    table(
        "communes",
        column("code"),
        *period(start=False),
        column("kind"),
        column("name"),
        column("spellings", ARRAY(sa.Text)),
        key=("code", "valid_from"),
    )
    table(
        "former_units",
        column("id"),
        column("kind"),
        column("name"),
        column("spellings", ARRAY(sa.Text)),
        column("district_id", null=True),
        column("commune_code", null=True),
        column("change", null=True),
        column("valid_to", sa.Date),
        points("former_units", "district_id", "former_units"),
    )


def agencies() -> None:
    table(
        "agencies",
        column("id"),
        column("level"),
        column("active", sa.Boolean),
        column("name"),
        column("folded"),
        column("sort_key"),
        *period(),
        column("organ", null=True),
        column("commune_code", null=True),
        column("former_unit_id", null=True),
        column("grade"),
        column("source"),
        points("agencies", "former_unit_id", "former_units"),
    )
    op.create_index("ix_agencies_level", "agencies", ["level"], schema=SCHEMA)
    table(
        "agency_names",
        column("agency_id"),
        column("name"),
        column("kind"),
        points("agency_names", "agency_id", "agencies", "CASCADE"),
        key=("agency_id", "name"),
    )
    table(
        "agency_successions",
        column("agency_id"),
        column("successor_id"),
        column("since", sa.Date, null=True),
        column("scope", null=True),
        column("grade"),
        column("source"),
        points("agency_successions", "agency_id", "agencies", "CASCADE"),
        points("agency_successions", "successor_id", "agencies", "CASCADE"),
        key=("agency_id", "successor_id"),
    )


def spokespersons() -> None:
    table(
        "spokespersons",
        sa.Column("id", sa.BigInteger, sa.Identity(), nullable=False),
        column("agency_id"),
        column("role"),
        column("name"),
        column("title"),
        column("phone_office", null=True),
        column("phone_mobile", null=True),
        column("publish_mobile", sa.Boolean, default=sa.false()),
        column("email", null=True),
        column("scope", null=True),
        column("decision_no", null=True),
        column("source", null=True),
        *period(),
        column("verified_at", sa.DateTime(timezone=True), null=True),
        column("published", sa.Boolean),
        column("sample", sa.Boolean, default=sa.false()),
        points("spokespersons", "agency_id", "agencies"),
        sa.CheckConstraint(
            "role IN ('nguoi_phat_ngon', 'duoc_uy_quyen', 'dung_dau')", name="ck_spokespersons_role"
        ),
        sa.CheckConstraint("valid_to >= valid_from", name="ck_spokespersons_period"),
    )
    op.create_index("ix_spokespersons_agency_id", "spokespersons", ["agency_id"], schema=SCHEMA)


def answers() -> None:
    table(
        "answers",
        column("topic"),
        column("text"),
        column("updated_at", sa.DateTime(timezone=True)),
        key=("topic",),
    )
    table(
        "legal_answers",
        column("id"),
        column("number"),
        column("article", null=True),
        column("status"),
        column("content"),
        column("questions"),
        *period(),
        column("grade"),
        column("source"),
        column("verified_by", null=True),
        column("verified_at", sa.DateTime(timezone=True), null=True),
    )


def state() -> None:
    table("directory_state", column("id", sa.Integer), column("version", sa.BigInteger))
    op.execute("INSERT INTO api.directory_state (id, version) VALUES (1, 1)")
    op.execute(
        "CREATE FUNCTION api.count_directory_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN UPDATE api.directory_state SET version = version + 1; RETURN NULL; END $$"
    )
    for name in WATCHED:
        op.execute(
            f"CREATE TRIGGER count_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {SCHEMA}.{name} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {SCHEMA}.count_directory_change()"
        )


def downgrade() -> None:
    for name in TABLES:
        op.drop_table(name, schema=SCHEMA)
    op.execute(f"DROP FUNCTION {SCHEMA}.count_directory_change()")
