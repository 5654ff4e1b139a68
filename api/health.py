"""Whether the program is alive, and whether it can work."""

import asyncio
from typing import Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel
from sqlalchemy.exc import SQLAlchemyError

from api.database import Database
from api.errors import UnavailableError, responses

router = APIRouter(tags=["health"])
PATIENCE = 2.0  # seconds


class Health(BaseModel):
    status: Literal["ok"] = "ok"


@router.get("/health", summary="The program is alive")
async def health() -> Health:
    return Health()


@router.get(
    "/ready", summary="The program can work: its dependencies answer", responses=responses(UnavailableError)
)
async def ready(request: Request) -> Health:
    database: Database = request.app.state.database
    try:
        async with asyncio.timeout(PATIENCE):
            if not await database.answers():
                raise UnavailableError(["migrations"])
    except (SQLAlchemyError, TimeoutError) as error:
        raise UnavailableError(["database"]) from error
    return Health()
