"""``/v1/workshop-tables``: whom to invite to a workshop, and who sits at which table."""

from collections import Counter
from typing import Annotated, Final
from uuid import UUID

from fastapi import Depends, Query

from boucle.contract.events.reasons import SynergyKind
from boucle.matching.api.dependencies import Res
from boucle.matching.queries.parts import ResponseModel
from boucle.matching.queries.workshops.seating import chosen, seated, weights_of
from boucle.matching.queries.workshops.synergies import PossibleTalk, possible_talks, worth_of
from boucle.matching.threads import computed
from boucle.platform.errors import forbidden, invalid_field
from boucle.platform.http import AnyOf, GuardedRouter, Siren, require
from boucle.platform.identity import Principal
from boucle.platform.translating import tr

Staff = Annotated[Principal, Depends(require("animator", "operator"))]
_SHOWN: Final = 20  # synergies of a table

router = GuardedRouter(prefix="/v1/workshop-tables", tags=["synergies"])


class TableSynergyOut(ResponseModel):
    """What companies of a table could talk about. ``gives``: of a pair, who offers."""

    synergy_id: UUID
    kind: SynergyKind
    subject: str
    organisations: tuple[UUID, ...]
    gives: UUID | None


class WorkshopTableOut(ResponseModel):
    """``subject``: what its companies have most in common, a family, service, equipment or
    occupation; null where they have nothing. ``total``: of its synergies; the 20 best are shown."""

    subject: str | None
    organisations: tuple[UUID, ...]
    synergies: tuple[TableSynergyOut, ...]
    total: int


class WorkshopTablesOut(ResponseModel):
    """``considered``: how many companies have something to say to another one."""

    tables: tuple[WorkshopTableOut, ...]
    considered: int


@router.get("")
async def compose_workshop(
    resources: Res,
    principal: Staff,
    territory: Annotated[AnyOf[Siren], Query(description="Yours; all of them by default.")] = None,
    organisation_id: Annotated[
        AnyOf[UUID], Query(description="Who comes, each at a table; left out, whom to invite.")
    ] = None,
    companies: Annotated[int, Query(ge=2, le=200, description="To invite, at most.")] = 20,
    seats: Annotated[int, Query(ge=2, le=20, description="At a table, at most.")] = 6,
) -> WorkshopTablesOut:
    """Companies of your territories that have most to say to one another, at tables where they say
    most of it: synergies found and not over, one side or the other; none that runs already. It
    follows what is declared: asked again after a change, it may answer otherwise."""
    async with resources.database.read(snapshot=True) as session:
        talks = await possible_talks(
            session,
            _territories(principal, territory),
            None if organisation_id is None else sorted(set(organisation_id)),
        )
    return await computed(lambda: _composed(talks, organisation_id, companies, seats), len(talks))


def _territories(principal: Principal, wanted: list[str] | None) -> list[str]:
    """Raise Forbidden, and Invalid where an operator names none."""
    if wanted is None and principal.role == "operator":
        raise invalid_field("query.territory", None, "no territory is given", "a SIREN")
    if principal.role == "operator":
        return sorted(wanted or ())
    for one in wanted or ():
        if one not in principal.territories:
            raise forbidden(tr("{wanted} is not a territory that you animate", wanted=one))
    return sorted(wanted or principal.territories)


def _composed(
    talks: list[PossibleTalk], coming: list[UUID] | None, most: int, seats: int
) -> WorkshopTablesOut:
    weights = weights_of(worth_of(talks))
    guests = chosen(weights, most) if coming is None else sorted(set(coming))
    tables = [_table(one, talks) for one in seated(guests, weights, seats)]
    return WorkshopTablesOut(tables=tuple(tables), considered=len(weights))


def _table(companies: list[UUID], talks: list[PossibleTalk]) -> WorkshopTableOut:
    there = set(companies)
    own = [one for one in talks if len(there.intersection(one.companies)) > 1]
    subjects = Counter[str]()
    for one in own:
        subjects[one.subject] += one.worth
    best = min(subjects, key=lambda name: (-subjects[name], name), default=None)
    shown = [
        TableSynergyOut(
            synergy_id=one.synergy_id,
            kind=one.kind,
            subject=one.subject,
            organisations=tuple(each for each in one.companies if each in there),
            gives=one.gives,
        )
        for one in own[:_SHOWN]
    ]
    return WorkshopTableOut(
        subject=best, organisations=tuple(companies), synergies=tuple(shown), total=len(own)
    )
