"""``/v1/communes``: which EPCI a commune is in, and whether that is a territory here."""

from typing import Annotated, Final

from fastapi import Query
from fastapi.responses import Response
from pydantic import Field
from pydantic.main import IncEx

from boucle.platform.errors import Faulty
from boucle.platform.http import CurrentPrincipal, GuardedRouter, Line, Selection, Siren, selection
from boucle.platform.http.reading import IfNoneMatch
from boucle.registry.api.cacheable import NOT_CHANGED, kept
from boucle.registry.api.dependencies import TheRegistry
from boucle.registry.api.schemas.outlets.outlets import ReasonOut
from boucle.registry.api.schemas.reference.reference import (
    CommuneOut,
    Communes,
    PageCursor,
    PageLimit,
)
from boucle.registry.domain.codes import commune_fault
from boucle.registry.reference.communes.store import (
    CommuneQuestion,
    ListedCommune,
    file_version,
    list_communes,
)
from boucle.registry.reference.places import cursor_of, key_in
from boucle.registry.reference.search import folded_query

router = GuardedRouter(tags=["reference"], responses=NOT_CHANGED)

_LISTING: Final = "communes"
_FAULTS: Final = 5
_ASKED_AGAIN: Final = "private, no-cache"
"""Territories are declared at any time."""
_NOTHING_IMPORTED: Final = ReasonOut(
    fr="aucune commune n'est importée ici : l'exploitant en importe le fichier "
    "(boucle import communes FICHIER)",
    en="no communes are imported here: the operator imports their file "
    "(boucle import communes FILE)",
)

Codes = Annotated[
    Annotated[list[Annotated[str, Line(10)]], Field(max_length=200)] | None,
    Query(description="INSEE codes, of today or of communes that were merged; any of these."),
]
NameStart = Annotated[
    Annotated[str, Line(100)] | None,
    Query(description="How the name begins; accents, case, hyphens and apostrophes do not count."),
]
InTerritory = Annotated[
    Siren | None, Query(description="The SIREN of an EPCI, or of a federation of territories.")
]

OfCommunes = Annotated[Selection, selection(CommuneOut, "code")]


@router.get("/v1/communes", response_model=Communes, name="list_communes")
async def list_communes_by_name(
    registry: TheRegistry,
    _principal: CurrentPrincipal,
    chosen: OfCommunes,
    code: Codes = None,
    territory: InTerritory = None,
    q: NameStart = None,
    served: Annotated[bool | None, Query(description="Is the EPCI a territory here?")] = None,
    limit: PageLimit = 50,
    cursor: PageCursor = None,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """Communes by name: those of today, and with `code` also those that were merged into one."""
    name_and_code = None if cursor is None else key_in(_LISTING, cursor, parts=2)
    asked = CommuneQuestion(
        limit=limit,
        codes=_checked(code or []),
        territory=territory,
        begins=folded_query(q),
        served=served,
        after=None if name_and_code is None else (name_and_code[0], name_and_code[1]),
    )
    async with registry.database.read(snapshot=True) as session:
        version = await file_version(session)
        rows = await list_communes(session, asked)
    shown = rows[:limit]
    following = None
    if len(rows) > limit:
        following = cursor_of(_LISTING, shown[-1].folded, shown[-1].code)
    answer = Communes(
        version=version,
        items=[_out(row) for row in shown],
        next=following,
        hint=_NOTHING_IMPORTED if version is None else None,
    )
    include: IncEx | None = None
    if chosen.fields is not None:
        of_each: IncEx = {"__all__": set(chosen.fields)}
        include = {"version": True, "next": True, "hint": True, "items": of_each}
    body = answer.model_dump_json(include=include).encode()
    return kept(body, if_none_match, _ASKED_AGAIN, chosen.media_type)


def _checked(codes: list[str]) -> list[str]:
    faults = [fault for code in codes if (fault := commune_fault("code", code))]
    if faults:
        raise Faulty(*faults[:_FAULTS], place="query")
    return codes


def _out(row: ListedCommune) -> CommuneOut:
    today, served = row.found.today, row.found.served
    return CommuneOut.of(
        today,
        code=row.code,
        merged_into=today.code if today.code != row.code else None,
        territory_name=row.territory_name if served else None,
        served=served,
    )
