"""Search by words and pairs of neighbouring words instead of trigrams.

Folded Vietnamese is made of few, short syllables, so that most texts contain most trigrams; a pair of
neighbouring syllables is close to what Vietnamese counts as a word, and rare.
"""

import sqlalchemy as sa
from alembic import op

revision = "api_0004"
down_revision = "api_0003"
branch_labels = None
depends_on = None

# Letters are written out by code point, because a server may know none but those of ASCII.
WORDS_OF = r"""
    CREATE FUNCTION api.words_of(folded text) RETURNS TABLE (n bigint, word text, before text)
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
        SELECT n, left(word, 100), lag(left(word, 100)) OVER (ORDER BY n)
        FROM regexp_split_to_table(folded, '[^a-z0-9\u00c0-\u1fff\u2c00-\uffff]+')
            WITH ORDINALITY AS parts (word, n)
        WHERE word <> ''
    $$
"""
SEARCH_WORDS = """
    CREATE FUNCTION api.search_words(folded text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
        WITH words AS MATERIALIZED (SELECT * FROM api.words_of(folded))
        SELECT array_to_tsvector(coalesce(array_agg(DISTINCT lexeme), '{}')) FROM (
            SELECT '=' || word FROM words
            UNION ALL SELECT before || ' ' || word FROM words WHERE before IS NOT NULL
        ) AS lexemes (lexeme)
    $$
"""
# The last word may be unfinished.
SEARCH_QUERY = """
    CREATE FUNCTION api.search_query(folded text) RETURNS tsquery
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
        WITH words AS MATERIALIZED (SELECT * FROM api.words_of(folded)),
        lexemes AS (
            SELECT n, CASE WHEN before IS NULL THEN '=' || word ELSE before || ' ' || word END AS lexeme
            FROM words
            WHERE before IS NOT NULL OR (SELECT count(*) FROM words) = 1
        )
        SELECT string_agg(
            '''' || lexeme || '''' || CASE WHEN n = (SELECT max(n) FROM lexemes) THEN ':*' ELSE '' END,
            ' & '
        )::tsquery FROM lexemes
    $$
"""


def upgrade() -> None:
    op.drop_index("ix_tickets_search", "tickets", schema="api")
    for function in (WORDS_OF, SEARCH_WORDS, SEARCH_QUERY):
        op.execute(sa.text(function.replace(":", r"\:")))  # colons are not parameters here
    op.create_index(
        "ix_tickets_search_words",
        "tickets",
        [sa.text("api.search_words(search)")],
        schema="api",
        postgresql_using="gin",
        # A list of entries still to be sorted in would be read by every search.
        postgresql_with={"fastupdate": "off"},
    )


def downgrade() -> None:
    op.drop_index("ix_tickets_search_words", "tickets", schema="api")
    for function in ("search_query", "search_words", "words_of"):
        op.execute(f"DROP FUNCTION api.{function}(text)")
    op.create_index(
        "ix_tickets_search",
        "tickets",
        ["search"],
        schema="api",
        postgresql_using="gin",
        postgresql_ops={"search": "gin_trgm_ops"},
    )
