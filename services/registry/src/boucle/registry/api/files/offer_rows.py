"""From the rows of an animator's file to offers, each with its organisation and its site."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, Final

from pydantic import ValidationError

from boucle.catalogue import Catalogue
from boucle.catalogue.sharing import sharing_catalogue
from boucle.platform.errors import Faulty
from boucle.platform.translating import tr
from boucle.registry.api.files.rows import Checked, Row
from boucle.registry.api.files.sharing_columns import sharing_columns
from boucle.registry.api.files.sharing_rows import read_sharing_row
from boucle.registry.api.schemas.declarations.sharings import SharingIn
from boucle.registry.api.schemas.parties.organisations import OrganisationIn
from boucle.registry.api.schemas.parties.sites import SiteIn
from boucle.registry.api.wire import declared_organisation, declared_sharing, declared_site
from boucle.registry.declarations.parties.sites import checked_site
from boucle.registry.declarations.sharings.drafts import drafted
from boucle.registry.declarations.tools.offers import ReadOffer
from boucle.registry.domain.values.areas import Box
from boucle.registry.domain.values.numbers import read_number
from boucle.registry.domain.values.words import folded
from boucle.registry.domain.values.wrong import WrongValue
from boucle.registry.files.layout import Column, Columns, Layout, RowFault
from boucle.registry.files.table import FileTable

_OWN: Final = (
    Column("organisation", ("organisation",), aliases=("raison sociale", "entreprise")),
    Column("siren", ("siren",)),
    Column("nom du site", ("site_name",), aliases=("site_name", "site", "dépôt", "établissement")),
    Column("siret", ("siret",)),
    Column("latitude", ("latitude",), aliases=("lat",)),
    Column("longitude", ("longitude",), aliases=("lon", "lng")),
    Column("code commune", ("commune_code",), aliases=("commune_code", "insee")),
    Column("précision", ("location_precision",), aliases=("location_precision",)),
)
_REQUIRED: Final = ("organisation", "reference", "provenance")
_PLACES: Final = ("latitude", "longitude")
_SITE: Final = ("siret", "commune_code", "location_precision")
_LONGEST: Final = 500
_DIGITS: Final = 24


@cache
def offer_columns() -> Columns:
    """Those of organisation and site, then those of sharings but for the site's name."""
    sharing = sharing_columns()
    taken = {folded(name) for one in _OWN for name in (one.name, *one.aliases)}
    others = (_free(one, taken) for one in sharing.members if one.path != ("site",))
    members = (*_OWN, *(one for one in others if one is not None))
    needed = (replace(one, required=one.path[0] in _REQUIRED) for one in members)
    return Columns(tuple(needed), called=sharing.called)


def _free(column: Column, taken: set[str]) -> Column | None:
    """The column, but for names that others have."""
    names = [name for name in (column.name, *column.aliases) if folded(name) not in taken]
    return replace(column, name=names[0], aliases=tuple(names[1:])) if names else None


CheckedOffers = Checked[ReadOffer]


def checked_offers(
    table: FileTable,
    layout: Layout,
    territory: str,
    catalogue: Catalogue,
    served: Sequence[Box],
) -> CheckedOffers:
    """Every row, looked at once; a reference stands once."""
    checked = CheckedOffers()
    lines: dict[str, int] = {}
    first_at: dict[str, ReadOffer] = {}
    for each in table.rows:
        body, row, faults = read_sharing_row(each, layout, catalogue, {"direction": "offer"})
        checked.rows[row.line] = row
        faults += _missing(row, lines)
        offer = _read(row, body, faults, (territory, catalogue, served))
        if offer is not None:
            faults += _elsewhere(offer, row, first_at.get(offer.at))
        checked.faults += faults
        if offer is not None and not faults:
            lines[offer.name] = row.line
            first_at.setdefault(offer.at, offer)
            checked.good.append(offer)
    return checked


def _missing(row: Row, lines: Mapping[str, int]) -> list[RowFault]:
    cells = row.texts
    found = [
        row.fault((key,), None, "is missing", right)
        for key, right in (
            ("reference", "a reference that the offer keeps from one file to the next"),
            ("organisation", "who offers it"),
            ("provenance", "where the offer was read: a document, an address"),
        )
        if key not in cells
    ]
    reference = cells.get("reference", "")
    return [*found, row.repeated(lines[reference], reference)] if reference in lines else found


def _elsewhere(offer: ReadOffer, row: Row, first: ReadOffer | None) -> list[RowFault]:
    """One site of the file is at one place: that of the ``first`` row that names it."""
    if first is None or _place(first) == _place(offer):
        return []
    message = tr("puts the site of line {line} elsewhere", line=first.line)
    return [
        row.fault(("latitude",), offer.site.latitude, message, "a name of a site for each place")
    ]


def _place(offer: ReadOffer) -> tuple[object, ...]:
    site = offer.site
    return site.latitude, site.longitude, None if site.latitude else site.commune_code


def _read(
    row: Row,
    body: Mapping[str, Any],
    faults: list[RowFault],
    known: tuple[str, Catalogue, Sequence[Box]],
) -> ReadOffer | None:
    territory, catalogue, served = known
    organisation = _valid(OrganisationIn, _organisation(row.texts, territory), row, faults)
    site = _valid(SiteIn, _site(row, territory, faults), row, faults)
    sharing = _valid(SharingIn, body, row, faults)
    try:
        if organisation is None or site is None or sharing is None:
            return None
        return ReadOffer(
            line=row.line,
            name=row.texts.get("reference", ""),
            of=organisation.siren or _key("org", organisation.name),
            at=site.siret or _key("site", organisation.name, site.name),
            organisation=declared_organisation(organisation),
            site=checked_site(declared_site(site), catalogue, served),
            draft=drafted(declared_sharing(sharing), catalogue, sharing_catalogue()),
        )
    except Faulty as faulty:
        faults += (row.of(fault) for fault in faulty.faults)
        return None


def _valid(body: type[Any], values: Mapping[str, Any], row: Row, faults: list[RowFault]) -> Any:
    try:
        return body.model_validate(values)
    except ValidationError as error:
        place = row.layout.place_of(("organisation" if body is OrganisationIn else "site_name",))
        own = row if place is None else replace(row, places={**row.places, ("name",): place})
        said = {fault.field for fault in faults}
        faults += (fault for fault in own.invalid(error, body) if fault.field not in said)
        return None


def _organisation(cells: Mapping[str, str], territory: str) -> dict[str, Any]:
    return {
        "name": cells.get("organisation"),
        "territory": territory,
        "evidence": cells.get("provenance", "")[:_LONGEST] or None,
        **({"siren": cells["siren"]} if "siren" in cells else {}),
    }


def _site(row: Row, territory: str, faults: list[RowFault]) -> dict[str, Any]:
    cells = row.texts
    site: dict[str, Any] = {
        "name": cells.get("site_name", cells.get("organisation")),
        "territory": territory,
        **{key: cells[key] for key in _SITE if key in cells},
    }
    for key in _PLACES:
        if key not in cells:
            continue
        try:
            site[key] = float(read_number(cells[key]))
        except WrongValue as wrong:
            faults.append(row.fault((key,), cells[key], wrong.message, wrong.expected))
    return site


def _key(*parts: str) -> str:
    """What the source calls it: the same row has the same name in any file."""
    digest = hashlib.sha256("\n".join(map(folded, parts)).encode()).hexdigest()
    return f"{parts[0]}-{digest[:_DIGITS]}"
