"""What the OpenAPI description says besides the routes: problems, and which need no token."""

from typing import Any

from fastapi import FastAPI

from boucle.common.http.authentication import is_public
from boucle.common.http.errors import MEDIA_TYPE
from boucle.common.http.routes import all_routes

_PROBLEM = {
    "title": "Problem",
    "description": "RFC 9457. `errors` names each field at fault, when fields are.",
    "type": "object",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "value", "message", "expected"],
                "properties": {
                    "field": {"type": "string"},
                    "value": {},
                    "message": {"type": "string"},
                    "expected": {"type": "string"},
                },
            },
        },
    },
}
_RESPONSE = {
    "description": "A problem",
    "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}


_TAG = {
    "ETag": {
        "description": "The version of this thing, for `If-Match` and `If-None-Match`.",
        "schema": {"type": "string"},
    }
}


def _describe_tags(operations: dict[str, Any]) -> None:
    """What is read or written on condition of a version tells its own."""
    for method, operation in operations.items():
        sent = {one["name"] for one in operation.get("parameters", ()) if one["in"] == "header"}
        for status, response in operation["responses"].items():
            if sent & {"If-Match", "If-None-Match"} and status in ("200", "201"):
                response["headers"] = _TAG
        if method == "get" and "If-None-Match" in sent:
            operation["responses"]["304"] = {"description": "As you know it", "headers": _TAG}


def described(app: FastAPI, schema: dict[str, Any]) -> dict[str, Any]:
    """The schema, finished in place: every operation may answer a problem."""
    schemas = schema.setdefault("components", {}).setdefault("schemas", {})
    for replaced in ("HTTPValidationError", "ValidationError"):
        schemas.pop(replaced, None)
    schemas["Problem"] = _PROBLEM
    for operations in schema["paths"].values():
        for operation in operations.values():
            operation["responses"].pop("422", None)
            operation["responses"]["default"] = _RESPONSE
        _describe_tags(operations)
    for route in all_routes(app):
        if is_public(route.endpoint) and route.path in schema["paths"]:
            for method in route.methods or ():
                schema["paths"][route.path].get(method.lower(), {}).pop("security", None)
    return schema
