"""The OpenAPI document: errors are described as the problem documents they are."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from api.errors import Problem

REFERENCE = "#/components/schemas/{model}"


class DocumentedApi(FastAPI):
    """A FastAPI whose document knows the schema that `errors.responses` refers to.

    The framework's own way to name a schema would also promise `application/json` for errors.
    """

    def openapi(self) -> dict[str, Any]:
        if self.openapi_schema is None:
            document = get_openapi(
                title=self.title,
                version=self.version,
                description=self.description,
                routes=self.routes,
                servers=self.servers,
            )
            _, problems = models_json_schema([(Problem, "serialization")], ref_template=REFERENCE)
            document.setdefault("components", {}).setdefault("schemas", {}).update(problems["$defs"])
            self.openapi_schema = document
        return self.openapi_schema
