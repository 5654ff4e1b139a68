"""The taxonomy over HTTP."""

from typing import Literal

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict

from api.database import SessionDep
from api.errors import TooManyRequestsError, responses
from api.rate_limits import limit_public
from api.taxonomy import service

router = APIRouter(
    prefix="/v1",
    tags=["taxonomy"],
    dependencies=[Depends(limit_public)],
    responses=responses(TooManyRequestsError),
)


class CategoryRead(BaseModel):
    model_config = ConfigDict(
        from_attributes=True,
        json_schema_extra={
            "examples": [
                {
                    "code": "PV-MD",
                    "label": "Mạo danh nhà báo, thẻ/giấy giới thiệu giả",
                    "fileable": True,
                    "default_urgency": "normal",
                }
            ]
        },
    )

    code: str
    label: str
    fileable: bool
    default_urgency: Literal["normal", "urgent"]


class CategoryList(BaseModel):
    items: list[CategoryRead]
    next: None = None


@router.get("/categories", summary="The categories in force today")
async def list_categories(session: SessionDep) -> CategoryList:
    """Matters of a category that is not `fileable` are answered or referred, and never become a ticket."""
    found = await service.list_categories(session)
    return CategoryList(items=[CategoryRead.model_validate(category) for category in found])
