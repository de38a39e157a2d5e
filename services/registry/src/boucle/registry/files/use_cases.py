"""Write the good rows of a *bilan*: all of them or, if anything fails, none."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic
from uuid import UUID

from boucle.platform.db import ReadSession, Session, WriteSession
from boucle.platform.errors import Faulty, not_found
from boucle.platform.identity import Principal
from boucle.platform.translating import tr
from boucle.registry.declarations.at_site.declared import Key, T
from boucle.registry.declarations.kinds import DeclarationKind
from boucle.registry.declarations.writing import (
    Wanted,
    Writing,
    Written,
    checked,
    write_checked,
)
from boucle.registry.domain.entities import D
from boucle.registry.files import store
from boucle.registry.files.layout import RowFault
from boucle.registry.files.store import SiteFound
from boucle.registry.identity.store import find_client
from boucle.registry.parties.sites.store import lock_sites
from boucle.registry.tables import BilanRow


@dataclass(frozen=True, slots=True)
class GoodRow(Generic[D]):
    """A row whose cells are right. ``name``: its reference, or a digest of what it says."""

    line: int
    name: str
    site: str
    draft: D


@dataclass(frozen=True, slots=True)
class PlacedRow(Generic[D]):
    """Rows that can be written, and under which source; the others, with why."""

    source: str
    rows: Sequence[tuple[GoodRow[D], SiteFound]]
    faults: Sequence[RowFault]


def digest(site: str, declared: Mapping[str, object]) -> str:
    """A name for a row without a reference: the same row has the same name in any file."""
    text = "\n".join([site, *(f"{key}={declared[key]!r}" for key in sorted(declared))])
    return f"row-{hashlib.sha256(text.encode()).hexdigest()[:32]}"


async def placed_rows(
    session: Session,
    principal: Principal,
    rows: Sequence[GoodRow[D]],
    site_header: str,
    refused: Mapping[int, str],
) -> PlacedRow[D]:
    """Find each row's site. A file of somebody other than a tool is one organisation's.
    ``refused``: which site each row names that is wrong already."""
    client = await find_client(session, principal.client_id)
    source = client.source if client else None
    names = {*(row.site for row in rows), *refused.values()}
    sites = await store.sites_named(session, principal, source, names)
    found: list[tuple[GoodRow[D], SiteFound]] = []
    faults = [
        _no_site(line, site, site_header, len(sites[site]))
        for line, site in refused.items()
        if len(sites[site]) != 1
    ]
    for row in rows:
        fits = sites[row.site]
        if len(fits) != 1:
            faults.append(_no_site(row.line, row.site, site_header, len(fits)))
        elif source is None and found and fits[0].organisation_id != found[0][1].organisation_id:
            faults.append(_other_organisation(row, site_header, found[0][0].line))
        else:
            found.append((row, fits[0]))
    own = f"bilan:{found[0][1].organisation_id}" if found else "bilan:"
    return PlacedRow(source or own, found, faults)


def _no_site(line: int, site: str, header: str, fits: int) -> RowFault:
    if not site:
        message = "does not say which site"
    elif fits:
        message = tr("names {fits} sites at once", fits=fits)
    else:
        message = "is not a site that you may declare for"
    right = "the SIRET, the name or the id of one of your sites declared before"
    if not site:
        right = (
            "the SIRET, the name or the id of one of your sites declared before; or, for all rows "
            "that name none, ?site= in the address sent to"
        )
    return RowFault(header, site, message, right, line=line)


def _other_organisation(row: GoodRow[D], header: str, first: int) -> RowFault:
    message = tr("is of another organisation than the site of line {first}", first=first)
    return RowFault(header, row.site, message, "one file an organisation", line=row.line)


async def write_rows(
    session: WriteSession,
    kind: DeclarationKind[T],
    placed: PlacedRow[Any],
    writing: Writing,
    new_ids: Sequence[UUID],
) -> list[tuple[GoodRow[Any], Written[T] | Faulty]]:
    """What was written of each row, or why it was not: what it names is looked up now.
    ``new_ids``: one a row, used if new."""
    if not placed.rows:
        return []
    wanted = await _wanted(session, kind, placed, writing, new_ids)
    stand = {each.site for each in wanted} | {each.seen.site_id for each in wanted if each.seen}
    sites = await lock_sites(session, sorted(stand))
    found = await checked(session, kind, wanted, sites, writing)
    whole = [each for each in found if not isinstance(each, Faulty)]
    written = iter(await write_checked(session, kind, whole, writing, sites) if whole else ())
    rows = (row for row, _ in placed.rows)
    return [
        (row, each if isinstance(each, Faulty) else next(written))
        for row, each in zip(rows, found, strict=True)
    ]


async def _wanted(
    session: WriteSession,
    kind: DeclarationKind[T],
    placed: PlacedRow[D],
    writing: Writing,
    new_ids: Sequence[UUID],
) -> list[Wanted[T]]:
    names = [row.name for row, _ in placed.rows]
    seen = await kind.store.find_named(session, placed.source, names)
    tool = writing.principal.client_id if writing.principal.role == "tool" else None
    return [
        Wanted(
            Key(id_, placed.source, row.name, tool),
            site.id,
            row.draft,
            ("site", row.site),
            seen.get(row.name),
        )
        for (row, site), id_ in zip(placed.rows, new_ids, strict=True)
    ]


async def readable_bilan(session: ReadSession, id_: UUID, principal: Principal) -> BilanRow:
    """An import is its author's, and the operator's."""
    bilan = await session.get(BilanRow, id_)
    if bilan is None or (principal.role != "operator" and bilan.client_id != principal.client_id):
        raise not_found("import", id_)
    return bilan
