"""What came of the rows of a bulk upsert, a ``BulkResult`` each, without what is empty."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from boucle.platform.errors import DomainError, Fault, invalid
from boucle.platform.http import Problem
from boucle.platform.http.errors import problem_of, unexpected_problem
from boucle.platform.http.problems import TYPE_URI
from boucle.registry.api.responses import warnings_out
from boucle.registry.api.sources.bulk_lines import CheckedLine, RefusedLine
from boucle.registry.declarations.at_site.declared import WriteOutcome
from boucle.registry.declarations.tools import sources
from boucle.registry.declarations.writing import Written
from boucle.registry.domain.entities import Organisation, Site

Shown = dict[str, Any]
Party = Organisation | Site


def shown(row: CheckedLine, status: int, version: int | None) -> Shown:
    known = {"line": row.line, "kind": row.row.kind, "id": row.row.id, "status": status}
    return known if version is None else known | {"version": version}


def written(row: CheckedLine, came: Written[Any], *, unclassified: bool) -> Shown:
    """Of a flow or a sharing."""
    if row.row.withdraw:
        return shown(row, 204, came.thing.version)
    answer = _kept(row, came.thing.version, came.outcome)
    return answer | {"unclassified": True} if unclassified else answer


def put(row: CheckedLine, before: Party | None, kept: Party) -> Shown:
    """Of an organisation or a site; ``before``: as it was."""
    if before is None or sources.is_new(before):
        return _kept(row, kept.version, "created")
    return _kept(row, kept.version, "unchanged" if before.version == kept.version else "revised")


def _kept(row: CheckedLine, version: int, outcome: WriteOutcome) -> Shown:
    answer = shown(row, 201 if outcome == "created" else 200, version)
    return answer | {"unchanged": True} if outcome == "unchanged" else answer


def warned(doubts: Iterable[Fault]) -> Shown:
    found = [_of_row(warning.model_dump()) for warning in warnings_out(doubts)]
    return {"warnings": found} if found else {}


def failed(row: CheckedLine, error: Exception) -> Shown:
    problem = problem_of(error) if isinstance(error, DomainError) else unexpected_problem(error)
    return shown(row, problem.status, None) | {"problem": _marshalled(problem)}


def refused(row: RefusedLine, unknown: Mapping[str, Fault]) -> Shown:
    """``unknown``: the sites, by name, that are none."""
    problem = row.problem
    if row.site is not None and row.site in unknown:
        site = replace(unknown[row.site], field="data.site")
        problem = problem_of(invalid([*problem.faults, site]))
    named = {"line": row.line, "kind": row.kind, "id": row.id, "status": problem.status}
    known = {name: value for name, value in named.items() if value is not None}
    return known | {"problem": _marshalled(problem)}


def _marshalled(problem: Problem) -> Shown:
    body = dict(problem.marshal(uri=TYPE_URI))
    if "errors" in body:
        body["errors"] = [_of_row(error) for error in body["errors"]]
    return body


def _of_row(fault: Shown) -> Shown:
    """What a PUT calls its body is ``data`` in a row."""
    place, dot, inside = fault["field"].partition(".")
    if place == "row":
        return {**fault, "field": inside or place}
    return {**fault, "field": f"data{dot}{inside}" if place == "body" else fault["field"]}
