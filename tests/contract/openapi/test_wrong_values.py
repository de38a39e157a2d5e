"""What a wrong value is answered is Boucle's own words, in both languages: never pydantic's."""

from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import ValidationError
from pydantic_core import ErrorDetails, SchemaError, SchemaValidator

from boucle.platform.http.errors import wrong_fields
from boucle.platform.http.routes import all_routes
from boucle.platform.http.values.schema_words import EXPECTED, MESSAGES
from boucle.platform.process.service import Service
from boucle.platform.translating import translated
from tests.contract.openapi.services import SERVICES
from tests.contract.openapi.test_access import app_of

_TIMES = ("2026-01-31", "2026-01-31T10:30:00", "2026-01-31T10:30:00Z", "2026-02-30", 1.5e9)
_NUMBERS = (-(10**12), -1.5, 0, 3, 3.5, 10**12, 10**30, float("inf"), float("nan"), "9" * 5000)
_TEXTS = ("", "x", "x" * 100_000, "\x00", "12", "true")
_OTHERS: tuple[Any, ...] = (
    None,
    True,
    [],
    ["x"] * 2000,
    [[]],
    {},
    {"no": 1},
    {str(n): 1 for n in range(2000)},
)
PROBES: tuple[Any, ...] = (*_TIMES, *_NUMBERS, *_TEXTS, *_OTHERS)


def _fields(dependant: Any) -> Iterator[Any]:
    for place in ("path", "query", "header", "cookie", "body"):
        yield from getattr(dependant, f"{place}_params")
    for other in dependant.dependencies:
        yield from _fields(other)


def _nodes(schema: Any) -> Iterator[dict[str, Any]]:
    """Every schema that is in another."""
    if isinstance(schema, dict):
        if isinstance(schema.get("type"), str):
            yield schema
        inner = (value for name, value in schema.items() if name not in ("metadata", "default"))
        schema = [*inner]
    if isinstance(schema, list | tuple):
        for one in schema:
            yield from _nodes(one)


def _refused(service: Service[Any]) -> Iterator[ErrorDetails]:
    """What anything that is sent, or a part of it, may be refused for."""
    seen = set()
    routes = (route._effective_route for route in all_routes(app_of(service)))
    for route in routes:
        for field in _fields(route.dependant) if hasattr(route, "dependant") else ():
            for node in _nodes(field._type_adapter.core_schema):
                if repr(node) not in seen:
                    seen.add(repr(node))
                    yield from _refused_by(node)


def _refused_by(node: Any) -> Iterator[ErrorDetails]:
    try:
        validator = SchemaValidator(node)
    except SchemaError:
        return  # a part that is no value's, such as a model's field
    for probe in PROBES:
        try:
            validator.validate_python(probe)
        except ValidationError as error:
            yield from error.errors(include_url=False)
        except TypeError:
            continue  # of a whole that is wrong in a part, which is tried by itself


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_no_answer_is_in_the_words_of_pydantic(service: Service[Any]) -> None:
    by_type = {one["type"]: one for one in _refused(service) if "problem" not in one.get("ctx", {})}
    assert len(by_type) > 2
    assert sorted(by_type.keys() - MESSAGES.keys()) == []
    assert sorted(by_type.keys() - EXPECTED.keys()) == []
    for one in by_type.values():
        placed = ErrorDetails(**{**one, "loc": ("body", "field")})
        [fault] = wrong_fields([placed], None).errors
        assert one["msg"] not in (fault.message, fault.expected)
        assert translated(fault.message, "fr") != fault.message
