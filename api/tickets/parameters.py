"""Parameters of the ticket endpoints: codes in paths, idempotency keys, filters."""

from typing import Annotated

from fastapi import Depends, Header, Path
from pydantic import BaseModel, ConfigDict, Field

from api.clear_text import CleanLine, line
from api.errors import InvalidError, NotFoundError
from api.iso_time import Day
from api.pagination import LARGEST_PAGE, USUAL_PAGE, Cursor
from api.tickets.codes import canonical_code
from api.tickets.repository import TicketFilters
from api.tickets.schemas import Code
from nlu.text.fold import fold_search

SHORTEST_SEARCH = 3  # letters; anything shorter finds everything

Key = Header(
    alias="Idempotency-Key",
    pattern=r"^[!-~]{1,200}$",
    examples=["3f0a1c52-6c7b-4a8e-9a54-0d9b7b2f8e11"],
    description="One for each thing to be done; repeat it when repeating the request",
)
IdempotencyKey = Annotated[str, Key]
OptionalIdempotencyKey = Annotated[str | None, Key]


def ticket_code(
    code: Annotated[
        str, Path(max_length=60, examples=["LC-2026-000001"], description="As filed, or as typed")
    ],
) -> str:
    found = canonical_code(code)
    if found is None:
        raise NotFoundError("There is no such ticket")
    return found


TicketCode = Annotated[str, Depends(ticket_code)]


class TicketQuery(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    status: list[Code] = Field(default_factory=list, max_length=20, examples=[["TIEP_NHAN"]])
    category: list[Code] = Field(default_factory=list, max_length=20)
    assignee: list[Annotated[str, line(100), CleanLine]] = Field(default_factory=list, max_length=20)
    channel: list[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,29}$")]] = Field(
        default_factory=list, max_length=20
    )
    from_: Day | None = Field(default=None, alias="from", description="First day, in Vietnam")
    to: Day | None = Field(default=None, description="Last day, in Vietnam")
    q: Annotated[str, line(200, letters=SHORTEST_SEARCH), CleanLine] | None = Field(
        default=None, description=f"Searched text, {SHORTEST_SEARCH} letters or more", examples=["bum to"]
    )
    cursor: Annotated[str, Field(max_length=64, pattern=r"^[A-Za-z0-9_-]+$")] | None = Field(
        default=None, description="`next` of the page before"
    )
    limit: int = Field(default=USUAL_PAGE, ge=1, le=LARGEST_PAGE)

    def place(self) -> Cursor | None:
        return Cursor.decode(self.cursor) if self.cursor else None

    def filters(self) -> TicketFilters:
        if self.q is not None and len(fold_search(self.q).replace(" ", "")) < SHORTEST_SEARCH:
            raise InvalidError(f"Search for {SHORTEST_SEARCH} letters or more", field="query/q")
        return TicketFilters(
            status=tuple(self.status),
            category=tuple(self.category),
            assignee=tuple(self.assignee),
            channel=tuple(self.channel),
            since=self.from_,
            until=self.to,
            q=self.q,
        )
