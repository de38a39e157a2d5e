"""``/v1/territories``: EPCIs and their federations, and how their synergies are handled."""

from typing import Annotated

from fastapi import Path, Response

from boucle.contract.events.registry import TerritoryKind
from boucle.contract.sandboxes import sandbox_of
from boucle.platform.db import Session, WriteSession
from boucle.platform.errors import invalid_field, not_found
from boucle.platform.http import (
    AnyOf,
    GuardedRouter,
    OnVersionOrNew,
    Page,
    Paging,
    Reading,
    Selection,
    Siren,
    page_of,
    selection,
    sorted_by,
)
from boucle.platform.identity import Principal
from boucle.platform.paging import PageRequest
from boucle.platform.translating import tr
from boucle.registry.api.dependencies import Party, Staff, TheRegistry, write
from boucle.registry.api.responses import sets, territory_out, written_answer
from boucle.registry.api.schemas.territories.territories import (
    SettingsChangeOut,
    TerritoryIn,
    TerritoryOut,
)
from boucle.registry.api.wire import declared_territory
from boucle.registry.declarations.boundaries import home_of
from boucle.registry.domain.entities import Territory
from boucle.registry.identity.revoking import void_holders
from boucle.registry.territories import store
from boucle.registry.territories.use_cases import checked_siren, checked_territory, put_territory

router = GuardedRouter(tags=["territories"])

TerritoryPages = Annotated[PageRequest, sorted_by(*store.SORTS)]
OfTerritories = Annotated[Selection, selection(TerritoryOut, "siren")]
InPath = Annotated[Siren, Path(description="The territory's SIREN.")]


def _seen_sandbox(principal: Principal) -> str | None:
    return None if principal.role == "operator" else home_of(principal)


async def readable_territory(session: Session, siren: str, principal: Principal) -> Territory:
    """Raises DomainError where there is none that the caller may see."""
    territory = await store.find_territory(session, siren)
    hidden = sandbox_of(siren) not in ("", home_of(principal)) and principal.role != "operator"
    if territory is None or hidden:
        raise not_found("territory", siren)
    return territory


@router.get("/v1/territories", response_model=Page[TerritoryOut])
async def list_territories(
    principal: Party,
    registry: TheRegistry,
    paging: TerritoryPages,
    chosen: OfTerritories,
    kind: AnyOf[TerritoryKind] = None,
    parent: AnyOf[Siren] = None,
) -> Response:
    """All territories: names, settings and who answers for data are no secret, animators' addresses
    are. Those of a sandbox are seen with its credentials only."""
    async with registry.database.read() as session:
        rows = await store.list_territories(
            session, paging, kinds=kind, parents=parent, sandbox=_seen_sandbox(principal)
        )
        own = [each.siren for each in rows if sets(principal, each)]
        answering = await store.answering_in(session, own) if own else {}
    page = page_of(
        rows,
        paging,
        place=store.placed(paging.sort),
        show=lambda each: territory_out(each, principal, answering.get(each.siren)),
    )
    return chosen.page(page)


@router.get("/v1/territories/{siren}", response_model=TerritoryOut)
async def get_territory(
    siren: InPath, principal: Party, registry: TheRegistry, reading: Reading, chosen: OfTerritories
) -> Response:
    """One territory."""
    async with registry.database.read() as session:
        territory = await readable_territory(session, siren, principal)
        answering = (await store.answering_in(session, [siren])).get(siren)
    return chosen.one(territory_out(territory, principal, answering), reading, territory.version)


@router.get("/v1/territories/{siren}/settings/history")
async def read_settings_history(
    siren: InPath, principal: Staff, registry: TheRegistry, paging: Paging
) -> Page[SettingsChangeOut]:
    """Who changed which settings, when, from what to what; oldest first. For its animator and
    the operator."""
    if principal.role == "animator" and siren not in principal.territories:
        raise not_found("territory", siren)
    async with registry.database.read(snapshot=True) as session:
        if await store.kind_of(session, siren) is None:
            raise not_found("territory", siren)
        rows = await store.list_changes(session, siren, paging)
    show = SettingsChangeOut.model_validate
    return page_of(rows, paging, place=lambda each: (each.at, each.version), show=show)


@router.put("/v1/territories/{siren}", responses={201: {"model": TerritoryOut}})
async def declare_or_set_territory(
    siren: InPath,
    body: TerritoryIn,
    principal: Staff,
    registry: TheRegistry,
    response: Response,
    condition: OnVersionOrNew,
) -> TerritoryOut:
    """The operator declares it; its animator sets all but name, kind and parent, and may leave the
    parent out."""
    if body.siren not in (None, siren):
        raise invalid_field(
            "body.siren",
            body.siren,
            "is not the SIREN of the address",
            tr("{siren}, or leave it out", siren=siren),
        )
    checked_siren(siren)
    declared = checked_territory(declared_territory(siren, body), registry.catalogue)

    async def work(session: WriteSession) -> tuple[TerritoryOut, bool]:
        known = await store.lock_territory(session, siren)
        if condition.given:
            condition.ensure(known.version if known else None)
        territory, new = await put_territory(
            session,
            declared,
            principal,
            registry.clock(),
            names_parent="parent" in body.model_fields_set,
        )
        left = known.parent if known else None
        if left is not None and left != territory.parent:
            await void_holders(session, left, registry.clock())
        answering = (await store.answering_in(session, [siren])).get(siren)
        return territory_out(territory, principal, answering), new

    return written_answer(response, *await write(registry, work))
