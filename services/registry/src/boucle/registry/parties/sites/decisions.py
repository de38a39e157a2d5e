"""What happens to sites and organisations: declared, revised, withdrawn."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from boucle.registry.domain.entities import Organisation, Site, SiteDraft


def declared_site(
    id: UUID,  # noqa: A002 - the entity's own word
    organisation: Organisation,
    draft: SiteDraft,
    *,
    direct: bool,
    now: datetime,
) -> Site:
    """A new site, at its first version."""
    return Site(
        id=id,
        organisation_id=organisation.id,
        draft=draft,
        tools=organisation.tools,
        direct=direct,
        on_trial=organisation.on_trial,
        valid_from=now.date(),
        version=1,
        declared_at=now,
        updated_at=now,
    )


def revised_site(site: Site, organisation: Organisation, draft: SiteDraft, now: datetime) -> Site:
    """The site as now declared; the same object when nothing is new. A withdrawn one comes back."""
    after = replace(
        site,
        organisation_id=organisation.id,
        draft=draft,
        tools=organisation.tools,
        on_trial=organisation.on_trial,
        withdrawn_at=None,
    )
    return site if after == site else _next(after, now)


def following_site(
    site: Site, organisation: Organisation, now: datetime, *, direct: bool = False
) -> Site:
    """The site of an organisation as that is now; the same object when it repeats it already.
    ``direct``: somebody declared it outside any source too."""
    after = replace(
        site,
        direct=site.direct or direct,
        organisation_id=organisation.id,
        tools=organisation.tools,
        on_trial=organisation.on_trial,
    )
    return site if after == site else _next(after, now)


def withdrawn_site(site: Site, now: datetime) -> Site:
    """The site, gone from today; the same object when it is gone already."""
    return site if site.withdrawn_at else _next(replace(site, withdrawn_at=now), now)


def site_event_type(before: Site | None, after: Site) -> str:
    if after.withdrawn_at:
        return "site.withdrawn.v1"
    if before is None or before.withdrawn_at:
        return "site.declared.v1"
    return "site.revised.v1"


def tells_the_same(before: Site, after: Site) -> bool:
    """Does a consumer of flows see no difference between these two states of their site?"""
    return (
        before.facts() == after.facts()
        and before.organisation_id == after.organisation_id
        and before.draft.territory == after.draft.territory
        and before.tools == after.tools
        and before.on_trial == after.on_trial
    )


def _next(site: Site, now: datetime) -> Site:
    return replace(site, version=site.version + 1, updated_at=now, valid_from=now.date())


def revised_organisation(
    organisation: Organisation, declared: Organisation, now: datetime
) -> Organisation:
    """``declared``: the organisation with its new values. The same object when nothing is new."""
    after = replace(declared, withdrawn_at=None)
    if after == organisation:
        return organisation
    return replace(after, version=organisation.version + 1, updated_at=now)
