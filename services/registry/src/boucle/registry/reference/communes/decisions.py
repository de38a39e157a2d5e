"""Derive a site's territory from its commune, and doubt a site far from it. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from boucle.platform.errors import Fault, Faulty
from boucle.platform.translating import tr
from boucle.registry.domain.entities import DeclaredSite, SiteDraft
from boucle.registry.domain.values.distances import km_between
from boucle.registry.reference.communes.commune import Commune, FoundCommune

Centre = tuple[float, float]
FAR_KM: Final = 20
"""Farther from its commune's centre, a site is doubted. The largest commune of metropolitan France
is Arles: 759 km2 (INSEE), as a disc of 15.5 km; of 1,045 real sites of Normandy, those that are
placed rightly are within 8 km of theirs."""


def territory_of(declared: DeclaredSite, found: FoundCommune | None, *, any_known: bool) -> str:
    """Return the SIREN of the EPCI of the site's commune; as declared if unknown. ``found``: the
    commune of its code; ``any_known``: communes were imported. Raises Faulty."""
    code = declared.commune_code
    if code is None:
        return _as_declared(declared, tr("there is no commune_code that it could follow from"))
    if found is None and not any_known:
        why = tr("no communes were imported here that it could follow from")
        return _as_declared(declared, why)
    if found is None:
        raise Faulty(
            Fault(
                "commune_code",
                code,
                "is not a commune of the file imported here",
                "the INSEE code of a commune of today, no postal code nor an arrondissement's",
            )
        )
    commune = found.today
    if commune.code != code:
        message = tr("was merged into {commune}", commune=commune)
        raise Faulty(
            Fault(
                "commune_code",
                code,
                message,
                tr("{code}, of {name}", code=commune.code, name=commune.name),
            )
        )
    if commune.epci is None:
        return _as_declared(declared, tr("{commune} is in no EPCI", commune=commune))
    if not found.served:
        message = tr("is in EPCI {epci}, which is not a territory here", epci=commune.epci)
        right = tr(
            "a territory's commune; the operator declares it: PUT /v1/territories/{epci}",
            epci=commune.epci,
        )
        raise Faulty(Fault("commune_code", code, message, right))
    if declared.territory not in (None, commune.epci):
        message = tr(
            "is not the EPCI of {commune}; a federation is never a site's territory",
            commune=commune,
        )
        right = tr("{epci}, or nothing: it follows from commune_code", epci=commune.epci)
        raise Faulty(Fault("territory", declared.territory, message, right, against="commune_code"))
    return commune.epci


def _as_declared(declared: DeclaredSite, why: str) -> str:
    """Return the declared territory. Raises Faulty with ``why`` it must be given."""
    if declared.territory is None:
        raise Faulty(
            Fault(
                "territory", None, tr("is missing: {why}", why=why), "the SIREN of the site's EPCI"
            )
        )
    return declared.territory


def at_commune(declared: DeclaredSite, found: FoundCommune | None) -> DeclaredSite:
    """Return it at the centre of its commune where it has no place of its own. Raises Faulty."""
    if declared.latitude is not None:
        return declared
    commune = found.today if found else None
    if commune is None or commune.latitude is None:
        raise Faulty(
            Fault(
                "commune_code",
                declared.commune_code,
                "is no commune that was imported here: the site would be at its centre",
                "a code of GET /v1/communes; or latitude and longitude, such as 49.18 and -0.37",
            )
        )
    return replace(declared, latitude=commune.latitude, longitude=commune.longitude)


def doubts(declared: SiteDraft, commune: Commune) -> list[Fault]:
    """Doubt a site that is far from its commune."""
    if commune.latitude is None or commune.longitude is None:
        return []
    latitude, longitude = declared.latitude, declared.longitude
    km = km_between((latitude, longitude), (commune.latitude, commune.longitude))
    if km <= FAR_KM:
        return []
    message = tr(
        "with longitude {longitude} is {km} km from the centre of {commune}",
        longitude=longitude,
        km=f"{km:.0f}",
        commune=commune,
    )
    right = tr("a place within {far_km} km of it, or the code of another commune", far_km=FAR_KM)
    return [Fault("latitude", latitude, message, right, against="commune_code")]


def doubts_without_commune(
    declared: SiteDraft, territory: str, centres: Sequence[Centre]
) -> list[Fault]:
    """Doubt a site without a known commune that is far from all ``centres`` of its territory's
    communes."""
    km = _km_to_nearest(declared, centres)
    if km <= FAR_KM:
        return []
    message = tr(
        "with longitude {longitude} is {km} km from the nearest commune of {territory}",
        longitude=declared.longitude,
        km=f"{km:.0f}",
        territory=territory,
    )
    right = tr(
        "a place in territory {territory}, or the SIREN of the EPCI that the place is in",
        territory=territory,
    )
    return [Fault("latitude", declared.latitude, message, right, against="territory")]


def doubts_in_sandbox(declared: SiteDraft, centres: Sequence[Centre]) -> list[Fault]:
    """Doubt a site without a known commune that is far from ``centres``, of all that are known: a
    sandbox's territories have none of their own."""
    km = _km_to_nearest(declared, centres)
    if km <= FAR_KM:
        return []
    message = tr(
        "with longitude {longitude} is {km} km from the nearest commune that is known here",
        longitude=declared.longitude,
        km=f"{km:.0f}",
    )
    right = tr("a place within {far_km} km of a commune", far_km=FAR_KM)
    return [Fault("latitude", declared.latitude, message, right, against="longitude")]


def _km_to_nearest(declared: SiteDraft, centres: Sequence[Centre]) -> float:
    place = declared.latitude, declared.longitude
    return min((km_between(place, each) for each in centres), default=0.0)
