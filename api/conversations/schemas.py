"""What the tickets of a conversation look like over HTTP."""

import datetime as dt

from pydantic import BaseModel, ConfigDict

from api.tickets.reads import PublicStatus

EXAMPLE_AT = "2026-11-23T10:00:00+07:00"


class ConversationTicket(PublicStatus):
    """What the reporter may see of a ticket, and what it is about."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "code": "LC-2026-000001",
                    "status": "CHO_BO_SUNG",
                    "status_label": "Chờ bổ sung thông tin",
                    "open": True,
                    "category": "PV-NN",
                    "category_label": "Phóng viên tiêu cực, nhũng nhiễu, hoạt động trái pháp luật",
                    "opened_at": EXAMPLE_AT,
                    "updated_at": EXAMPLE_AT,
                    "messages": [{"sender": "hotline", "text": "Anh/Chị gửi thêm ảnh?", "at": EXAMPLE_AT}],
                }
            ]
        }
    )

    category: str
    category_label: str


class ConversationTickets(BaseModel):
    items: list[ConversationTicket]


class StaffMessage(BaseModel):
    """What staff wrote to the reporter; who wrote it is not told."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"id": 42, "code": "LC-2026-000001", "text": "Anh/Chị gửi thêm ảnh?", "at": EXAMPLE_AT}
            ]
        }
    )

    id: int
    code: str
    text: str
    at: dt.datetime


class StaffMessages(BaseModel):
    items: list[StaffMessage]
