"""What a declaration says, once what it names is found; what may not be said of its site. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from msgspec import structs

from boucle.contract.events.sharing import Place
from boucle.contract.sandboxes import sandbox_of
from boucle.platform.errors import Fault
from boucle.registry.declarations.at_site.contracts import contract_fault
from boucle.registry.declarations.sharings.lanes import ENDS, SAME_PLACE_KM, length_km, to_itself
from boucle.registry.declarations.sharings.posts import is_id
from boucle.registry.declarations.sharings.sharing import LaneEnd, Sharing, SharingDraft
from boucle.registry.domain.entities import Site


@dataclass(frozen=True, slots=True)
class KnownSharings:
    """``communes``: by code, their place; ``organisations``: by id (in any sandbox: "") or SIREN,
    in which sandbox which id; ``sirens``: of the organisations that declare;
    ``wrong_occupations``: what is wrong with ROME codes of another version."""

    communes: Mapping[str, Place]
    organisations: Mapping[str, Mapping[str, UUID]]
    sirens: Mapping[UUID, str]
    wrong_occupations: Mapping[str, Fault]


def found(draft: SharingDraft, site: Site, known: KnownSharings) -> SharingDraft:
    """The draft, with the places of its lane and the organisations that it excludes."""
    ends = ((name, getattr(draft, name)) for name in ENDS)
    places = {name: _place(end, known) for name, end in ends if end is not None}
    placed = {name: place for name, place in places.items() if place is not None}
    return with_barred(structs.replace(draft, places=placed), site, known)


def with_barred(draft: SharingDraft, site: Site, known: KnownSharings) -> SharingDraft:
    """The draft, with the organisations that it excludes."""
    home = sandbox_of(site.draft.territory)
    named = ((one, known.organisations.get(one, {})) for one in draft.excluded)
    barred = {ids.get("" if is_id(one) else home) for one, ids in named}
    return structs.replace(draft, barred=tuple(sorted(id_ for id_ in barred if id_ is not None)))


def _place(end: LaneEnd, known: KnownSharings) -> Place | None:
    if end.latitude is not None and end.longitude is not None:
        return Place(end.latitude, end.longitude)
    return known.communes.get(end.commune_code or "")


def faults_at(
    draft: SharingDraft, site: Site, known: KnownSharings, seen: Sharing | None, today: date
) -> Iterator[Fault]:
    """What is wrong with a draft whose names were looked up. ``seen``: what is kept of it: a
    contract that ended since it was declared is warned of, not refused."""
    occupation = known.wrong_occupations.get(draft.subject or "")
    if occupation:
        yield occupation
    for name in ENDS:
        end = getattr(draft, name)
        if end is not None and name not in draft.places:
            yield Fault(
                f"{name}.commune_code",
                end.commune_code,
                "is not a commune of the file imported here",
                "the INSEE code of a commune of today or of before, or latitude and longitude",
            )
    length = length_km(draft.places)
    if length is not None and length < SAME_PLACE_KM:
        yield to_itself(draft.destination)
    for index, one in enumerate(draft.excluded):
        yield from _excluded_fault(f"excluded[{index}]", one, site, known)
    if seen is None or seen.draft.contract_end != draft.contract_end:
        ended = contract_fault(draft.contract_end, today)
        if ended:
            yield ended


def _excluded_fault(field: str, one: str, site: Site, known: KnownSharings) -> Iterator[Fault]:
    own = site.organisation_id
    if one == known.sirens.get(own) or own in known.organisations.get(one, {}).values():
        yield Fault(
            field,
            one,
            "is the organisation itself",
            "others with which it is never shared",
        )
    elif is_id(one) and one not in known.organisations:
        yield Fault(
            field,
            one,
            "is not an organisation that is known here",
            "the SIREN of a competitor, or the id of its organisation",
        )
