"""Turn errors into problems. Bad input is never a 500, and a 500 reveals nothing internal."""

import json
import re
from collections.abc import Sequence
from typing import Any

import rfc9457
import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi_problem.handler import new_exception_handler
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response

from boucle.platform.errors import (
    Conflict,
    DomainError,
    Fault,
    Forbidden,
    Gone,
    Invalid,
    NoCondition,
    NotFound,
    Stale,
    Unavailable,
    invalid,
    unavailable,
)
from boucle.platform.http.lists.following import MovedTo, redirect
from boucle.platform.http.parameters import slashed_ids
from boucle.platform.http.problems import TYPE_URI, Problem
from boucle.platform.http.reading import NotModified, not_modified
from boucle.platform.http.routes import allowed
from boucle.platform.http.values.schema_words import EXPECTED, MESSAGES
from boucle.platform.http.values.shapes import fields_expected, object_expected, value_expected
from boucle.platform.transient import is_transient, is_unstorable
from boucle.platform.translating import tr

MEDIA_TYPE = "application/problem+json"
_log = structlog.get_logger(__name__)

_STATUSES: dict[type[DomainError], int] = {
    Invalid: 422,
    Forbidden: 403,
    NotFound: 404,
    Conflict: 409,
    Gone: 410,
    Stale: 412,
    NoCondition: 428,
    Unavailable: 503,
}
_SLUGS = {
    400: ("unreadable-request", "The request cannot be read"),
    401: ("unauthenticated", "Who asks is not known"),
    403: ("forbidden", "Not allowed"),
    404: ("not-found", "Not found"),
    405: ("method-not-allowed", "This address has no such method"),
    413: ("too-large", "The body is too large"),
}

_DETAILS = {"Not Found": "nothing is at this address"}
"""What the framework says, in plain words."""

_OBJECTS = ("model_attributes_type", "model_type")
_ONE = re.compile(r"\b1 (character|item)s\b")
_INDEX = re.compile(r"\[\d+\]")
_CLOSED = ("enum", "literal_error")
_QUOTED = re.compile(r"'([^']+)'")
_EXCERPT = 20  # characters of broken JSON shown, from where it breaks


def handle_errors(app: FastAPI) -> None:
    """Answer every error of this app as a problem."""
    handler = new_exception_handler(
        handlers={DomainError: lambda _handler, _request, error: problem_of(error)},
        documentation_uri_template=TYPE_URI,
        http_exception_handler=lambda _handler, request, error: _from_http(request, error),
        request_validation_handler=lambda _handler, request, error: _from_validation(
            request, error
        ),
    )
    for kind in (DomainError, rfc9457.Problem, HTTPException, RequestValidationError):
        app.add_exception_handler(kind, handler)
    app.add_exception_handler(NotModified, not_modified)
    app.add_exception_handler(MovedTo, redirect)
    app.add_exception_handler(ClientDisconnect, _nobody_left)
    app.add_exception_handler(Exception, _unexpected)


async def _nobody_left(_request: Request, _error: Exception) -> Response:
    return Response(status_code=499)  # nobody reads it


async def _unexpected(_request: Request, error: Exception) -> Response:
    return unexpected(error)


def unexpected(error: Exception) -> Response:
    """Log an unforeseen error once, and return its answer."""
    return as_response(unexpected_problem(error))


def unexpected_problem(error: Exception) -> Problem:
    """Log an unforeseen error once, and return its problem."""
    problem = _foreseeable(error)
    if problem is None:
        _log.error("request failed", exc_info=error)
        problem = Problem(500, "internal", "Something went wrong on our side")
    else:
        _log.warning("request refused by the database", cause=type(error).__name__, exc_info=error)
    return problem


def problem_of(error: DomainError) -> Problem:
    status = next(code for kind, code in _STATUSES.items() if isinstance(error, kind))
    again = error.retry_after if isinstance(error, Unavailable) else None
    headers = {} if again is None else {"Retry-After": str(again)}
    return Problem(
        status, error.code, error.title, error.detail, errors=error.errors, headers=headers
    )


def fields_problem(error: ValidationError, model: type[BaseModel], place: str) -> Problem:
    """Return the problem of an object at ``place`` that ``model`` refused."""
    found = error.errors(include_url=False)
    details = [ErrorDetails(**{**entry, "loc": (place, *entry["loc"])}) for entry in found]
    return problem_of(wrong_fields(details, model))


def as_response(problem: Problem) -> Response:
    return JSONResponse(
        problem.marshal(uri=TYPE_URI),
        status_code=problem.status,
        headers=problem.headers,
        media_type=MEDIA_TYPE,
    )


def too_large() -> Problem:
    return Problem(413, *_SLUGS[413], "send less, or in several requests")


def _foreseeable(error: Exception) -> Problem | None:
    if is_transient(error):
        return problem_of(
            unavailable(
                "unavailable", "Not available right now", "try again in a moment", retry_after=2
            )
        )
    if is_unstorable(error):
        return Problem(422, "unstorable", "The request is not valid", "a value cannot be stored")
    return None


