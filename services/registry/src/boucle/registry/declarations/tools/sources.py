"""What tools declare under their own ids: idempotent, and withdrawn without harm to others."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from boucle.contract.persons import PersonKey
from boucle.platform.conditions import Condition
from boucle.platform.db import ReadSession, Session, WriteSession
from boucle.platform.errors import Fault, Faulty, not_found
from boucle.platform.identity import Principal
from boucle.platform.translating import tr
from boucle.registry.declarations.at_site.declared import Key, T, Work, withdrawn
from boucle.registry.declarations.at_site.to_put import ToPut
from boucle.registry.declarations.conditions import ensure_condition, ensure_new
from boucle.registry.declarations.kinds import KINDS, DeclarationKind
from boucle.registry.declarations.parties.organisations import (
    OrganisationDraft,
    declare_organisation,
    locked_organisation,
    revise_organisation,
    withdraw_organisation,
)
from boucle.registry.declarations.parties.sites import (
    declare_site,
    held_organisation,
    locked_site,
    revise_site,
)
from boucle.registry.declarations.site_changes import withdraw_sites
from boucle.registry.declarations.writing import (
    Wanted,
    Writing,
    Written,
    withdraw_one,
    write_all,
)
from boucle.registry.domain.entities import Declaration, Organisation, Site, SiteDraft
from boucle.registry.parties.organisations import source_ids
from boucle.registry.parties.sites import store as site_store
from boucle.registry.tables.transaction import Restart


@dataclass(frozen=True, slots=True)
class Naming:
    """A tool's own name for something: its source, its id there, and who it is."""

    principal: Principal
    source: str
    external_id: str


async def ensure_own_source(session: Session, source: str, principal: Principal) -> None:
    """A tool writes under its own source only; another's does not exist for it (404)."""
    owner = await source_ids.owner_of(session, source)
    if owner is None or principal.role != "tool" or owner != principal.client_id:
        raise not_found("source", source)


async def ensure_readable_source(session: ReadSession, source: str, principal: Principal) -> None:
    """Its tool and the operator may read by a source's ids."""
    if principal.role != "operator":
        await ensure_own_source(session, source, principal)


async def named_entity(
    session: Session,
    source: str,
    kind: source_ids.NamedKind,
    external_id: str,
    condition: Condition | None = None,
) -> UUID:
    found = (await source_ids.resolve(session, source, kind, [external_id])).get(external_id)
    if found is None:
        ensure_new(condition)
        raise not_found(kind, external_id)
    return found


async def put_organisation(
    session: WriteSession,
    naming: Naming,
    declared: OrganisationDraft,
    now: datetime,
    *,
    new_id: Callable[[], UUID],
    persons: PersonKey,
    condition: Condition | None = None,
) -> tuple[Organisation, Organisation | None]:
    """The organisation, and as it was; None: it is new. Its SIREN binds it to no other, whoever
    declared that: two that are one are merged by people."""
    principal = naming.principal
    await ensure_own_source(session, naming.source, principal)
    ids = await source_ids.resolve(session, naming.source, "organisation", [naming.external_id])
    known = ids.get(naming.external_id)
    if known is None:
        ensure_new(condition)
        id_ = new_id()
        made = await declare_organisation(
            session, id_, declared, principal, now, new_id=new_id, persons=persons, direct=False
        )
        await source_ids.name(session, naming.source, "organisation", naming.external_id, id_)
        return made, None
    locked = await locked_organisation(session, known, principal)
    await ensure_condition(session, condition, principal, locked)
    after = await revise_organisation(
        session, locked, declared, principal, now, new_id=new_id, persons=persons
    )
    await _name(session, naming, "organisation", ids, known)
    return after, locked


def is_new(before: Organisation | Site | None) -> bool:
    return before is None or before.withdrawn_at is not None


async def put_site(
    session: WriteSession,
    naming: Naming,
    organisation: str,
    draft: SiteDraft,
    now: datetime,
    *,
    new_id: Callable[[], UUID],
    condition: Condition | None = None,
    based_on: int | None = None,
) -> tuple[Site, Site | None]:
    """The site, and as it was; None: it is new. A site of the same organisation with this SIRET,
    declared by somebody else, gets this name too. ``based_on``: the version that the draft was made
    of; Restart where it is another by now."""
    principal = naming.principal
    await ensure_own_source(session, naming.source, principal)
    held = await _held(session, naming, organisation)
    ids = await source_ids.resolve(session, naming.source, "site", [naming.external_id])
    known = ids.get(naming.external_id)
    if known is None and draft.siret is not None:
        twin = await site_store.find_by_siret(session, held.id, draft.siret)
        known = twin.id if twin else None
    if known is None:
        ensure_new(condition)
        id_ = new_id()
        made = await declare_site(session, id_, held, draft, principal, now, direct=False)
        await source_ids.name(session, naming.source, "site", naming.external_id, id_)
        return made, None
    locked = await locked_site(session, known, principal, based_on)
    await ensure_condition(session, condition, principal, locked)
    after = await revise_site(session, locked, held, draft, principal, now)
    await _name(session, naming, "site", ids, known)
    return after, locked


async def _held(session: WriteSession, naming: Naming, organisation: str) -> Organisation:
    ids = await source_ids.resolve(session, naming.source, "organisation", [organisation])
    if organisation not in ids:
        raise Faulty(
            Fault(
                "organisation",
                organisation,
                "is not an organisation of this source",
                tr(
                    "the id of an organisation declared before, under /v1/sources/{source}",
                    source=naming.source,
                ),
            )
        )
    return await held_organisation(
        session, ids[organisation], naming.principal, "organisation", organisation
    )


