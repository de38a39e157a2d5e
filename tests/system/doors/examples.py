"""A body from its schema: what is required, and whatever has a name that the caller has a value
for. Anything else is the simplest that the schema allows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_REF = "#/components/schemas/"
_DATE, _MOMENT = "2026-01-31", "2036-01-31T09:00:00Z"


def example(
    schema: Mapping[str, Any], schemas: Mapping[str, Any], values: Mapping[str, Any]
) -> Any:
    """``values``: by the name of a property, or by ``Schema.property`` where one name means two
    things. Raises NotImplementedError for a schema that it cannot make."""
    name = str(schema.get("$ref", "")).removeprefix(_REF)
    if name:
        schema = schemas[name]
    if "anyOf" in schema:
        return example(schema["anyOf"][0], schemas, values)
    if schema.get("type") == "object" and "properties" in schema:
        return _object(name, schema, schemas, values)
    return _plain(schema, schemas, values)


def _object(
    name: str, schema: Mapping[str, Any], schemas: Mapping[str, Any], values: Mapping[str, Any]
) -> dict[str, Any]:
    required = schema.get("required", ())
    made = {}
    for key, inner in schema["properties"].items():
        exact = f"{name}.{key}"
        if exact in values or key in values:
            made[key] = values.get(exact, values.get(key))
        elif key in required:
            made[key] = example(inner, schemas, values)
    return {key: value for key, value in made.items() if value is not None}


def _plain(schema: Mapping[str, Any], schemas: Mapping[str, Any], values: Mapping[str, Any]) -> Any:
    if "enum" in schema:
        return schema["enum"][0]
    match schema.get("type"):
        case "string":
            return _text(schema)
        case "integer" | "number":
            return max(1, int(schema.get("minimum", 1)))
        case "boolean":
            return True
        case "array":
            return [example(schema["items"], schemas, values)]
        case "object":
            return {}
    raise NotImplementedError(f"no example of {schema}")


def _text(schema: Mapping[str, Any]) -> str:
    if schema.get("format") == "date":
        return _DATE
    if schema.get("format") == "date-time":
        return _MOMENT
    return "1"
