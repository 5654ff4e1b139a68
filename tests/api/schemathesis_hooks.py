"""What a schema cannot say: which codes exist, and that a key belongs to one request."""

from itertools import count
from typing import Any

import schemathesis
from schemathesis import Case, HookContext

from api.settings import DEMO_RECEIPT_KEY
from api.tickets.codes import make_receipt

KEYS = count()
CODE = "LC-2026-000001"  # filed by the test before
CONVERSATION = "5f0c7f0e-6f0e-4a52-9f2e-0e8d5a4c0b11"  # from there
FILE = "Lời kể của người dân."
CONSENT = {"version": "2026-11", "at": "2026-11-23T10:00:00+07:00"}


def is_positive(case: Case[Any]) -> bool:
    return case.meta is not None and case.meta.generation.mode.is_positive


@schemathesis.hook
def before_call(context: HookContext, case: Case[Any], kwargs: Any) -> None:
    """Make acceptable requests acceptable to the data as well; unacceptable ones stay as they are."""
    if not is_positive(case):
        drop_untrue_file(case)
        return
    headers: Any = case.headers or {}
    if "Idempotency-Key" in headers:
        headers["Idempotency-Key"] = f"key-{next(KEYS)}"
    if "X-Receipt" in headers:
        headers["X-Receipt"] = make_receipt(DEMO_RECEIPT_KEY, CODE)
    if "code" in (case.path_parameters or {}):
        case.path_parameters["code"] = CODE
    if "conversation_id" in (case.path_parameters or {}):
        case.path_parameters["conversation_id"] = CONVERSATION
    if isinstance(case.query, dict):
        fit_query(case)
    if isinstance(case.body, dict):
        fit_body(case.body)


def drop_untrue_file(case: Case[Any]) -> None:
    """A file that became a number is bytes again on the way; only its absence can be refused."""
    body: Any = case.body
    is_form = case.media_type == "multipart/form-data" and isinstance(body, dict)
    if is_form and not isinstance(body.get("file"), str | bytes):
        body.pop("file", None)


def fit_query(case: Case[Any]) -> None:
    case.query.pop("cursor", None)  # only what a page gave out is a cursor
    if case.operation.path == "/v1/spokespersons":
        case.query["agency"] = "Sở Y tế"
        case.query.pop("agency_id", None)  # one of the two names the agency


def fit_body(body: Any) -> None:
    if "category" in body:
        body["category"] = "PV-MD"
        body["consent"] = CONSENT  # any year is a time, but not the time of a consent
    if "file" in body:
        body["file"] = FILE