async def _name(
    session: WriteSession,
    naming: Naming,
    kind: source_ids.NamedKind,
    ids: dict[str, UUID],
    entity: UUID,
) -> None:
    if naming.external_id in ids:
        await source_ids.remember(session, naming.source, kind, naming.external_id)
    else:
        await source_ids.name(session, naming.source, kind, naming.external_id, entity)


async def put_declared(
    session: WriteSession,
    kind: DeclarationKind[T],
    naming: Naming,
    site: str,
    draft: Declaration,
    writing: Writing,
    *,
    new_id: Callable[[], UUID],
    condition: Condition | None = None,
    based_on: int | None = None,
) -> Written[T]:
    """The flow or sharing under the tool's id, at the site the tool calls ``site``. ``based_on``:
    the version that the draft was made of; Restart where it is another by now."""
    found = await kind.store.find_to_put(
        session, naming.source, naming.principal.client_id, site, naming.external_id
    )
    if found is None:
        await ensure_own_source(session, naming.source, naming.principal)
        raise Faulty(unknown_site(naming.source, site))
    _ensure_put(found, condition, based_on)
    key = Key(new_id(), naming.source, naming.external_id, naming.principal.client_id)
    wanted = Wanted(key, found.site, draft, ("site", site), found.thing)
    held = {found.held.id: found.held} if found.held else {}
    return (await write_all(session, kind, [wanted], writing, held))[0]


def unknown_site(source: str, site: str) -> Fault:
    return Fault(
        "site",
        site,
        "is not a site of this source",
        tr("the id of a site declared before, under /v1/sources/{source}/sites", source=source),
    )


def _ensure_put(found: ToPut[T], condition: Condition | None, based_on: int | None) -> None:
    """As ``ensure_condition``, which would ask the database once more."""
    thing = found.thing
    if based_on is not None and (thing is None or thing.version != based_on):
        raise Restart
    if condition is not None:
        present = thing is not None and thing.withdrawn_at is None
        condition.ensure(thing.version if thing else None, present=present)
        if present and found.asks_for_if_match:
            condition.require()


async def named(
    session: Session,
    kind: DeclarationKind[T],
    source: str,
    external_id: str,
    condition: Condition | None = None,
) -> T:
    """The flow or sharing that a source calls so."""
    found = (await kind.store.find_named(session, source, [external_id])).get(external_id)
    if found is None:
        ensure_new(condition)
        raise not_found(kind.word, external_id)
    return found


async def withdraw_named(
    session: WriteSession,
    kind: DeclarationKind[T],
    naming: Naming,
    now: datetime,
    condition: Condition | None = None,
) -> None:
    await ensure_own_source(session, naming.source, naming.principal)
    seen = await named(session, kind, naming.source, naming.external_id, condition)
    await ensure_condition(session, condition, naming.principal, seen)
    await withdraw_one(session, kind, seen, naming.principal, now)


async def withdraw_named_site(
    session: WriteSession, naming: Naming, now: datetime, condition: Condition | None = None
) -> None:
    """The source no longer declares the site: it goes, unless somebody else declares it too."""
    await ensure_own_source(session, naming.source, naming.principal)
    id_ = await named_entity(session, naming.source, "site", naming.external_id, condition)
    site = await locked_site(session, id_, naming.principal)
    await ensure_condition(session, condition, naming.principal, site)
    await source_ids.forget(session, naming.source, "site", [naming.external_id], now)
    await _release_site(session, site, naming.source, now)


async def _release_site(session: WriteSession, locked: Site, source: str, now: datetime) -> None:
    others = (await source_ids.names_of(session, [locked.id])).get(locked.id)
    if not others and not locked.direct:
        await withdraw_sites(session, [locked], now)
        return
    for kind in KINDS:
        things = await kind.store.of_sites(session, [locked.id])
        own = {id_: thing for id_, thing in things.items() if thing.source == source}
        await withdraw_present(session, kind, own, now)


async def withdraw_named_organisation(
    session: WriteSession, naming: Naming, now: datetime, condition: Condition | None = None
) -> None:
    """Likewise for an organisation: what this source declared of it goes; the rest stays."""
    await ensure_own_source(session, naming.source, naming.principal)
    id_ = await named_entity(session, naming.source, "organisation", naming.external_id, condition)
    organisation = await locked_organisation(session, id_, naming.principal)
    await ensure_condition(session, condition, naming.principal, organisation)
    await source_ids.forget(session, naming.source, "organisation", [naming.external_id], now)
    others = (await source_ids.names_of(session, [id_])).get(id_)
    if not others and not organisation.direct:
        await withdraw_organisation(session, organisation, now)
        return
    sites = await site_store.lock_sites_of(session, id_)
    known = await source_ids.names_of(session, [site.id for site in sites])
    for site in sites:
        own = [n.external_id for n in known.get(site.id, ()) if n.source == naming.source]
        if own:
            await source_ids.forget(session, naming.source, "site", own, now)
            await _release_site(session, site, naming.source, now)


async def withdraw_present(
    session: WriteSession, kind: DeclarationKind[T], seen: Mapping[UUID, T], now: datetime
) -> None:
    """Those present, gone from today."""
    present = {id_: thing for id_, thing in seen.items() if not thing.withdrawn_at}
    if present:
        sites = await site_store.lock_sites(session, {thing.site_id for thing in present.values()})
        work = Work(present, lambda thing: withdrawn(thing, now))
        await kind.change(session, sites, work, now)
