"""Drafts at their sites, with what they name found in the database."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from boucle.common.db import Session
from boucle.common.events.sharing import Place
from boucle.common.sandboxes import sandbox_sql
from boucle.registry.declared import ToCheck
from boucle.registry.entities import Site
from boucle.registry.faults import Faulty
from boucle.registry.sharings.decisions import Known, faults_at, found
from boucle.registry.sharings.posts import is_id
from boucle.registry.sharings.sharing import Sharing, SharingDraft

_COMMUNES: Final = """
    SELECT code, latitude, longitude FROM commune
    WHERE code = ANY($1::text[]) AND latitude IS NOT NULL AND longitude IS NOT NULL
"""
# One that was merged stands for the one that stays. By SIREN the verified one only: others are on
# trial, in no group; and whether somebody claims a SIREN is told to nobody.
_ORGANISATIONS: Final = f"""
    SELECT id::text AS named, coalesce(merged_into, id) AS id, '' AS sandbox
    FROM organisation WHERE id = ANY($1::uuid[])
    UNION ALL
    SELECT siren, id, {sandbox_sql("territory")} FROM organisation
    WHERE siren = ANY($2::text[]) AND state = 'verified' AND withdrawn_at IS NULL
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


async def _known_of(
    session: Session, drafts: Sequence[SharingDraft], sites: Sequence[Site]
) -> Known:
    """All that these drafts name; nothing is asked where they name nothing."""
    communes = await _communes(session, drafts)
    named = {one for draft in drafts for one in draft.excluded}
    if not named:
        return Known(communes, {}, {})
    ids = [UUID(one) for one in named if is_id(one)]
    sirens = [one for one in named if not is_id(one)]
    organisations: dict[str, dict[str, UUID]] = {}
    for row in await session.fetch(_ORGANISATIONS, ids, sirens):
        organisations.setdefault(row["named"], {})[row["sandbox"]] = row["id"]
    own = await session.fetch(_OWN, list({site.organisation_id for site in sites}))
    return Known(communes, organisations, {row["id"]: row["siren"] for row in own})


async def _communes(session: Session, drafts: Sequence[SharingDraft]) -> Mapping[str, Place]:
    codes = {
        end.commune_code
        for draft in drafts
        for end in (draft.origin, draft.destination)
        if end is not None and end.commune_code is not None
    }
    rows = await session.fetch(_COMMUNES, sorted(codes)) if codes else ()
    return {row["code"]: Place(row["latitude"], row["longitude"]) for row in rows}
