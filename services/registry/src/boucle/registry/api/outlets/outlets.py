"""The search for solutions: who could take what is offered, who could give what is needed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Annotated

from fastapi import Query

from boucle.catalogue import (
    NAF_REV_2,
    Activity,
    Component,
    MixtureError,
    Outlet,
    Suggestion,
    classify,
    components,
    likely,
    outlets,
    reach_km,
    reading_warnings,
    settled,
    sources,
)
from boucle.contract.cells import cell_of
from boucle.contract.events.registry import Nature
from boucle.contract.sandboxes import sandbox_of
from boucle.platform.http import CurrentPrincipal, GuardedRouter
from boucle.platform.identity import Principal
from boucle.registry.api.dependencies import Registry, TheRegistry
from boucle.registry.api.outlets.precedents import (
    OutletSide,
    activity_out,
    component_out,
    meaning_out,
    outlets_out,
    warning_out,
)
from boucle.registry.api.schemas.outlets.outlets import (
    Family,
    Form,
    Latitude,
    Limit,
    Longitude,
    Low,
    MeaningsOut,
    Naf,
    NafVersion,
    OutletsOut,
    SiteId,
    Text,
    Tonnes,
)
from boucle.registry.declarations.boundaries import home_of
from boucle.registry.declarations.parties.sites import readable_site
from boucle.registry.domain.codes import activity_of
from boucle.registry.outlets.nearby import Near, sites_near
from boucle.registry.outlets.questions import (
    Around,
    GeoPosition,
    OutletQuestion,
    Question,
    around,
    question,
    understood,
)

router = GuardedRouter(tags=["outlets"])

_SETTLING = 3
"""Suggestions that settle what is meant, whatever the activity."""


@router.get("/v1/outlets")
async def find_outlets(
    principal: CurrentPrincipal,
    registry: TheRegistry,
    text: Text = None,
    family: Family = None,
    low: Low = None,
    from_naf: Naf = None,
    from_naf_version: NafVersion = NAF_REV_2,
    form: Form = None,
    tonnes: Tonnes = None,
    latitude: Latitude = None,
    longitude: Longitude = None,
    site_id: SiteId = None,
    limit: Limit = 10,
) -> OutletsOut:
    """Activities that could take what is offered, one item a NACE division, best first.

    A text of which nothing is understood is a problem (422) that names `text`, unless an activity
    is asked with it: what that usually gives is then answered, as a guess. No item means that what
    is understood has no taker that is known (heat at 5 °C).
    """
    asked = OutletQuestion(
        text=text, family=family, low=low, naf=from_naf, naf_version=from_naf_version
    )
    meant = understood(question(asked, registry.catalogue), registry.catalogue, of_giver=True)
    place = around(latitude, longitude, site_id)

    def search(naf: str | None) -> list[Outlet]:
        return outlets(
            registry.catalogue,
            text=meant.text,
            family=meant.family,
            low=meant.low,
            from_naf=naf,
            form=form,
            tonnes=tonnes,
            limit=limit,
        )

    return await _Search(registry, principal, meant, place, "receiver").answer(search)


@router.get("/v1/sources")
async def find_sources(
    principal: CurrentPrincipal,
    registry: TheRegistry,
    text: Text = None,
    family: Family = None,
    to_naf: Naf = None,
    to_naf_version: NafVersion = NAF_REV_2,
    latitude: Latitude = None,
    longitude: Longitude = None,
    site_id: SiteId = None,
    limit: Limit = 10,
) -> OutletsOut:
    """Activities that could give what is needed, one item a NACE division, best first.

    A text of which nothing is understood is a problem (422) that names `text`; no item means that
    what is understood has no giver that is known.
    """
    asked = OutletQuestion(
        text=text, family=family, naf=to_naf, naf_version=to_naf_version, naf_field="to_naf"
    )
    meant = understood(question(asked, registry.catalogue), registry.catalogue, of_giver=False)
    place = around(latitude, longitude, site_id)

    def search(naf: str | None) -> list[Outlet]:
        return sources(
            registry.catalogue, text=meant.text, family=meant.family, to_naf=naf, limit=limit
        )

    return await _Search(registry, principal, meant, place, "donor").answer(search)


@router.get("/v1/classify")
async def classify_text(
    principal: CurrentPrincipal,
    registry: TheRegistry,
    text: Text = None,
    low: Low = None,
    from_naf: Naf = None,
    from_naf_version: NafVersion = NAF_REV_2,
    nature: Nature | None = None,
    limit: Annotated[int, Query(ge=1, le=20)] = 3,
) -> MeaningsOut:
    """The likeliest families of a free text or a waste code, with reasons; none when nothing of it
    is understood and no activity is given that usually gives something. `components` tells the
    parts of a mixture, `warnings` what does not fit."""
    asked = OutletQuestion(text=text, low=low, naf=from_naf, naf_version=from_naf_version)
    meant = question(asked, registry.catalogue)
    guess = partial(classify, registry.catalogue, meant.text, low=meant.low, nature=nature)
    likeliest = guess(limit=max(limit, _SETTLING))
    naf = meant.activity.nace if meant.activity else None
    found = guess(naf=naf, limit=limit) if naf else likeliest[:limit]
    return MeaningsOut(
        items=[meaning_out(each, registry.catalogue) for each in found],
        activity=activity_out(meant.activity),
        settled=settled(likeliest[:_SETTLING]),
        components=[component_out(each, registry.catalogue) for each in _parts(meant, registry)],
        warnings=[
            warning_out(each)
            for each in reading_warnings(registry.catalogue, meant.text, meant.low)
        ],
    )


def _parts(meant: Question, registry: Registry) -> tuple[Component, ...]:
    """Without their shares, where these cannot be (which is a warning)."""
    try:
        return components(registry.catalogue, meant.text)
    except MixtureError as error:
        return error.components


@dataclass(frozen=True, slots=True)
class _Search:
    """One question of one principal, and where it looks."""

    registry: Registry
    principal: Principal
    meant: Question
    place: Around
    as_: OutletSide

    async def answer(self, search: Callable[[str | None], list[Outlet]]) -> OutletsOut:
        """``search`` takes the activity: the one asked, else that of the site asked from."""
        catalogue, activity = self.registry.catalogue, self.meant.activity
        if self.place is None:
            return self._out(search(_nace(activity)), None, {}, activity)
        async with self.registry.database.read() as session:
            if isinstance(self.place, GeoPosition):
                position, own = _shown_position(self.place, self.principal), None
                sandbox = home_of(self.principal)
            else:
                site = await readable_site(session, self.place, self.principal)
                place = GeoPosition(site.draft.latitude, site.draft.longitude)
                position, own = _shown_position(place, self.principal), site.id
                sandbox = sandbox_of(site.draft.territory)
                activity = activity or activity_of(site.draft.naf, catalogue)
            found = search(_nace(activity))
            radius_km = {outlet.division: reach_km(catalogue, outlet) for outlet in found}
            near = await sites_near(
                session, self.principal, position, radius_km, apart_from=own, sandbox=sandbox
            )
        return self._out(found, near, radius_km, activity)

    def _out(
        self,
        found: list[Outlet],
        near: Mapping[str, Near] | None,
        radius_km: Mapping[str, int],
        activity: Activity | None,
    ) -> OutletsOut:
        catalogue, read = self.registry.catalogue, self._read(_nace(activity))
        warnings = reading_warnings(catalogue, self.meant.text, self.meant.low)
        return outlets_out(found, near, radius_km, catalogue, self.as_, read, activity, warnings)

    def _read(self, naf: str | None) -> list[Suggestion] | None:
        """What text and code were read as; only the holder's own activity tips it."""
        if self.meant.family is not None:
            return None
        tipped = naf if self.as_ == "receiver" else None
        return likely(self.registry.catalogue, self.meant.text, low=self.meant.low, naf=tipped)


def _nace(activity: Activity | None) -> str | None:
    return activity.nace if activity else None


def _shown_position(position: GeoPosition, principal: Principal) -> GeoPosition:
    """Counting from any point one likes, over and over, would show where unnamed sites are; a party
    may move its own site, too."""
    if principal.role in ("company", "tool"):
        return GeoPosition(*cell_of(position.latitude, position.longitude).centre)
    return position
