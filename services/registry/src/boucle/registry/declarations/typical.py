"""Deduce a site's flows from its activity, at an animator's word."""

from collections.abc import Callable, Mapping
from typing import NamedTuple
from uuid import UUID

from boucle.catalogue import Catalogue
from boucle.platform.db import WriteSession
from boucle.platform.errors import invalid_field
from boucle.platform.translating import tr
from boucle.registry.declarations.at_site.declared import Key, Work, declared, revised, withdrawn
from boucle.registry.declarations.flows.changes import change_flows
from boucle.registry.declarations.flows.store import flows_around
from boucle.registry.declarations.flows.typical import (
    TypicalOutcome,
    TypicalPlan,
    outcome,
    planned,
    typical_source,
    usual_drafts,
)
from boucle.registry.declarations.parties.sites import locked_site
from boucle.registry.declarations.writing import Writing
from boucle.registry.domain.codes import nace_of
from boucle.registry.domain.entities import Flow, FlowDraft, Site


class Deduced(NamedTuple):
    flow: Flow
    outcome: TypicalOutcome


async def deduce_flows(
    session: WriteSession,
    site_id: UUID,
    employees: int,
    writing: Writing,
    catalogue: Catalogue,
    *,
    new_id: Callable[[], UUID],
) -> list[Deduced]:
    """A site's typical flows as its activity and its employees imply them. Done twice, it changes
    nothing more.

    Raises Invalid where there is nothing to deduce from: the site is gone, has no activity,
    or the catalogue knows nothing usual of it.
    """
    site = await locked_site(session, site_id, writing.principal)
    usual = _usual(site, employees, catalogue)
    source = typical_source(site_id)
    around = {flow.id: flow for flow in await flows_around(session, source, site_id)}
    plan = planned(site, usual, around.values())
    seen = {id_: around[id_] for id_ in (*plan.known, *plan.ended)}
    work = _work(site, seen, plan, writing, new_id)
    result = await change_flows(session, {site_id: site}, work, writing.now)
    looked_at = [result.things[id_] for id_ in (*seen, *(flow.id for flow in work.new))]
    looked_at.sort(key=lambda flow: str(flow.external_id))
    return [Deduced(flow, outcome(seen.get(flow.id), flow)) for flow in looked_at]


def _work(
    site: Site,
    seen: Mapping[UUID, Flow],
    plan: TypicalPlan,
    writing: Writing,
    new_id: Callable[[], UUID],
) -> Work[Flow]:
    now, version = writing.now, writing.catalogue_version

    def decide(flow: Flow) -> Flow:
        if flow.id in plan.ended:
            return withdrawn(flow, now)
        return revised(flow, site, plan.known[flow.id], catalogue_version=version, now=now)

    source = typical_source(site.id)
    new = [
        declared(Flow, Key(new_id(), source, name), site, draft, catalogue_version=version, now=now)
        for name, draft in plan.new.items()
    ]
    return Work(seen, decide, new)


def _usual(site: Site, employees: int, catalogue: Catalogue) -> dict[str, FlowDraft]:
    if site.withdrawn_at:
        raise invalid_field(
            "path.site_id", site.id, "is a site that was withdrawn", "a site that is not withdrawn"
        )
    naf = site.draft.naf
    activity = nace_of(naf, catalogue)
    if naf is None or activity is None:
        raise invalid_field(
            "site.naf",
            naf.code if naf else None,
            "the site tells no activity to deduce flows from",
            tr("add it first: PUT /v1/sites/{id} with naf, its code and version", id=site.id),
        )
    usual = usual_drafts(catalogue, activity, employees)
    if not usual:
        raise invalid_field(
            "site.naf",
            naf.code,
            "is an activity of which the catalogue knows no typical flow",
            "flows declared one by one, or an activity that usually gives or needs something",
        )
    return usual
