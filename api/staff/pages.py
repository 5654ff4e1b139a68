"""Renders templates: escaping always on, undefined names are errors, assets named with their hash."""

from hashlib import sha256
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.staff import formats
from api.staff.permissions import Permission

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"
STATIC_URL = "/staff/static"


class Pages:
    """The templates and style sheets of one app."""

    def __init__(self) -> None:
        self._assets: dict[str, str] = {}
        self._templates = Environment(
            loader=FileSystemLoader(FOLDER / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals.update(asset=self.asset, Permission=Permission)
        self._templates.filters.update(
            moment=formats.moment,
            clock_time=formats.clock_time,
            iso=formats.iso,
            day=formats.day,
            iso_day=formats.iso_day,
            number=formats.number,
            file_size=formats.file_size,
            occurred_at=formats.occurred_at,
        )

    def asset(self, name: str) -> str:
        """The address changes with the content, so that browsers may keep it for ever."""
        if name not in self._assets:
            digest = sha256((STATIC / name).read_bytes()).hexdigest()[:12]
            self._assets[name] = f"{STATIC_URL}/{name}?v={digest}"
        return self._assets[name]

    def render(self, request: Request, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
        html = self._templates.get_template(template).render(
            staff=getattr(request.state, "staff", None),
            csrf=getattr(request.state, "csrf", None),
            path=request.url.path,
            **context,
        )
        return HTMLResponse(html, status_code=status)
