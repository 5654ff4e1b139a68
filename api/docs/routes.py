"""/docs: plain HTML and one style sheet, both served from here, so that a strict policy holds."""

import json
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.docs.outline import outline

HERE = Path(__file__).resolve().parent
POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

router = APIRouter(include_in_schema=False)


def indented(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def environment() -> Environment:
    found = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["indented"] = indented
    return found


@router.get("/docs")
async def show(request: Request) -> HTMLResponse:
    page = environment().get_template("docs.html").render(document=outline(request.app.openapi()))
    return HTMLResponse(page, headers={"Content-Security-Policy": POLICY})


@router.get("/docs/docs.css")
async def style() -> FileResponse:
    return FileResponse(HERE / "static" / "docs.css", media_type="text/css")
