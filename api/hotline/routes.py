"""The hotline's contacts and hours over HTTP; anyone may read them."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from api.clock import VIETNAM, now
from api.database import SessionDep
from api.errors import TooManyRequestsError, responses
from api.hotline import service
from api.hotline.hours import clock
from api.hotline.service import Reach
from api.rate_limits import limit_public

router = APIRouter(
    prefix="/v1",
    tags=["hotline"],
    dependencies=[Depends(limit_public)],
    responses=responses(TooManyRequestsError),
)


class HoursRead(BaseModel):
    model_config = ConfigDict(populate_by_name=True)

    weekday: Annotated[int, Field(ge=1, le=7, description="1 is Monday")]
    since: str = Field(serialization_alias="from", examples=["07:30"])
    until: str = Field(serialization_alias="to", description="Not included; 24:00 is the end of the day")


class HotlineRead(BaseModel):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "phone": None,
                    "email": None,
                    "hours": [{"weekday": 1, "from": "07:30", "to": "11:30"}],
                    "open": False,
                    "opens_at": "2026-11-30T07:30:00+07:00",
                }
            ]
        }
    )

    phone: str | None
    email: str | None
    hours: list[HoursRead] = Field(description="Of a usual week; empty until staff have entered them")
    open: bool | None = Field(description="Whether officers read messages now; null: no hours are known")
    opens_at: datetime | None = Field(description="When they do so again; null while open, or not known")


@router.get("/hotline", summary="How and when the hotline's officers can be reached")
async def read_hotline(session: SessionDep) -> HotlineRead:
    """Nothing is assumed: what staff have not entered is null or empty."""
    return hotline_read(await service.read(session), now())


def hotline_read(reach: Reach, at: datetime) -> HotlineRead:
    is_open = reach.hours.is_open(at) if reach.hours.spans else None
    opens_at = reach.hours.next_open(at) if is_open is False else None
    return HotlineRead(
        phone=reach.phone,
        email=reach.email,
        hours=[
            HoursRead(weekday=span.weekday, since=clock(span.opens), until=clock(span.closes))
            for span in reach.hours.spans
        ],
        open=is_open,
        opens_at=opens_at.astimezone(VIETNAM) if opens_at else None,
    )
