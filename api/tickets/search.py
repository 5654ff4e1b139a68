"""What a search means: the folded text occurs, beginning where a word begins."""

import re

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, func, true

from api.tickets.models import Ticket
from nlu.text.fold import fold_search

# The letters and digits of words, as the functions of migration api_0004 know them.
LETTER = r"a-z0-9\u00c0-\u1fff\u2c00-\uffff"
_STARTS_WITH_LETTER = re.compile(f"[{LETTER}]")


def occurs(text: SQLColumnExpression[str], q: str) -> ColumnElement[bool]:
    """True when `q` is in the folded text from the start of a word on; its last word may be unfinished."""
    folded = fold_search(q)
    begins: ColumnElement[bool] = true()
    if _STARTS_WITH_LETTER.match(folded):
        begins = text.regexp_match(f"(^|[^{LETTER}])" + re.escape(folded))
    # The cheap test first: PostgreSQL takes tests of one row in the order of their cost.
    return and_(text.contains(folded, autoescape=True), begins)


def indexed(q: str) -> ColumnElement[bool]:
    """True for every ticket where `q` occurs, and few others; found by index."""
    return func.api.search_words(Ticket.search).op("@@")(func.api.search_query(fold_search(q)))
