"""Seeds the base: registry's rows and outbox, in bulk transactions of registry's own store.

Not over REST, which would take longer than the bench. From the outbox on it is the real way: the
relay publishes, matching finds the pairs, indicators count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Protocol
from uuid import UUID

from boucle.platform import outbox
from boucle.platform.db import Database, WriteSession
from boucle.registry.declarations.flows.store import FLOW_STORE
from boucle.registry.parties.organisations import source_ids
from boucle.registry.parties.organisations import store as organisation_store
from boucle.registry.parties.sites import store as site_store
from tests.bench.support.base import CLUSTER_TERRITORIES, SOURCE, SPOT_TERRITORIES, Company
from tests.bench.support.running import Caller

_AT_ONCE = 200
"""Companies a transaction."""


async def settle_territories(operator: Caller) -> None:
    """Over REST, as an operator does."""
    for policy, sirens in (("animator", CLUSTER_TERRITORIES), ("auto", SPOT_TERRITORIES)):
        for siren in sirens:
            body = {"name": f"Territory {siren}", "kind": "epci", "policy": policy}
            await operator.put(f"/v1/territories/{siren}", body)


class Seeds(Protocol):
    """What a base is made of; ``now``: when its companies declared it."""

    @property
    def now(self) -> datetime: ...
    def companies(self) -> Iterator[Company]: ...


async def seed(database: Database, base: Seeds) -> int:
    """Write the base into registry's database; how many flows."""
    flows = 0
    for companies in _chunks(base.companies(), _AT_ONCE):
        async with database.write() as session:
            await _save(session, companies)
            await _tell(session, companies, base)
        flows += sum(len(company.flows) for company in companies)
    return flows


async def _save(session: WriteSession, companies: list[Company]) -> None:
    for company in companies:
        await organisation_store.save_organisation(session, company.organisation)
        id_ = company.organisation.id
        await organisation_store.save_contacts(session, id_, [company.contact])
        if company.name is not None:
            await source_ids.name(session, SOURCE, "organisation", company.name, id_)
            await source_ids.name(session, SOURCE, "site", company.name, company.sites[0].id)
    sites = [site for company in companies for site in company.sites]
    await site_store.save_sites(session, sites)
    flows = [flow for company in companies for flow in company.flows]
    if flows:
        await FLOW_STORE.save(session, flows)


async def _tell(session: WriteSession, companies: list[Company], base: Seeds) -> None:
    sites = {site.id: site for company in companies for site in company.sites}
    told = [
        outbox.new_event(
            "site.declared.v1", subject=id_, version=1, data=site.event(), now=base.now
        )
        for id_, site in sites.items()
    ]
    await outbox.add(session, "site", *told)
    flows = [flow for company in companies for flow in company.flows]
    await outbox.add(
        session,
        "flow",
        *(
            outbox.new_event(
                "flow.declared.v1",
                subject=flow.id,
                version=flow.version,
                data=flow.event(sites[flow.site_id]),
                now=base.now,
            )
            for flow in flows
        ),
    )


async def flow_ids(database: Database) -> dict[str, UUID]:
    """What the tool's names of flows stand for."""
    async with database.read() as session:
        driver = await session.driver()
        rows = await driver.fetch("SELECT external_id, id FROM flow WHERE source = $1", SOURCE)
    return {row["external_id"]: row["id"] for row in rows}


def _chunks(items: Iterable[Company], size: int) -> Iterator[list[Company]]:
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk
