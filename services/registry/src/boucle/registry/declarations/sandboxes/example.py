"""What a sandbox is filled with at one call: companies and exchanges of the demo's real ones."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Any
from uuid import UUID

import msgspec

from boucle.catalogue.sharing import sharing_catalogue
from boucle.contract.persons import PersonKey
from boucle.platform.db import WriteSession
from boucle.platform.errors import DomainError
from boucle.platform.identity import Principal
from boucle.registry.declarations.at_site.declared import T
from boucle.registry.declarations.kinds import FLOWS, SHARINGS, DeclarationKind
from boucle.registry.declarations.parties.organisations import OrganisationDraft
from boucle.registry.declarations.sandboxes.store import Sandbox
from boucle.registry.declarations.tools import sources
from boucle.registry.declarations.tools.bulk import Bulk, BulkLine, write_lines
from boucle.registry.declarations.tools.sources import Naming
from boucle.registry.domain.entities import SiteDraft

Bodies = Mapping[str, Mapping[str, Any]]


class Example(msgspec.Struct, frozen=True):
    """By their ids, bodies as a tool sends them; ``territory`` counts territories from 0."""

    organisations: Bodies
    sites: Bodies
    flows: Bodies
    sharings: Bodies


@dataclass(frozen=True, slots=True)
class ExampleDrafts:
    """The same, checked, in the territories of a sandbox; a site with its organisation's id."""

    organisations: Mapping[str, OrganisationDraft]
    sites: Mapping[str, tuple[str, SiteDraft]]
    flows: Sequence[BulkLine]
    sharings: Sequence[BulkLine]


@cache
def example() -> Example:
    file = resources.files("boucle.registry.declarations.sandboxes") / "example.json"
    return msgspec.json.decode(file.read_bytes(), type=Example)


def placed_in(body: Mapping[str, Any], territories: Sequence[str]) -> dict[str, Any]:
    """The body, in one of the territories: neighbours in as many as there are."""
    return {**body, "territory": territories[body["territory"] % len(territories)]}


async def load_example(
    session: WriteSession,
    sandbox: Sandbox,
    drafts: ExampleDrafts,
    *,
    clock: Callable[[], datetime],
    new_id: Callable[[], UUID],
    persons: PersonKey,
    catalogue_version: str,
) -> None:
    """As the sandbox's tool declares it: what is there already changes nothing."""
    tool = Principal(sandbox.tool, "tool", sandbox.tool, territories=frozenset({sandbox.code}))
    for id_, organisation in drafts.organisations.items():
        naming = Naming(tool, sandbox.source, id_)
        await sources.put_organisation(
            session, naming, organisation, clock(), new_id=new_id, persons=persons
        )
    for id_, (owner, site) in drafts.sites.items():
        await sources.put_site(
            session, Naming(tool, sandbox.source, id_), owner, site, clock(), new_id=new_id
        )
    flows = Bulk(tool, sandbox.source, catalogue_version, clock, new_id, persons)
    await _write(session, FLOWS, drafts.flows, flows)
    sharings = replace(flows, catalogue_version=sharing_catalogue().version)
    await _write(session, SHARINGS, drafts.sharings, sharings)


async def _write(
    session: WriteSession, kind: DeclarationKind[T], lines: Sequence[BulkLine], bulk: Bulk
) -> None:
    for outcome in await write_lines(session, kind, lines, bulk):
        if isinstance(outcome, DomainError):
            raise outcome
