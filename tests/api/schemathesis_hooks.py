"""What a schema cannot say: which codes exist, and that a key belongs to one request."""

from itertools import count
from typing import Any

import schemathesis
from schemathesis import Case, HookContext

from api.settings import DEMO_RECEIPT_KEY
from api.tickets.codes import make_receipt

KEYS = count()
CODE = "LC-2026-000001"  # filed by the test before
FILE = "Lời kể của người dân."
CONSENT = {"version": "2026-11", "at": "2026-11-23T10:00:00+07:00"}


def is_positive(case: Case[Any]) -> bool:
    return case.meta is not None and case.meta.generation.mode.is_positive


@schemathesis.hook
def before_call(context: HookContext, case: Case[Any], kwargs: Any) -> None:
    """Make acceptable requests acceptable to the data as well; unacceptable ones stay as they are."""
    if not is_positive(case):
        # Whatever type the file was given, on the way it became bytes; only its absence can be refused.
        if case.media_type == "multipart/form-data" and isinstance(case.body, dict):
            case.body.pop("file", None)
        return
    if "Idempotency-Key" in (case.headers or {}):
        case.headers["Idempotency-Key"] = f"key-{next(KEYS)}"
    if isinstance(case.query, dict):
        case.query.pop("cursor", None)  # only what a page gave out is a cursor
        if case.operation.path == "/v1/spokespersons":
            case.query["agency"] = "Sở Y tế"
            case.query.pop("agency_id", None)  # one of the two names the agency
        if case.operation.path == "/v1/spokespersons":  # one agency, by its id or as typed
            case.query.pop("agency_id", None)
            case.query.setdefault("agency", "so y te")
    parameters: dict[str, Any] = case.path_parameters or {}
    if "code" in parameters:
        parameters["code"] = CODE
    if "X-Receipt" in (case.headers or {}):
        case.headers["X-Receipt"] = make_receipt(DEMO_RECEIPT_KEY, CODE)
    body: Any = case.body
    if isinstance(body, dict) and "category" in body:
        body["category"] = "PV-MD"
        body["consent"] = CONSENT  # any year is a time, but not the time of a consent
    if isinstance(body, dict) and "file" in body:
        body["file"] = FILE
