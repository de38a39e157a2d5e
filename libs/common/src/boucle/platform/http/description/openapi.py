"""Add to the OpenAPI description: problems, and which operations need no token."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from fastapi import FastAPI

from boucle.platform.http.authentication import is_public
from boucle.platform.http.description.names import MEANINGS
from boucle.platform.http.description.schemas import (
    add_selected,
    forms_without_null,
    name_fields,
    without_null,
)
from boucle.platform.http.description.summaries import SUMMARIES
from boucle.platform.http.errors import MEDIA_TYPE
from boucle.platform.http.routes import all_routes

INTERNAL: Final[dict[str, Any]] = {"x-internal": True}
"""``openapi_extra`` of a route that is no part of the contract with integrators."""

_PROBLEM = {
    "title": "Problem",
    "description": "RFC 9457. `errors` names each field at fault, when fields are.",
    "type": "object",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string", "description": "A URI: which kind of problem it is."},
        "title": {"type": "string", "description": "The kind in words."},
        "status": {"type": "integer", "description": "The HTTP status."},
        "detail": {"type": "string", "description": "What is wrong this time, or what to do."},
        "errors": {"type": "array", "items": {"$ref": "#/components/schemas/FieldProblem"}},
    },
}
_FIELD_PROBLEM = {
    "title": "FieldProblem",
    "description": "One field at fault.",
    "type": "object",
    "required": ["field", "value", "message", "expected"],
    "properties": {
        "field": {"type": "string", "description": "Its path, like `body.quantity.unit`."},
        "value": {"description": "What was sent; null where nothing was."},
        "message": {"type": "string", "description": "What is wrong with it."},
        "expected": {"type": "string", "description": "What would be right."},
    },
}
_ANSWERS: Final[Mapping[str, tuple[str, str]]] = {
    "400": ("Unreadable", "The request cannot be read."),
    "401": ("Unauthenticated", "No bearer token, or one that is not valid (any more)."),
    "403": ("Forbidden", "Not for this role, or not for this principal."),
    "404": ("NotFound", "There is none, or none that this principal may see."),
    "409": ("Conflict", "Not in the present state, or the same key is being worked on."),
    "412": ("Stale", "`If-Match` or `If-None-Match` does not hold: read it again."),
    "413": ("TooLarge", "The body is too large."),
    "415": ("UnsupportedMediaType", "The body is of another kind than those named."),
    "422": ("Invalid", "`errors` names each field that is wrong, and what would be right."),
    "428": ("ConditionRequired", "The territory or the tool asks for `If-Match` on every change."),
    "429": ("TooMany", "More requests than the quota: `Retry-After` says when to go on."),
    "503": ("Unavailable", "Not available right now: send it again after `Retry-After` seconds."),
    "default": ("AnyProblem", "Any other problem."),
}
_TAG = {
    "ETag": {
        "description": "The version of this thing, for `If-Match` and `If-None-Match`.",
        "schema": {"type": "string"},
    }
}


def _describe_tags(operations: dict[str, Any]) -> None:
    """Give conditional reads and writes a tag of their own."""
    for method, operation in operations.items():
        sent = {one["name"] for one in operation.get("parameters", ()) if one["in"] == "header"}
        for status, response in operation["responses"].items():
            if sent & {"If-Match", "If-None-Match"} and status in ("200", "201"):
                response["headers"] = _TAG
        if method == "get" and "If-None-Match" in sent:
            operation["responses"]["304"] = {"description": "As you know it", "headers": _TAG}


def _problems(method: str, operation: Mapping[str, Any]) -> Iterator[str]:
    """Yield the statuses of the problems that an operation may answer. An operation without a token
    declares its own."""
    yield from ("429", "503", "default")
    if "security" not in operation:
        return
    yield from ("401", "403")
    parameters = operation.get("parameters", ())
    if any(one["in"] == "path" for one in parameters):
        yield "404"
    if parameters or "requestBody" in operation:
        yield "422"
    if "requestBody" in operation:
        yield from ("400", "413", "415")
    if method != "get":
        yield "409"
    if any(one["name"] == "If-Match" for one in parameters):
        yield from ("412", "428")


def _name_parameters(operation: Mapping[str, Any]) -> None:
    for one in operation.get("parameters", ()):
        one["schema"] = without_null(one["schema"])
        if one["name"] in MEANINGS:
            one.setdefault("description", MEANINGS[one["name"]])


def _response(description: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": description, "content": {MEDIA_TYPE: {"schema": schema}}}


def described(app: FastAPI, schema: dict[str, Any]) -> dict[str, Any]:
    """Finish the schema in place: add the problems that every operation may answer."""
    components = schema.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    for replaced in ("HTTPValidationError", "ValidationError"):
        schemas.pop(replaced, None)
    schemas["Problem"], schemas["FieldProblem"] = _PROBLEM, _FIELD_PROBLEM
    components["responses"] = {name: _response(text) for name, text in _ANSWERS.values()}
    for route in all_routes(app):
        if is_public(route.endpoint) and route.path in schema["paths"]:
            for method in route.methods or ():
                schema["paths"][route.path].get(method.lower(), {}).pop("security", None)
    for operations in schema["paths"].values():
        for method, operation in operations.items():
            operation["responses"].pop("422", None)
            for status in _problems(method, operation):
                reference = {"$ref": f"#/components/responses/{_ANSWERS[status][0]}"}
                operation["responses"].setdefault(status, reference)
            operation["summary"] = SUMMARIES.get(operation["operationId"], "")
            _name_parameters(operation)
            add_selected(schemas, operation)
            forms_without_null(schemas, operation)
        _describe_tags(operations)
    name_fields(schemas, schema["paths"])
    return schema
