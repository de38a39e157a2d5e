"""Facts -> figures, for whom they concern. No figure is kept: it is computed when asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from boucle.common.db import ReadSession
from boucle.common.errors import not_found
from boucle.common.identity import Principal
from boucle.indicators.facts import store
from boucle.indicators.facts.bodies import Fact, SiteBody
from boucle.indicators.figures.figure import Figure, Month, Scope, members
from boucle.indicators.figures.formulas import figures


@dataclass(frozen=True, slots=True)
class Report:
    territories: tuple[str, ...]
    figures: tuple[Figure, ...]


async def territory_report(
    session: ReadSession, siren: str, month: Month, principal: Principal
) -> Report:
    """Figures of a territory, or of a federation over its members. Raises NotFound."""
    known = await store.territories(session)
    animates = principal.role == "animator" and siren in principal.territories
    if siren not in {fact.entity for fact in known} or not (
        principal.role == "operator" or animates
    ):
        raise not_found("territory", siren)
    scope = Scope(territories=members(known, siren))
    facts = await store.facts_of_territories(session, scope.territories, month.last)
    return Report(tuple(sorted(scope.territories)), figures(facts, scope, month))


async def organisation_report(
    session: ReadSession, organisation: UUID, month: Month, principal: Principal
) -> Report:
    """Figures of one company, for itself, its tools, its animators. Raises NotFound."""
    facts = await store.facts_of_organisation(session, organisation, month.last)
    territories = await store.territories_of_organisation(session, organisation)
    if not territories or not _may_read(principal, organisation, territories, facts):
        raise not_found("organisation", organisation)
    scope = Scope(organisation=organisation)
    return Report(tuple(sorted(territories)), figures(facts, scope, month))


def _may_read(
    principal: Principal, organisation: UUID, territories: frozenset[str], facts: Sequence[Fact]
) -> bool:
    if principal.role == "operator":
        return True
    if principal.role == "company":
        return organisation in principal.organisations
    if principal.role == "animator":
        return not territories.isdisjoint(principal.territories)
    return principal.role == "tool" and any(
        isinstance(fact.body, SiteBody)
        and organisation in fact.body.organisations
        and principal.client_id in fact.body.tools
        for fact in facts
    )
