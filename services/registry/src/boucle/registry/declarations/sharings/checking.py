"""Drafts at their sites, with what they name found in the database."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from boucle.catalogue.sharing import sharing_catalogue
from boucle.contract.events.sharing import Place
from boucle.contract.sandboxes import sandbox_sql
from boucle.platform.db import Session
from boucle.platform.errors import Fault, Faulty
from boucle.registry.declarations.at_site.declared import ToCheck
from boucle.registry.declarations.sharings.decisions import (
    KnownSharings,
    faults_at,
    found,
    with_barred,
)
from boucle.registry.declarations.sharings.occupations import occupation_fault
from boucle.registry.declarations.sharings.posts import is_id
from boucle.registry.declarations.sharings.sharing import Sharing, SharingDraft
from boucle.registry.domain.entities import Site
from boucle.registry.reference.occupations.store import imported_codes

_COMMUNES: Final = """
    SELECT code, latitude, longitude FROM commune
    WHERE code = ANY($1::text[]) AND latitude IS NOT NULL AND longitude IS NOT NULL
"""
# One that was merged stands for the one that stays. By SIREN the verified one only: others are on
# trial, in no group; and whether somebody claims a SIREN is nobody's to learn.
_ORGANISATIONS: Final = f"""
    SELECT id::text AS named, coalesce(merged_into, id) AS id, '' AS sandbox
    FROM organisation WHERE id = ANY($1::uuid[])
    UNION ALL
    SELECT siren, id, {sandbox_sql("territory")} FROM organisation
    WHERE siren = ANY($2::text[]) AND state = 'verified' AND withdrawn_at IS NULL
"""
# Both in order of text, which is that of ids.
_STALE: Final = f"""
    SELECT sharing.id FROM sharing CROSS JOIN LATERAL (
        SELECT ARRAY(SELECT jsonb_array_elements_text(draft -> 'excluded')) AS named,
            ARRAY(
                SELECT jsonb_array_elements_text(coalesce(draft -> 'barred', '[]'))
            ) AS barred
    ) AS kept
    WHERE withdrawn_at IS NULL AND draft -> 'excluded' IS NOT NULL AND barred <> ARRAY(
        SELECT found.id FROM (
            SELECT coalesce(merged_into, id)::text COLLATE "C" AS id FROM organisation
            WHERE id = ANY(ARRAY(SELECT one::uuid FROM unnest(named) AS one WHERE one ~ '-'))
            UNION
            SELECT id::text COLLATE "C" FROM organisation
            WHERE siren = ANY(named) AND state = 'verified' AND withdrawn_at IS NULL
                AND {sandbox_sql("organisation.territory")} = {sandbox_sql("sharing.territory")}
        ) AS found ORDER BY found.id
    )
    LIMIT $1
"""
_OWN: Final = "SELECT id, siren FROM organisation WHERE id = ANY($1::uuid[]) AND siren IS NOT NULL"


async def checked(
    session: Session, drafts: Sequence[ToCheck[Sharing]], today: date
) -> list[SharingDraft | Faulty]:
    """Each as it is to be kept, or what is wrong with it."""
    read = [(one.draft, one.site, one.seen) for one in drafts]
    own = [(draft, site, seen) for draft, site, seen in read if isinstance(draft, SharingDraft)]
    known = await _known_of(session, [draft for draft, _, _ in own], [site for _, site, _ in own])
    outcomes: list[SharingDraft | Faulty] = []
    for draft, site, seen in own:
        whole = found(draft, site, known)
        faults = list(faults_at(whole, site, known, seen, today))
        outcomes.append(Faulty(*faults) if faults else whole)
    return outcomes


async def stale_exclusions(session: Session, limit: int) -> list[UUID]:
    """Present sharings of which ``excluded`` stands for other organisations by now."""
    return [row["id"] for row in await session.fetch(_STALE, limit)]


async def names_found(
    session: Session, sharings: Mapping[UUID, Sharing], sites: Mapping[UUID, Site]
) -> dict[UUID, SharingDraft]:
    """Their drafts, with what they name found again; by id of the sharing."""
    drafts = [one.draft for one in sharings.values()]
    known = await _known_of(session, drafts, list(sites.values()))
    return {id_: with_barred(one.draft, sites[one.site_id], known) for id_, one in sharings.items()}


async def _known_of(
    session: Session, drafts: Sequence[SharingDraft], sites: Sequence[Site]
) -> KnownSharings:
    """All that these drafts name; nothing is asked where they name nothing."""
    communes = await _communes(session, drafts)
    occupations = await _wrong_occupations(session, drafts)
    named = {one for draft in drafts for one in draft.excluded}
    if not named:
        return KnownSharings(communes, {}, {}, occupations)
    ids = [UUID(one) for one in named if is_id(one)]
    sirens = [one for one in named if not is_id(one)]
    organisations: dict[str, dict[str, UUID]] = {}
    for row in await session.fetch(_ORGANISATIONS, ids, sirens):
        organisations.setdefault(row["named"], {})[row["sandbox"]] = row["id"]
    own = await session.fetch(_OWN, list({site.organisation_id for site in sites}))
    declaring = {row["id"]: row["siren"] for row in own}
    return KnownSharings(communes, organisations, declaring, occupations)


async def _wrong_occupations(
    session: Session, drafts: Sequence[SharingDraft]
) -> Mapping[str, Fault]:
    """By code, those that are not of the version in use: the one imported, else the catalogue's."""
    codes = {draft.subject for draft in drafts if draft.kind == "workforce" and draft.subject}
    if not codes:
        return {}
    own = sharing_catalogue().occupations
    version, known = await imported_codes(session) or (own.version, frozenset(own.parents))
    faults = ((code, occupation_fault("subject", code, version, known)) for code in codes)
    return {code: fault for code, fault in faults if fault}


async def _communes(session: Session, drafts: Sequence[SharingDraft]) -> Mapping[str, Place]:
    codes = {
        end.commune_code
        for draft in drafts
        for end in (draft.origin, draft.destination)
        if end is not None and end.commune_code is not None
    }
    rows = await session.fetch(_COMMUNES, sorted(codes)) if codes else ()
    return {row["code"]: Place(row["latitude"], row["longitude"]) for row in rows}
