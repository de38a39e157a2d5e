"""Report figures: stored ones of a territory, computed ones of a company."""

import asyncio
from dataclasses import dataclass
from uuid import UUID

from boucle.indicators.facts import store
from boucle.indicators.facts.reading import facts_of_organisation, facts_visible_to_organisation
from boucle.indicators.figures.figure import Figure, Month, Scope, members
from boucle.indicators.figures.formulas import figures
from boucle.indicators.stored.store import stored_figures
from boucle.platform.db import ReadSession
from boucle.platform.errors import not_found, unavailable
from boucle.platform.identity import Principal
from boucle.platform.translating import tr

_SOON_S = 5


@dataclass(frozen=True, slots=True)
class FigureReport:
    """``bordered``: what crosses the border of the territory is left out until acted on."""

    territories: tuple[str, ...]
    figures: tuple[Figure, ...]
    bordered: bool = False


async def territory_report(
    session: ReadSession, siren: str, month: Month, principal: Principal
) -> FigureReport:
    """Return the figures of a territory, or of a federation over its members. Raise NotFound, and
    Unavailable before they are first computed."""
    territory_facts = await store.territories(session)
    animates = principal.role == "animator" and siren in principal.territories
    if siren not in {fact.entity for fact in territory_facts} or not (
        principal.role == "operator" or animates
    ):
        raise not_found("territory", siren)
    found = await stored_figures(session, siren, month.last)
    if found is None:
        raise unavailable(
            "figures-being-made",
            "These figures are being made",
            tr(
                "the figures of {siren} in {first} are made for the first time, as after an "
                "upgrade or for a new territory: ask again in a moment",
                siren=siren,
                first=f"{month.first:%Y-%m}",
            ),
            retry_after=_SOON_S,
        )
    return FigureReport(tuple(sorted(members(territory_facts, siren))), found, bordered=True)


async def organisation_report(
    session: ReadSession, organisation: UUID, month: Month, principal: Principal
) -> FigureReport:
    """Return the figures of one company, for itself, its tools, its animators. Itself and its tools
    get none that follows from others' values: no potential, no candidate. Raise NotFound."""
    itself = principal.role in ("company", "tool")
    read_facts = facts_visible_to_organisation if itself else facts_of_organisation
    territories = await store.territories_of_organisation(session, organisation)
    if not territories or not await _may_read(session, principal, organisation, territories):
        raise not_found("organisation", organisation)
    facts, lists = await read_facts(session, organisation, month.last)
    scope = Scope(organisation=organisation)
    found = await asyncio.to_thread(figures, facts, scope, month, lists)
    return FigureReport(tuple(sorted(territories)), found)


async def _may_read(
    session: ReadSession, principal: Principal, organisation: UUID, territories: frozenset[str]
) -> bool:
    if principal.role == "operator":
        return True
    if principal.role == "company":
        return organisation in principal.organisations
    if principal.role == "animator":
        return not territories.isdisjoint(principal.territories)
    if principal.role != "tool":
        return False
    return await store.acts_for(session, principal.client_id, organisation)
