"""The sites that the rows of *bilans* name."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from boucle.contract.events.registry import ActivityCode
from boucle.platform.db import Session
from boucle.platform.identity import Principal
from boucle.registry.tables.where import Where, reachable_by_organisation


@dataclass(frozen=True, slots=True)
class SiteFound:
    """A site that answers to a name used in a file."""

    id: UUID
    organisation_id: UUID
    naf: ActivityCode | None = None
    treatments: tuple[str, ...] = ()


async def sites_named(
    session: Session,
    principal: Principal,
    source: str | None,
    names: Collection[str],
) -> dict[str, list[SiteFound]]:
    """Sites the principal may reach, by each name that fits: SIRET, Boucle's id, the tool's id,
    or the site's name whatever its case."""
    where = Where()
    wanted = sorted(names)
    where.add(
        "withdrawn_at IS NULL AND (siret = ANY({0}::text[]) OR id::text = ANY({0}::text[]) "
        "OR lower(name) = ANY({1}::text[]) OR named.external_id = ANY({0}::text[]))",
        wanted,
        [name.lower() for name in wanted],
    )
    reachable_by_organisation(where, principal)
    where_source = len(where.parameters) + 1
    statement = f"""
        SELECT id, organisation_id, siret, name, naf_code, naf_version, treatments,
               named.external_id
        FROM site LEFT JOIN (
            SELECT entity_id, external_id FROM source_id
            WHERE source = ${where_source} AND kind = 'site' AND source_id.withdrawn_at IS NULL
        ) AS named ON named.entity_id = site.id
        WHERE {where}
    """
    found: dict[str, dict[UUID, SiteFound]] = {name: {} for name in names}
    by_lower = {name.lower(): name for name in names}
    for row in await session.fetch(statement, *where.parameters, source):
        naf = ActivityCode(row["naf_code"], row["naf_version"]) if row["naf_code"] else None
        site = SiteFound(row["id"], row["organisation_id"], naf, tuple(row["treatments"]))
        for key in (str(row["id"]), row["siret"], row["external_id"], row["name"].lower()):
            name = key if key in found else by_lower.get(key or "")
            if name is not None:
                found[name][site.id] = site
    return {name: list(sites.values()) for name, sites in found.items()}
