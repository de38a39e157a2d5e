"""``/v1/sandboxes``: closed sets of territories, where a tool tries what it sends."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated

from fastapi import Depends, Path, Response

from boucle.catalogue.sharing import sharing_catalogue
from boucle.contract.sandboxes import sandbox_of
from boucle.platform.db import WriteSession
from boucle.platform.http import GuardedRouter, Page, Paging, Siren, page_of, require
from boucle.platform.idempotency import Once
from boucle.platform.identity import Principal, Role
from boucle.registry.api.dependencies import (
    Registry,
    TheRegistry,
    create_secret,
    write,
)
from boucle.registry.api.schemas.declarations.flows import FlowPut
from boucle.registry.api.schemas.declarations.sharings import SharingPut
from boucle.registry.api.schemas.parties.organisations import OrganisationPut
from boucle.registry.api.schemas.parties.sites import SitePut
from boucle.registry.api.schemas.sandboxes import (
    EmptiedOut,
    ExampleOut,
    SandboxCredentialsOut,
    SandboxIn,
    SandboxMade,
    SandboxOut,
    SandboxTerritoryOut,
)
from boucle.registry.api.wire import (
    declared_flow,
    declared_organisation,
    declared_sharing,
    declared_site,
)
from boucle.registry.declarations.boundaries import home_of
from boucle.registry.declarations.flows.drafts import drafted
from boucle.registry.declarations.parties.sites import checked_site
from boucle.registry.declarations.sandboxes import store
from boucle.registry.declarations.sandboxes.example import (
    ExampleDrafts,
    example,
    load_example,
    placed_in,
)
from boucle.registry.declarations.sandboxes.store import Sandbox
from boucle.registry.declarations.sandboxes.use_cases import (
    ROLES,
    SandboxDraft,
    make_sandbox,
    own_sandbox,
    rotate_secrets,
    withdraw_all,
)
from boucle.registry.declarations.sharings.drafts import drafted as draft_sharing
from boucle.registry.declarations.tools.bulk import BulkLine
from boucle.registry.domain.entities import Territory
from boucle.registry.territories.store import members_of

router = GuardedRouter(tags=["sandboxes"])

InPath = Annotated[Siren, Path(description="The sandbox's id.")]
ToolOrStaff = Annotated[Principal, Depends(require("tool", "animator", "operator"))]


@router.post("/v1/sandboxes", status_code=201, responses={200: {"model": SandboxMade}})
async def ask_for_sandbox(
    body: SandboxIn, principal: ToolOrStaff, registry: TheRegistry, response: Response
) -> SandboxMade:
    """A sandbox of your own: what is declared in it with its own credentials meets nothing outside,
    its organisations are verified, its mails are kept for you to read instead of sent. The same
    name again answers the same sandbox (200), without secrets."""
    draft = SandboxDraft(body.name, body.territories or (body.name,), body.source)
    secrets = {role: registry.new_secret() for role in ROLES}
    hashes = await _hashed(registry, secrets)

    async def work(session: WriteSession) -> tuple[SandboxMade, bool]:
        made, new = await make_sandbox(
            session, draft, principal, hashes, registry.clock(), new_id=registry.new_id
        )
        places = await members_of(session, [made.code])
        return _made(made, places, secrets if new else {}), new

    shown, new = await write(registry, work)
    response.status_code = 201 if new else 200
    response.headers["Location"] = f"/v1/sandboxes/{shown.sandbox_id}"
    return shown


@router.get("/v1/sandboxes")
async def list_sandboxes(
    principal: ToolOrStaff, registry: TheRegistry, paging: Paging
) -> Page[SandboxOut]:
    """Those that you asked for, or the one whose credentials you use; the operator sees all."""
    owner = None if principal.role == "operator" else principal.client_id
    own = min(principal.territories) if home_of(principal) else None  # 00 comes first
    async with registry.database.read() as session:
        rows = await store.list_of(session, paging, owner=owner, own=own)
        places = await members_of(session, [row.code for row in rows])
    return page_of(rows, paging, place=store.placed, show=lambda row: _shown(row, places))


@router.get("/v1/sandboxes/{sandbox_id}")
async def get_sandbox(
    sandbox_id: InPath, principal: ToolOrStaff, registry: TheRegistry
) -> SandboxOut:
    """One sandbox."""
    async with registry.database.read() as session:
        sandbox = await own_sandbox(session, sandbox_id, principal)
        return _shown(sandbox, await members_of(session, [sandbox.code]))


@router.post("/v1/sandboxes/{sandbox_id}/secrets")
async def rotate_sandbox_secrets(
    sandbox_id: InPath, principal: ToolOrStaff, registry: TheRegistry, once: Once
) -> SandboxMade:
    """New secrets of both of its principals, shown this once; the old ones are worth nothing. The
    same ``Idempotency-Key`` again makes no others: 409."""
    secrets = {role: registry.new_secret() for role in ROLES}
    hashes = await _hashed(registry, secrets)

    async def work(session: WriteSession) -> SandboxMade:
        sandbox = await own_sandbox(session, sandbox_id, principal)
        await rotate_secrets(session, sandbox, hashes, registry.clock())
        return _made(sandbox, await members_of(session, [sandbox.code]), secrets)

    return await create_secret(registry, once, work, lambda _: sandbox_id)


@router.post("/v1/sandboxes/{sandbox_id}/example")
async def load_sandbox_example(
    sandbox_id: InPath, principal: ToolOrStaff, registry: TheRegistry
) -> ExampleOut:
    """Declare companies and flows that make real exchanges, as the sandbox's tool. Done twice, it
    changes nothing more."""

    async def work(session: WriteSession) -> ExampleOut:
        sandbox = await own_sandbox(session, sandbox_id, principal)
        places = await members_of(session, [sandbox.code])
        drafts = _drafts([place.siren for place in places], registry)
        await load_example(
            session,
            sandbox,
            drafts,
            clock=registry.clock,
            new_id=registry.new_id,
            persons=registry.persons,
            catalogue_version=registry.catalogue.version,
        )
        return ExampleOut(
            organisations=len(drafts.organisations),
            sites=len(drafts.sites),
            flows=len(drafts.flows),
            sharings=len(drafts.sharings),
        )

    return await write(registry, work)


@router.post("/v1/sandboxes/{sandbox_id}/empty")
async def empty_sandbox(
    sandbox_id: InPath, principal: ToolOrStaff, registry: TheRegistry
) -> EmptiedOut:
    """Withdraw all that is declared in it: organisations, sites, flows. Credentials, settings and
    what happened stay. Done twice, it changes nothing more."""
    async with registry.database.read() as session:
        sandbox = await own_sandbox(session, sandbox_id, principal)
    withdrawn = await withdraw_all(registry.database, sandbox.code, registry.clock)
    return EmptiedOut(organisations=withdrawn)


async def _hashed(registry: Registry, secrets: Mapping[Role, str]) -> dict[Role, str]:
    return {role: await registry.secrets.hash(secret) for role, secret in secrets.items()}


def _drafts(territories: Sequence[str], registry: Registry) -> ExampleDrafts:
    """As bodies of requests are read and checked."""
    found, catalogue = example(), registry.catalogue
    organisations, sites, flows = {}, {}, []
    for id_, body in found.organisations.items():
        put = OrganisationPut.model_validate(placed_in(body, territories))
        organisations[id_] = declared_organisation(put)
    for id_, body in found.sites.items():
        own = SitePut.model_validate(placed_in(body, territories))
        site = checked_site(declared_site(own), catalogue, registry.served_area)
        sites[id_] = own.organisation, site.within(own.territory or territories[0])
    for id_, body in found.flows.items():
        flow = FlowPut.model_validate(body)
        flows.append(BulkLine(id_, flow.site, drafted(declared_flow(flow, catalogue), catalogue)))
    return ExampleDrafts(organisations, sites, flows, list(_sharings(registry)))


def _sharings(registry: Registry) -> Iterator[BulkLine]:
    for id_, body in example().sharings.items():
        put = SharingPut.model_validate(body)
        draft = draft_sharing(declared_sharing(put), registry.catalogue, sharing_catalogue())
        yield BulkLine(id_, put.site, draft)


def _places(code: str, places: Sequence[Territory]) -> list[SandboxTerritoryOut]:
    return [
        SandboxTerritoryOut(siren=place.siren, name=place.name)
        for place in places
        if sandbox_of(place.siren) == sandbox_of(code)
    ]


def _shown(sandbox: Sandbox, places: Sequence[Territory]) -> SandboxOut:
    return SandboxOut(
        sandbox_id=sandbox.code,
        name=sandbox.name,
        territories=_places(sandbox.code, places),
        source=sandbox.source,
        created_at=sandbox.made_at,
    )


def _made(
    sandbox: Sandbox, places: Sequence[Territory], secrets: Mapping[Role, str]
) -> SandboxMade:
    return SandboxMade(
        **_shown(sandbox, places).model_dump(),
        tool=SandboxCredentialsOut(client_id=sandbox.tool, client_secret=secrets.get("tool")),
        animator=SandboxCredentialsOut(
            client_id=sandbox.animator, client_secret=secrets.get("animator")
        ),
    )
