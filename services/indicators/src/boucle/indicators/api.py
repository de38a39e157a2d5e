"""Serve the figures of a territory and of a company."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import Depends, Path, Query, Response

from boucle.indicators.figures.figure import EARLIEST, Month
from boucle.indicators.reports import organisation_report, territory_report
from boucle.indicators.schemas import IndicatorsOut
from boucle.platform.errors import invalid_field
from boucle.platform.http import (
    AsFile,
    CurrentPrincipal,
    GuardedRouter,
    Siren,
    TableColumn,
    all_in_one,
    also_as_file,
    file_of,
    resources,
)
from boucle.platform.http.lists.files import Format
from boucle.platform.process.service import Resources
from boucle.platform.translating import tr

router = GuardedRouter(tags=["indicators"])
Res = Annotated[Resources, resources()]


async def chosen_month(
    resources: Res,
    month: Annotated[
        str | None,
        Query(max_length=20, description="`YYYY-MM`; by default the month under way."),
    ] = None,
) -> Month:
    """Return the month asked for; answer 422 for a future one and for anything else."""
    today = resources.clock().date()
    if month is None:
        return Month.of(today.year, today.month, today)
    expected = tr(
        "a month from {earliest} to {today}, as YYYY-MM",
        earliest=f"{EARLIEST:%Y-%m}",
        today=f"{today:%Y-%m}",
    )
    year, separator, number = month.partition("-")
    if not (separator and len(year) == 4 and len(number) == 2 and month.isascii()):
        raise invalid_field("query.month", month, "not a month", expected)
    if not (year.isdigit() and number.isdigit() and 1 <= int(number) <= 12):
        raise invalid_field("query.month", month, "not a month", expected)
    if not (EARLIEST.year, EARLIEST.month) <= (int(year), int(number)) <= (today.year, today.month):
        raise invalid_field("query.month", month, "outside what is known", expected)
    return Month.of(int(year), int(number), today)


ChosenMonth = Annotated[Month, Depends(chosen_month)]


_COLUMNS: Final = (
    TableColumn("Clé", "Key", lambda one: one.key),
    TableColumn("Indicateur", "Indicator", lambda one: one.label_fr),
    TableColumn("Indicateur (anglais)", "Indicator (English)", lambda one: one.label_en),
    TableColumn("Certitude", "Grade", lambda one: one.grade),
    TableColumn("Valeur", "Value", lambda one: one.value),
    TableColumn("Minimum", "Low", lambda one: one.low),
    TableColumn("Maximum", "High", lambda one: one.high),
    TableColumn("Unité", "Unit", lambda one: one.unit),
    TableColumn("Comptés", "Counted", lambda one: one.counted),
    TableColumn("Laissés de côté", "Left out", lambda one: one.left_out),
    TableColumn("Formule", "Formula", lambda one: one.formula),
    TableColumn("Ce qui manque", "Missing", lambda one: ", ".join(one.missing)),
)
"""Of the figures as a file."""


async def _answered(shown: IndicatorsOut, kind: Format) -> IndicatorsOut | Response:
    if kind == "json":
        return shown
    return await file_of(*all_in_one(shown.figures), _COLUMNS, f"indicators-{shown.month}", kind)


@router.get("/v1/territories/{siren}/indicators", response_model=IndicatorsOut, **also_as_file())
async def territory_indicators(
    siren: Annotated[Siren, Path()],
    month: ChosenMonth,
    principal: CurrentPrincipal,
    resources: Res,
    kind: AsFile = "json",
) -> IndicatorsOut | Response:
    """Figures of a territory, or of a federation over its members; for its animators."""
    async with resources.database.read() as session:
        report = await territory_report(session, siren, month, principal)
    return await _answered(IndicatorsOut.of(report, month), kind)


@router.get(
    "/v1/organisations/{organisation_id}/indicators",
    response_model=IndicatorsOut,
    **also_as_file(),
)
async def organisation_indicators(
    organisation_id: UUID,
    month: ChosenMonth,
    principal: CurrentPrincipal,
    resources: Res,
    kind: AsFile = "json",
) -> IndicatorsOut | Response:
    """Figures of one company; for itself, the tools that act for it, its animators."""
    async with resources.database.read() as session:
        report = await organisation_report(session, organisation_id, month, principal)
    return await _answered(IndicatorsOut.of(report, month), kind)
