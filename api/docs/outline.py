"""What the documentation page shows, taken out of an OpenAPI document."""

from dataclasses import dataclass
from typing import Any

type Json = dict[str, Any]


@dataclass(frozen=True)
class Field:
    name: str
    kind: str
    required: bool
    about: str


@dataclass(frozen=True)
class Answer:
    status: str
    about: str
    media_types: tuple[str, ...]
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Operation:
    anchor: str
    method: str
    path: str
    summary: str
    about: str
    scopes: tuple[str, ...]
    parameters: tuple[Field, ...]
    body: tuple[Field, ...]
    example: Any
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Group:
    name: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True)
class Document:
    title: str
    about: str
    groups: tuple[Group, ...]


def outline(openapi: Json) -> Document:
    schemas: Json = openapi.get("components", {}).get("schemas", {})
    groups: dict[str, list[Operation]] = {}
    for path, methods in openapi["paths"].items():
        for method, operation in methods.items():
            tag = (operation.get("tags") or ["other"])[0]
            groups.setdefault(tag, []).append(read_operation(path, method, operation, schemas))
    info = openapi["info"]
    return Document(
        title=info["title"],
        about=info.get("description", ""),
        groups=tuple(Group(name, tuple(found)) for name, found in groups.items()),
    )


def read_operation(path: str, method: str, operation: Json, schemas: Json) -> Operation:
    body = body_schema(operation, schemas)
    return Operation(
        anchor=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation.get("summary", ""),
        about=operation.get("description", ""),
        scopes=tuple(
            scope for item in operation.get("security", []) for names in item.values() for scope in names
        ),
        parameters=tuple(read_parameter(item, schemas) for item in operation.get("parameters", [])),
        body=read_fields(body, schemas),
        example=next(iter(body.get("examples", [])), None),
        answers=tuple(
            read_answer(status, answer, schemas) for status, answer in sorted(operation["responses"].items())
        ),
    )


def body_schema(operation: Json, schemas: Json) -> Json:
    content: Json = operation.get("requestBody", {}).get("content", {})
    return resolve(next((item["schema"] for item in content.values()), {}), schemas)


def read_parameter(parameter: Json, schemas: Json) -> Field:
    return Field(
        name=f"{parameter['name']} ({parameter['in']})",
        kind=kind_of(parameter["schema"], schemas),
        required=parameter.get("required", False),
        about=parameter.get("description", ""),
    )


def read_answer(status: str, answer: Json, schemas: Json) -> Answer:
    content: Json = answer.get("content", {})
    schema = content.get("application/json", {}).get("schema", {})
    return Answer(
        status, answer["description"], tuple(content), read_fields(resolve(schema, schemas), schemas)
    )


def read_fields(schema: Json, schemas: Json) -> tuple[Field, ...]:
    required = schema.get("required", [])
    return tuple(
        Field(name, kind_of(field, schemas), name in required, resolve(field, schemas).get("description", ""))
        for name, field in schema.get("properties", {}).items()
    )


def resolve(schema: Json, schemas: Json) -> Json:
    if "$ref" not in schema:
        return schema
    found: Json = schemas[schema["$ref"].rpartition("/")[2]]
    return found | {name: value for name, value in schema.items() if name != "$ref"}


def kind_of(schema: Json, schemas: Json) -> str:
    """A type in a few words."""
    if "$ref" in schema:
        target = resolve(schema, schemas)
        names = ", ".join(target.get("properties", {}))
        return f"{{{names}}}" if names else kind_of({**target}, schemas)
    if "enum" in schema:
        return " | ".join(json_word(value) for value in schema["enum"])
    if "const" in schema:
        return json_word(schema["const"])
    if "anyOf" in schema:
        kinds = dict.fromkeys(kind_of(option, schemas) for option in schema["anyOf"])
        return " | ".join(kinds)
    if schema.get("type") == "array":
        return f"[{kind_of(schema.get('items', {}), schemas)}]"
    return str(schema.get("format") or schema.get("type") or "any")


def json_word(value: Any) -> str:
    return "null" if value is None else str(value)
