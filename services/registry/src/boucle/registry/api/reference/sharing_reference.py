"""``/v1/services``, ``/v1/equipment``, ``/v1/parameters``, ``/v1/occupations``: reference lists of
pooling and sharing."""

import re
from collections.abc import Sequence
from functools import partial
from typing import Annotated, Final

from fastapi.responses import Response

from boucle.catalogue.sharing import sharing_catalogue
from boucle.platform.db import ReadSession
from boucle.platform.errors import invalid_field
from boucle.platform.http import GuardedRouter, Selection, selection
from boucle.registry.api.cacheable import NOT_CHANGED
from boucle.registry.api.reference.reference import Read, add_list
from boucle.registry.api.reference.sharing_lists import (
    SharingListName,
    default_parameters,
    occupation_listing,
    parameter_listing,
    sharing_listing,
)
from boucle.registry.api.schemas.base import ResponseBody
from boucle.registry.api.schemas.outlets.outlets import ReasonOut
from boucle.registry.api.schemas.reference.reference import Keys, Listed, Subjects
from boucle.registry.api.schemas.reference.sharing_lists import (
    EquipmentOut,
    OccupationOut,
    Occupations,
    OfTerritory,
    ParameterOut,
    Parents,
    RomeStart,
    ServiceOut,
)
from boucle.registry.api.territories.territories import readable_territory
from boucle.registry.reference.listing import Listing
from boucle.registry.reference.occupations.store import imported_rome, imported_version
from boucle.registry.territories.store import parameters_of

router = GuardedRouter(tags=["reference"], responses=NOT_CHANGED)

_ASKED_AGAIN: Final = "private, no-cache"
"""ROME is imported, and a territory set, at any time."""
_START: Final = re.compile(r"[A-N][0-9]{0,4}", re.IGNORECASE)
_NOTHING_IMPORTED: Final = ReasonOut(
    fr="ROME n'est pas importé ici : les familles seules ont un nom ; l'exploitant en importe les "
    "fichiers (boucle import rome CODES APPELLATIONS)",
    en="ROME is not imported here: families alone have names; the operator imports its files "
    "(boucle import rome CODES TITLES)",
)

OfParameters = Annotated[Selection, selection(ParameterOut, "key")]
OfOccupations = Annotated[Selection, selection(OccupationOut, "code")]


_LISTS: Final[Sequence[tuple[SharingListName, type[ResponseBody], str, str]]] = (
    (
        "services",
        ServiceOut,
        "key",
        "The services that sites may pool, and what a need or an offer of each says.",
    ),
    (
        "equipment",
        EquipmentOut,
        "key",
        "The kinds of equipment that sites may share, and what a need or an offer of each says.",
    ),
)
for _name, _item, _filters, _description in _LISTS:
    made = partial(sharing_listing, name=_name)
    add_list(router, _name, _item, _filters, made, _description)


@router.get("/v1/parameters", response_model=Listed[ParameterOut])
async def list_parameters(
    read: Read,
    chosen: OfParameters,
    key: Keys = None,
    subject: Subjects = None,
    territory: OfTerritory = None,
) -> Response:
    """The numbers that decide what is pooled and shared: the default of each, between which bounds
    a territory may set it otherwise, and where the default was read; with `territory`, what that
    territory set, who did and when."""
    if territory is None:
        return read.of(default_parameters(), chosen, key=key, subject=subject)
    async with read.registry.database.read(snapshot=True) as session:
        known = await readable_territory(session, territory, read.principal)
        own = await parameters_of(session, known)
    items = parameter_listing(own, f"{territory}-{known.version}")
    return read.of(items, chosen, cache_control=_ASKED_AGAIN, key=key, subject=subject)


@router.get("/v1/occupations", response_model=Occupations)
async def list_occupations(
    read: Read, chosen: OfOccupations, code: RomeStart = None, parent: Parents = None
) -> Response:
    """Occupations by ROME code; `q` looks into their job titles too."""
    if code is not None and not _START.fullmatch(code):
        right = "how a ROME code begins, such as N, N11 or N1101"
        raise invalid_field("query.code", code, "is not how a code begins", right)
    async with read.registry.database.read(snapshot=True) as session:
        found = await imported_version(session)
        items = await _listing(session, found)
    more = {
        "rome": found[0] if found else None,
        "hint": None if found else _NOTHING_IMPORTED.model_dump(),
    }
    start = (code or "").upper()
    return read.of(items, chosen, cache_control=_ASKED_AGAIN, start=start, more=more, parent=parent)


_last: list[Listing] = []
"""The one that was last made: 13,000 titles are not read for each question."""


async def _listing(session: ReadSession, found: tuple[str, str] | None) -> Listing:
    version = "-".join((sharing_catalogue().version, *(found or ())))
    if not _last or _last[0].version != version:
        _last[:] = [occupation_listing(version, await imported_rome(session))]
    return _last[0]
