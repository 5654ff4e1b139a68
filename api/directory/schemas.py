"""What the directory answers."""

from datetime import date, datetime
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from api.directory.records import Agency
from api.directory.resolver import Outcome

AGENCY: JsonDict = {
    "id": "so-yt",
    "name": "Sở Y tế tỉnh Lai Châu",
    "level": "so",
    "active": True,
    "valid_from": None,
    "valid_to": None,
    "commune_code": None,
}
PERSON: JsonDict = {
    "name": "Nguyễn Văn Mẫu (dữ liệu mẫu)",
    "title": "Phó Giám đốc Sở (dữ liệu mẫu)",
    "role": "nguoi_phat_ngon",
    "phone": "000 000 0001 (số mẫu)",
    "email": "mau.syt@laichau.example",
    "decision_no": None,
    "valid_from": "2026-01-05",
    "valid_to": None,
    "verified_at": "2026-10-24T03:00:00Z",
    "stale": False,
}

type Level = Literal["tinh", "so", "nganh_doc", "dang_doan_the", "xa", "cong_an_xa", "huyen"]
type Role = Literal["nguoi_phat_ngon", "duoc_uy_quyen", "dung_dau"]
AgencyId = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100, examples=["so-yt"])]


class AgencyRead(BaseModel):
    model_config = ConfigDict(from_attributes=True, json_schema_extra={"examples": [AGENCY]})

    id: str
    name: str
    level: Level = Field(description="huyen: a former district; cong_an_xa: police of a commune")
    active: bool = Field(description="False: the agency exists no more")
    valid_from: date | None = Field(description="Null: not known")
    valid_to: date | None = Field(description="Last day. Null: not known, or still active")
    commune_code: str | None

    @classmethod
    def of(cls, agency: Agency) -> Self:
        return cls(
            id=agency.id,
            name=agency.name,
            level=agency.level,
            active=agency.active,
            valid_from=agency.valid_from,
            valid_to=agency.valid_to,
            commune_code=agency.place.commune_code if agency.place else None,
        )


class SuccessorRead(BaseModel):
    """Who does the work today."""

    model_config = ConfigDict(populate_by_name=True)

    id: str
    name: str
    scope: str | None = Field(description="Which part of the work, when it was divided")
    since: date | None = Field(alias="from", description="First day. Null: not known")


class CandidateRead(BaseModel):
    """An agency that may be meant; ask again with `agency_id`."""

    id: str
    name: str
    note: str = Field(description="What tells it from the others: former units; may be empty")


class SpokespersonRead(BaseModel):
    """A published entry."""

    model_config = ConfigDict(json_schema_extra={"examples": [PERSON]})

    name: str
    title: str
    role: Role
    phone: str | None
    email: str | None
    decision_no: str | None
    valid_from: date | None
    valid_to: date | None
    verified_at: datetime | None
    stale: bool = Field(description="Not checked for longer than the authority's own rule allows")


class SpokespersonAnswer(BaseModel):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "outcome": "found",
                    "agency": AGENCY,
                    "successors": [],
                    "candidates": [],
                    "spokespersons": [PERSON],
                }
            ]
        }
    )

    outcome: Outcome
    agency: AgencyRead | None = Field(description="The agency, or the former one that was named")
    successors: list[SuccessorRead]
    candidates: list[CandidateRead]
    spokespersons: list[SpokespersonRead] = Field(
        description="Of the agency, or of its only successor; the regular spokesperson first"
    )


class AgencyPage(BaseModel):
    items: list[AgencyRead]
    next: str | None


class AgencyDetail(AgencyRead):
    aliases: list[str]
    successors: list[SuccessorRead]
    predecessors: list[CandidateRead]
    spokespersons: list[SpokespersonRead]
    grade: Literal["confirmed", "one_source", "unverified", "open"] = Field(
        description="How well the row is known"
    )


class CommuneRead(BaseModel):
    code: str = Field(description="Five digits; codes were reused in 2025", examples=["03433"])
    name: str = Field(examples=["Xã Bum Tở"])


class CommuneCandidate(CommuneRead):
    note: str = Field(description="The former units meant or merged", examples=["Xã Nậm Cha, Huyện Sìn Hồ"])


class CommuneListItem(CommuneRead):
    kind: Literal["xa", "phuong"]
    valid_from: date
    made_of: list[str] = Field(examples=[["Xã Bum Tở", "Xã Can Hồ", "Thị trấn Mường Tè"]])
    former_districts: list[str] = Field(examples=[["Huyện Mường Tè"]])


class CommuneList(BaseModel):
    items: list[CommuneListItem]
    next: None = None


class CommuneAnswer(BaseModel):
    outcome: Literal["found", "ambiguous", "former", "unknown"] = Field(
        description="former: a unit that ended; `commune` is what it belongs to, or, for a former district,"
        " `candidates` are its communes"
    )
    commune: CommuneRead | None
    candidates: list[CommuneCandidate]
