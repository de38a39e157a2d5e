"""From the lines of a bulk upsert to what can be written: the same checks as a PUT by source."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from pydantic import BaseModel, ValidationError

from boucle.platform.errors import DomainError, Fault, invalid, invalid_field
from boucle.platform.http import Problem
from boucle.platform.http.bodies import unfit
from boucle.platform.http.errors import fields_problem, problem_of, unexpected_problem
from boucle.platform.http.ndjson import Row
from boucle.platform.translating import tr
from boucle.registry.api.declarations.shapes import FLOW, SHAPES, SHARING
from boucle.registry.api.dependencies import Registry
from boucle.registry.api.schemas.parties.organisations import OrganisationPut
from boucle.registry.api.schemas.parties.sites import SitePut
from boucle.registry.api.schemas.sources.bulk import BulkKind, BulkRow
from boucle.registry.api.wire import declared_organisation, declared_site
from boucle.registry.declarations.parties.organisations import OrganisationDraft
from boucle.registry.declarations.parties.sites import checked_site
from boucle.registry.declarations.tools.bulk import BulkLine
from boucle.registry.domain.entities import DeclaredSite

_MODELS: Final[dict[BulkKind, type[BaseModel]]] = {
    "organisation": OrganisationPut,
    "site": SitePut,
    "flow": FLOW.put,
    "sharing": SHARING.put,
}
_EXCERPT = 20  # characters of broken JSON shown, from where it breaks


@dataclass(frozen=True, slots=True)
class SiteLine:
    """A site as declared; ``organisation``: the tool's id of its organisation."""

    organisation: str
    declared: DeclaredSite


Declared: TypeAlias = BulkLine | SiteLine | OrganisationDraft | None
"""What a row declares; None: it withdraws a site or an organisation."""


@dataclass(frozen=True, slots=True)
class CheckedLine:
    line: int
    row: BulkRow
    declared: Declared


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """``kind`` and ``id`` as far as they could be read; ``site``: what it named as its site.
    ``broken_off``: the body may have ended before the row did."""

    line: int
    problem: Problem
    kind: str | None = None
    id: str | None = None
    site: str | None = None
    broken_off: bool = False


AnyLine: TypeAlias = CheckedLine | RefusedLine


def checked_lines(rows: Sequence[Row], registry: Registry, most: int) -> list[AnyLine]:
    """Every row, looked at by itself. ``most``: bytes of a row."""
    return [_checked(row, registry, most) for row in rows]


def _checked(row: Row, registry: Registry, most: int) -> AnyLine:
    if row.content is None:
        return RefusedLine(row.line, _too_large(most))
    try:
        sent = json.loads(row.content)
    except (ValueError, RecursionError) as error:
        problem = problem_of(invalid([_broken(row, error)]))
        return RefusedLine(row.line, problem, broken_off=not row.ended)
    errors = list(unfit("row", sent))
    if errors:
        return RefusedLine(row.line, problem_of(invalid(errors[:20])))
    try:
        read = BulkRow.model_validate(sent)
    except ValidationError as error:
        kind, id_ = _named(sent)
        return RefusedLine(row.line, fields_problem(error, BulkRow, "row"), kind, id_)
    model = _MODELS[read.kind]
    try:
        return CheckedLine(row.line, read, _declared(read, registry))
    except ValidationError as error:
        problem = fields_problem(error, model, "data")
    except DomainError as error:
        problem = problem_of(error)
    except Exception as error:  # noqa: BLE001 - others' rows are not to fail with it
        problem = unexpected_problem(error)
    return RefusedLine(row.line, problem, read.kind, read.id, _site_of(read, problem))


def _declared(row: BulkRow, registry: Registry) -> Declared:
    """Raises ValidationError, Faulty."""
    match row.kind:
        case "flow" | "sharing" if row.data is None:
            return BulkLine(row.id)
        case "flow" | "sharing":
            shape = SHAPES[row.kind]
            body: Any = shape.put.model_validate(row.data)
            return BulkLine(row.id, body.site, shape.draft(body, registry.catalogue))
        case "site" if row.data is not None:
            site = SitePut.model_validate(row.data)
            declared = checked_site(declared_site(site), registry.catalogue, registry.served_area)
            return SiteLine(site.organisation, declared)
        case "organisation" if row.data is not None:
            return declared_organisation(OrganisationPut.model_validate(row.data))
    return None


def _named(sent: Any) -> tuple[str | None, str | None]:
    """What a wrong row calls itself, where it does so as it should."""
    if not isinstance(sent, dict):
        return None, None
    kind, id_ = sent.get("kind"), sent.get("id")
    named = isinstance(id_, str) and len(id_) <= 200
    return kind if kind in _MODELS else None, id_ if named else None


def _site_of(row: BulkRow, problem: Problem) -> str | None:
    """The site that a wrong flow or sharing names, if it names it as it should."""
    named = (row.data or {}).get("site")
    wrong = any(fault.field.endswith("data.site") for fault in problem.faults)
    named_so = isinstance(named, str) and "site" in _MODELS[row.kind].model_fields
    return named if named_so and not wrong else None


def _broken(row: Row, error: Exception) -> Fault:
    """Of a row that is the last one and has no line end, the rest may be missing."""
    if isinstance(error, json.JSONDecodeError):
        cause: str = tr(
            "not JSON at column {column}: {cause}", column=error.pos + 1, cause=error.msg
        )
        value = error.doc[error.pos : error.pos + _EXCERPT] or None
    else:
        deep = "it is nested too deeply, or not UTF-8"
        cause, value = tr("not JSON: {cause}", cause=deep), None
    if not row.ended:
        cause = tr("{cause}; the body ends in this row", cause=cause)
    return Fault("row", value, cause, "one JSON object on one line")


def _too_large(most: int) -> Problem:
    error = invalid_field(
        "row", None, tr("is larger than {most} bytes", most=most), "a smaller row"
    ).errors
    return Problem(413, "too-large", "The row is too large", "send less in a row", errors=error)
