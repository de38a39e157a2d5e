"""Events -> facts; facts -> figures. No figure is kept: it is computed when asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from boucle.common.consuming.consumer import BatchHandler, Received
from boucle.common.db import ReadSession, WriteSession
from boucle.common.identity import Principal
from boucle.indicators.facts import store
from boucle.indicators.facts.projections import Fact, SiteBody, ToReportUnit, fact_of
from boucle.indicators.figures.formulas import Figure, Month, Scope, figures, members

CONSUMER = "indicators"
CONSUMED = ("territory", "site", "flow", "synergy", "life", "introduction", "meeting")


class OutOfScope(LookupError):
    """Unknown here, or not for this principal: both read the same from outside."""


@dataclass(frozen=True, slots=True)
class Report:
    territories: tuple[str, ...]
    figures: tuple[Figure, ...]


def record_facts(convert: ToReportUnit) -> BatchHandler:
    """A handler that keeps what each event states; a repeated event states nothing new."""

    async def record(session: WriteSession, batch: Sequence[Received]) -> None:
        facts = [fact for received in batch if (fact := fact_of(received.event, convert))]
        if facts:
            await store.add_facts(session, facts)

    return record


async def territory_report(
    session: ReadSession, siren: str, month: Month, principal: Principal
) -> Report:
    """Figures of a territory, or of a federation over its members. Raises OutOfScope."""
    known = await store.territories(session)
    if siren not in {fact.entity for fact in known}:
        raise OutOfScope(siren)
    if principal.role != "operator" and not (
        principal.role == "animator" and siren in principal.territories
    ):
        raise OutOfScope(siren)
    scope = Scope(territories=members(known, siren))
    facts = await store.facts_of_territories(session, scope.territories, month.last)
    return Report(tuple(sorted(scope.territories)), figures(facts, scope, month))


async def organisation_report(
    session: ReadSession, organisation: UUID, month: Month, principal: Principal
) -> Report:
    """Figures of one company, for itself, its tools, its animators. Raises OutOfScope."""
    facts = await store.facts_of_organisation(session, organisation, month.last)
    territories = await store.territories_of_organisation(session, organisation)
    if not territories or not _may_read(principal, organisation, territories, facts):
        raise OutOfScope(str(organisation))
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
