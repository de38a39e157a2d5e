"""A region as registry's rows, to be written in bulk, and establishments that nobody declared.

The same companies and flows as ``regional_companies`` tells them. One flow in fifty is told by a
second source too, as registry would find it: a likely duplicate.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random
from uuid import UUID

from boucle.catalogue import Catalogue, outlets
from boucle.matching.scoring import Rules
from boucle.registry.api.schemas.parties.sites import SitePut
from boucle.registry.api.wire import declared_site
from boucle.registry.declarations.at_site.declared import Key, declared
from boucle.registry.domain.entities import Contact, Flow, Organisation, Site
from boucle.registry.outlets.prospects.sirene import Establishment
from tests.bench.support.base import SOURCE, Company
from tests.bench.worlds.regional_companies import RegionalCompany, ToldFlow, regional_companies
from tests.bench.worlds.territory import BOX

OTHER_SOURCE = "other"
_REPEATED = 50
"""Of how many flows one is told twice."""


@dataclass
class RegionalBase:
    """``flows`` in all, duplicates apart; ``tool``: the client id of who declares them."""

    rules: Rules
    now: datetime
    flows: int
    tool: str
    seed: int = 1

    def __post_init__(self) -> None:
        self._random = Random(self.seed)
        self._told = 0

    def companies(self) -> Iterator[Company]:
        for company in regional_companies(self.rules, self.flows, self.seed):
            organisation = self._organisation(company)
            site = self._site(company, organisation)
            flows = tuple(flow for told in company.flows for flow in self._flows(told, site))
            email = f"{company.name}@bench.example"
            contact = Contact(self._id(), "Camille Banc", email, None, "fr", "QSE")
            yield Company(organisation, contact, (site,), flows, company.name)

    def _organisation(self, company: RegionalCompany) -> Organisation:
        return Organisation(
            id=self._id(),
            name=f"Company {company.name}",
            siren=None,
            territory=company.territory,
            example=True,
            tools=(self.tool,),
            direct=False,
            state="verified",
            version=1,
            declared_at=self.now,
            updated_at=self.now,
        )

    def _site(self, company: RegionalCompany, organisation: Organisation) -> Site:
        return Site(
            id=self._id(),
            organisation_id=organisation.id,
            draft=declared_site(SitePut.model_validate(company.site())).within(company.territory),
            tools=organisation.tools,
            direct=False,
            on_trial=organisation.on_trial,
            valid_from=self.now.date(),
            version=1,
            declared_at=self.now,
            updated_at=self.now,
        )

    def _flows(self, told: ToldFlow, site: Site) -> Iterator[Flow]:
        """The flow, and at times the same from the other source."""
        flow = self._flow(SOURCE, told, site)
        yield flow
        self._told += 1
        if self._told % _REPEATED == 0:
            yield replace(self._flow(OTHER_SOURCE, told, site), duplicate_of=flow.id)

    def _flow(self, source: str, told: ToldFlow, site: Site) -> Flow:
        key = Key(self._id(), source, told.name)
        version = self.rules.version
        flow = declared(Flow, key, site, told.draft, catalogue_version=version, now=self.now)
        return replace(flow, version=1)

    def _id(self) -> UUID:
        return UUID(int=self._random.getrandbits(128), version=4)


def establishments(catalogue: Catalogue, count: int, seed: int = 1) -> Iterator[Establishment]:
    """Of the activities that flows of the catalogue's families look for, all over the region."""
    random = Random(seed)
    classes = sorted(
        {
            nace
            for family in catalogue.families
            for outlet in outlets(catalogue, family=family.key)
            for nace in outlet.classes
        }
    )
    south, north, west, east = BOX
    for number in range(count):
        yield Establishment(
            siret=f"{number:014d}",
            name=f"Establishment {number}",
            naf=f"{random.choice(classes)}Z",
            commune_code="14118",
            commune="Caen",
            employees="12",
            latitude=round(random.uniform(south, north), 6),
            longitude=round(random.uniform(west, east), 6),
        )
