"""Serve the figures of a territory and of a company."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Path, Query

from boucle.indicators.figures.figure import EARLIEST, Month
from boucle.indicators.reports import organisation_report, territory_report
from boucle.indicators.schemas import IndicatorsOut
from boucle.platform.errors import invalid_field
from boucle.platform.http import CurrentPrincipal, GuardedRouter, Siren, resources
from boucle.platform.process import Resources
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


@router.get("/v1/territories/{siren}/indicators")
async def territory_indicators(
    siren: Annotated[Siren, Path()],
    month: ChosenMonth,
    principal: CurrentPrincipal,
    resources: Res,
) -> IndicatorsOut:
    """Figures of a territory, or of a federation over its members; for its animators."""
    async with resources.database.read() as session:
        report = await territory_report(session, siren, month, principal)
    return IndicatorsOut.of(report, month)


@router.get("/v1/organisations/{organisation_id}/indicators")
async def organisation_indicators(
    organisation_id: UUID, month: ChosenMonth, principal: CurrentPrincipal, resources: Res
) -> IndicatorsOut:
    """Figures of one company; for itself, the tools that act for it, its animators."""
    async with resources.database.read() as session:
        report = await organisation_report(session, organisation_id, month, principal)
    return IndicatorsOut.of(report, month)
