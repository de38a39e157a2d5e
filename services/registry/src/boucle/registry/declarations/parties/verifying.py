"""Verify or refuse an organisation; its sites and flows say so in the same transaction."""

from datetime import datetime
from uuid import UUID

from boucle.platform.db import WriteSession
from boucle.platform.errors import conflict, forbidden
from boucle.platform.identity import Principal
from boucle.platform.translating import tr
from boucle.registry.declarations.parties.organisations import (
    is_taken,
    locked_organisation,
    voucher_in,
)
from boucle.registry.declarations.site_changes import follow
from boucle.registry.domain.entities import Organisation, OrganisationState, Site, SiteDraft
from boucle.registry.parties.organisations import history, store
from boucle.registry.parties.organisations.verification import (
    How,
    Voucher,
    foreign_siret,
    recorded,
    unproven,
    with_state,
)
from boucle.registry.parties.sites.store import lock_sites_of


def ensure_may_decide(principal: Principal, organisation: Organisation) -> None:
    """The operator, and animators of the territory where it says to be: an animator whom only one
    of its sites concerns may read it."""
    own = principal.role == "animator" and organisation.territory in principal.territories
    if principal.role != "operator" and not own:
        raise forbidden("the animator of the organisation's territory or the operator decides")


async def organisation_to_decide(
    session: WriteSession, id_: UUID, principal: Principal
) -> Organisation:
    """Locked. Raises NotFound, Forbidden, and Conflict where it is not present."""
    locked = await locked_organisation(session, id_, principal)
    ensure_may_decide(principal, locked)
    ensure_present(locked)
    return locked


def ensure_present(organisation: Organisation) -> None:
    if organisation.merged_into:
        raise conflict(
            tr(
                "it was merged into organisation {merged_into}: see that one",
                merged_into=organisation.merged_into,
            )
        )
    if organisation.withdrawn_at:
        raise conflict("it was withdrawn: it must be declared again first")


async def verify(
    session: WriteSession, locked: Organisation, how: How, voucher: Voucher
) -> Organisation:
    """Verified from now on; the same object when it is already. Raises Conflict where its SIREN is
    another verified one's, or not that of its sites."""
    if locked.state == "verified":
        return locked
    if await is_taken(session, locked.siren, locked.id, locked.territory):
        raise conflict(
            tr(
                "another verified organisation has the SIREN {siren}: confirm the request to "
                "join it, merge this one into it, or have the SIREN corrected",
                siren=locked.siren,
            ),
            code="siren-taken",
        )
    return await _change(session, locked, "verified", how, voucher)


async def refuse(session: WriteSession, locked: Organisation, voucher: Voucher) -> Organisation:
    """Refused from now on, until an animator or the operator verifies it after all."""
    if locked.state == "refused":
        return locked
    return await _change(session, locked, "refused", "refused", voucher)


async def at_site(
    session: WriteSession,
    held: Organisation,
    before: Site | None,
    draft: SiteDraft,
    principal: Principal,
    now: datetime,
) -> Organisation:
    """The organisation of a site that will be as drafted: claimed again, with its other sites,
    where it was verified with something else and nobody vouches for this."""
    if unproven(held, before.draft if before else None, draft) is None:
        return held
    for territory in (held.territory, draft.territory):
        vouched = await voucher_in(session, principal, territory, None, now)
        if vouched.how is not None:
            return held
    locked = await store.lock_organisation(session, held.id)
    if locked is None or locked.on_trial:
        return locked or held
    said = Voucher(principal.client_id, principal.role, now, None, _seen(before, draft))
    after = with_state(locked, "claimed", now)
    sites = await lock_sites_of(session, after.id)
    others = [site for site in sites if before is None or site.id != before.id]
    await follow(session, after, others, now)
    await store.save_organisation(session, after)
    await history.add(session, recorded(after, "moved", said, now))
    return after


def _seen(before: Site | None, draft: SiteDraft) -> str:
    where = f"territory {draft.territory}, SIRET {draft.siret or '-'}"
    return f"a new site: {where}" if before is None else f"site {before.id}: {where}"


async def _change(
    session: WriteSession,
    locked: Organisation,
    state: OrganisationState,
    how: How,
    voucher: Voucher,
) -> Organisation:
    after = with_state(locked, state, voucher.now)
    sites = await lock_sites_of(session, after.id)
    fault = foreign_siret(after, sites)
    if fault:
        raise conflict(
            tr(
                "the SIREN {value} {message}: expected {expected}",
                value=fault.value,
                message=fault.message,
                expected=fault.expected,
            )
        )
    await follow(session, after, sites, voucher.now)
    await store.save_organisation(session, after)
    await history.add(session, recorded(after, how, voucher, voucher.now))
    return after


def deciding(principal: Principal, evidence: str | None, now: datetime) -> Voucher:
    """Who decides by a route of its own: what vouches is that route."""
    return Voucher(principal.client_id, principal.role, now, None, evidence)
