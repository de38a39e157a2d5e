"""Reference lists of the catalogue: families, units, qualities, routes, codes, vocabularies."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any, Final, NoReturn

import msgspec
from fastapi import Depends, Query
from fastapi.responses import Response

from boucle.catalogue import NAF_REV_2, ActivityError, Catalogue, nomenclature_of
from boucle.platform.errors import invalid_field
from boucle.platform.http import CurrentPrincipal, GuardedRouter, Selection, selection
from boucle.platform.http.reading import IfNoneMatch
from boucle.platform.translating import tr
from boucle.registry.api.cacheable import NOT_CHANGED, kept
from boucle.registry.api.dependencies import TheRegistry
from boucle.registry.api.endpoints import described, taking
from boucle.registry.api.reference.reference_lists import NAF_2025, ListName, listing
from boucle.registry.api.schemas.base import ResponseBody
from boucle.registry.api.schemas.reference.reference import (
    FILTERS,
    Families,
    KnownRoute,
    Listed,
    NafCode,
    NafLevels,
    NafNomenclature,
    PageCursor,
    PageLimit,
    ReferenceFamily,
    ReferenceQuality,
    ReferenceUnit,
    Search,
    Start,
    Vocabulary,
    WasteCode,
)
from boucle.registry.reference.listing import Listing, ListQuestion
from boucle.registry.reference.search import folded_query

router = GuardedRouter(tags=["reference"], responses=NOT_CHANGED)

KEPT: Final = "private, max-age=3600"
"""A catalogue changes with a release; the ETag tells when it did."""


@dataclass(frozen=True, slots=True)
class ListReading:
    """One reader's question, whichever list it is about."""

    registry: TheRegistry
    principal: CurrentPrincipal
    q: str
    limit: int
    cursor: str | None
    if_none_match: str | None

    def of(
        self,
        items: Listing,
        chosen: Selection,
        *,
        cache_control: str = KEPT,
        start: str = "",
        more: Mapping[str, object] = {},
        **filters: Sequence[str] | None,
    ) -> Response:
        """``more``: what the answer says beside its items."""
        wanted = {filter_: values for filter_, values in filters.items() if values}
        asked = ListQuestion(self.limit, self.cursor, self.q, start, wanted)
        found = items.find(asked)
        said = {"next": found.following, "version": items.version, **more}
        body = b'{"items":[%b],%b' % (
            b",".join(map(chosen.of_json, found.items)),
            msgspec.json.encode(said)[1:],
        )
        return kept(body, self.if_none_match, cache_control, chosen.media_type)


async def _reading(
    registry: TheRegistry,
    principal: CurrentPrincipal,
    q: Search = None,
    limit: PageLimit = 50,
    cursor: PageCursor = None,
    if_none_match: IfNoneMatch = None,
) -> ListReading:
    return ListReading(registry, principal, folded_query(q), limit, cursor, if_none_match)


Read = Annotated[ListReading, Depends(_reading)]
OfWasteCodes = Annotated[Selection, selection(WasteCode, "code")]
OfNafCodes = Annotated[Selection, selection(NafCode, "code")]


def add_list(
    router: GuardedRouter,
    name: str,
    item: type[ResponseBody],
    filters: str,
    listing_of: Callable[[Catalogue], Listing],
    description: str,
) -> None:
    """The route of a list. ``filters``: by their names in ``FILTERS``."""

    async def read_list(read: Read, chosen: Selection, **filters: Any) -> Response:
        return read.of(listing_of(read.registry.catalogue), chosen, **filters)

    chosen = Annotated[Selection, selection(item, "key")]
    given = {each: FILTERS[each] for each in filters.split()}
    router.get(
        f"/v1/{name}",
        response_model=Listed[item],  # type: ignore[valid-type]
        name=f"list_{name}",
        description=described(description),
    )(taking(read_list, chosen=chosen, **given))


_LISTS: Final[Sequence[tuple[ListName, type[ResponseBody], str, str]]] = (
    (
        "families",
        ReferenceFamily,
        "key nature group quality",
        "The families that a flow may be of: their units, forms, qualities, and what is known of "
        "their hazard. A text is read by their labels and synonyms (`GET /v1/classify`).",
    ),
    (
        "units",
        ReferenceUnit,
        "key nature",
        "The units of yearly quantities, how each is spelt and what it measures.",
    ),
    (
        "qualities",
        ReferenceQuality,
        "key family",
        "The qualities of flows: unit, plausible bounds, and how an offer meets a need.",
    ),
    (
        "routes",
        KnownRoute,
        "key output input practice operation",
        "The known ways from one family to another: what each asks and takes, and why it is known. "
        "Who takes it is found by `GET /v1/outlets`.",
    ),
    (
        "vocabularies",
        Vocabulary,
        "key",
        "What the words of fields mean: R and D operations, forms, legal statuses, reasons of "
        "refusal, states and others, each vocabulary as one item.",
    ),
)
for _name, _item, _filters, _description in _LISTS:
    add_list(router, _name, _item, _filters, partial(listing, name=_name), _description)


@router.get("/v1/codes/low", response_model=Listed[WasteCode])
async def list_waste_codes(
    read: Read,
    chosen: OfWasteCodes,
    code: Start = None,
    family: Families = None,
    hazardous: Annotated[bool | None, Query(description="Marked `*`, or not.")] = None,
) -> Response:
    """The 842 entries of the European List of Waste, and the family that each leads to."""
    marks = None if hazardous is None else [str(hazardous).lower()]
    items = listing(read.registry.catalogue, "codes/low")
    return read.of(items, chosen, start=_low_start(code), family=family, hazardous=marks)


@router.get("/v1/codes/naf", response_model=Listed[NafCode])
async def list_activity_codes(
    read: Read,
    chosen: OfNafCodes,
    code: Start = None,
    nomenclature: NafNomenclature = NAF_REV_2,
    level: NafLevels = None,
) -> Response:
    """The codes of activities, from divisions to sub-classes; of NAF 2025 divisions only. How codes
    are read, those of NACE and ISIC too: `docs/reference/outlets.md`."""
    letter, start = _naf_start(code)
    named = [_nomenclature(nomenclature)]
    section = [letter] if letter else None
    items = listing(read.registry.catalogue, "codes/naf")
    return read.of(items, chosen, start=start, nomenclature=named, level=level, section=section)


_LOW_START: Final = re.compile(r"[0-9][0-9 .]*\*?")
_NAF_START: Final = re.compile(r"([A-Z]?)[ .]*([0-9][0-9 .]*[A-Z]?)?")


def _low_start(code: str | None) -> str:
    if code is None:
        return ""
    if not _LOW_START.fullmatch(code):
        _refuse(code, "digits, such as 17, 17 02 or 170201")
    return re.sub(r"\D", "", code)


def _naf_start(code: str | None) -> tuple[str, str]:
    """The section, and the code without its signs; each may be empty."""
    found = _NAF_START.fullmatch((code or "").upper())
    if found is None:
        _refuse(
            str(code),
            "a sub-class 17.12Z, a class 17.12, a group 17.1, a division 17 or how it "
            "begins; a section C",
        )
    return found[1], re.sub(r"[ .]", "", found[2] or "")


def _refuse(code: str, right: str) -> NoReturn:
    raise invalid_field("query.code", code, "is not how a code begins", right)


def _nomenclature(name: str) -> str:
    known = (NAF_REV_2, NAF_2025)
    try:
        found = nomenclature_of(name).name
    except ActivityError:
        found = ""
    if found not in known:
        right = tr("one of {words}", words=", ".join(known))
        raise invalid_field("query.nomenclature", name, "is not listed here", right)
    return found
