"""Days and moments as ISO 8601 text and nothing else: pydantic alone would also take bare numbers."""

import datetime as dt
import re
from typing import Annotated, Any

from pydantic import AwareDatetime, BeforeValidator
from pydantic_core import PydanticCustomError

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}:\d{2})", re.ASCII | re.I)


def read_day(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if _DAY.fullmatch(value) is None:
        raise PydanticCustomError("day", "A day is written like 2026-11-23")
    try:
        return dt.date.fromisoformat(value)
    except ValueError as error:
        raise PydanticCustomError("day", "There is no such day") from error


def read_moment(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if _MOMENT.fullmatch(value) is None:
        raise PydanticCustomError("moment", "A moment is written like 2026-11-23T10:00:00+07:00")
    try:
        return dt.datetime.fromisoformat(value)
    except ValueError as error:
        raise PydanticCustomError("moment", "There is no such moment") from error


# Used in strict models, where what is not text stays refused.
Day = Annotated[dt.date, BeforeValidator(read_day, json_schema_input_type=dt.date)]
Moment = Annotated[AwareDatetime, BeforeValidator(read_moment, json_schema_input_type=AwareDatetime)]