def _from_http(request: Request, error: HTTPException) -> Problem:
    if error.status_code == 405:
        names = ", ".join(allowed(request.app, request.scope["path"]))
        none = tr("{method} is none of {names}", method=request.method, names=names)
        return Problem(405, *_SLUGS[405], none, headers={"Allow": names})
    slashed = list(slashed_ids(request)) if error.status_code == 404 else []
    if slashed:
        return problem_of(invalid(slashed))
    if isinstance(error.__cause__, UnicodeDecodeError):
        return Problem(400, *_SLUGS[400], errors=[_other_text(error.__cause__)])
    slug, title = _SLUGS.get(error.status_code, ("http-error", error.detail))
    detail = None if error.detail == title else _DETAILS.get(error.detail, error.detail)
    return Problem(error.status_code, slug, title, detail, headers=error.headers)


def _from_validation(request: Request, error: RequestValidationError) -> Problem:
    details: list[ErrorDetails] = list(error.errors())
    if any(_is_wrong_media(entry) for entry in details):
        given = request.headers.get("content-type", "none")
        return Problem(
            415,
            "unsupported-media-type",
            "The body is of another kind",
            tr("expected: {media}", media="application/json"),
            errors=[Fault("header.content-type", given, "not JSON", "application/json")],
        )
    if details[0]["type"] == "json_invalid":
        return problem_of(invalid([_located(details[0], str(error.body))]))
    body = getattr(request.scope["route"].body_field, "field_info", None)
    return problem_of(wrong_fields(details, None if body is None else body.annotation))


def _other_text(error: UnicodeDecodeError) -> Fault:
    """Return the error of a body in another encoding, as old spreadsheets write; bytes count from
    1."""
    near = error.object[max(0, error.start - _EXCERPT) : error.end + _EXCERPT]
    byte = f"0x{error.object[error.start]:02x}"
    message = tr("is not in UTF-8: byte {place} is {byte}", place=error.start + 1, byte=byte)
    return Fault("body", near.decode("cp1252", "replace"), message, "JSON in UTF-8")


def wrong_fields(details: Sequence[ErrorDetails], body: Any) -> Invalid:
    """Return the error of wrong fields. ``body``: the type that the body should have, or None."""
    return invalid([_field_error(entry, body) for entry in _causes(details)[:50]])


def _causes(details: Sequence[ErrorDetails]) -> list[ErrorDetails]:
    """Leave out that a list is too short where its items are wrong: pydantic counts the right."""
    inside = {entry["loc"][:depth] for entry in details for depth in range(len(entry["loc"]))}
    return [one for one in details if one["type"] != "too_short" or one["loc"] not in inside]


def unread_json(error: ValueError | RecursionError) -> Problem:
    """Return the problem of a body that a route parses itself with ``json.loads``."""
    if isinstance(error, UnicodeDecodeError):
        return Problem(400, *_SLUGS[400], errors=[_other_text(error)])
    if isinstance(error, json.JSONDecodeError):
        return problem_of(invalid([_broken_json(error.pos, error.msg, error.doc)]))
    return problem_of(invalid([Fault("body", None, "is too deep", "valid JSON")]))


def _is_wrong_media(details: ErrorDetails) -> bool:
    return details["loc"] == ("body",) and isinstance(details["input"], bytes)


def _located(details: ErrorDetails, text: str) -> Fault:
    return _broken_json(int(details["loc"][1]), details.get("ctx", {}).get("error"), text)


def _broken_json(at: int, cause: object, text: str) -> Fault:
    """Return where the JSON breaks: line and column, both from 1."""
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    message = tr(
        "not JSON at line {line}, column {column}: {cause}", line=line, column=column, cause=cause
    )
    return Fault("body", text[at : at + _EXCERPT] or None, message, "valid JSON")


def _field_error(details: ErrorDetails, body: Any) -> Fault:
    kind, place = details["type"], details["loc"]
    value = None if kind == "missing" else details["input"]
    context = details.get("ctx", {})
    field = context.get("field")
    if field is not None:
        # Found among several fields: pydantic only knows the object that holds them.
        place, value = (*place, field), value.get(field) if isinstance(value, dict) else None
    return Fault(_path(place), value, _message(details), _expected(details, body))


def _message(details: ErrorDetails) -> str:
    kind, context = details["type"], details.get("ctx", {})
    if "problem" in context:
        problem: str = context["problem"]
        return problem
    return MESSAGES.get(kind, "is not right here")


def _expected(details: ErrorDetails, body: Any) -> str:
    kind, inside = details["type"], details["loc"][1:]
    if kind == "extra_forbidden":
        near = fields_expected(body, inside)
    elif kind == "missing":
        near = value_expected(body, inside)
    else:
        near = object_expected(body, inside) if kind in _OBJECTS else None
    context = details.get("ctx", {})
    given: str | None = near or context.get("expected_hint")
    if given:
        return given
    if kind in _CLOSED:
        words = _QUOTED.findall(str(context["expected"]))
        several = len(words) > 1
        return tr("one of {words}", words=", ".join(words)) if several else str(context["expected"])
    known = {name: _plain(value) for name, value in context.items()}
    expected = tr(EXPECTED.get(kind, "what the contract says"), **known)
    one = _ONE.sub(r"1 \1", expected)
    return one if one != expected else expected


def _plain(value: object) -> str:
    """Return a bound as people write it: 90, not 90.0."""
    return f"{value:g}" if isinstance(value, float) else str(value)


def _path(location: tuple[int | str, ...]) -> str:
    path = ""
    for step in location:
        path += f"[{step}]" if isinstance(step, int) else f".{step}" if path else str(step)
    # Of a parameter that may be repeated, the value says which one is meant.
    return _INDEX.sub("", path) if location[0] == "query" else path
