"""Two hundred made-up companies of Normandy, and what they declared: the same every time. Pure.

What they give and need is what the demo's typical companies do, varied: registry reads each flow as
it would from a tool, so that matching gets what it would get.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import cycle, islice
from random import Random
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5

from msgspec.structs import asdict

from boucle.catalogue import load_catalogue
from boucle.contract.events.registry import ActivityCode, Flow, SiteFacts
from boucle.contract.persons import PersonKey
from boucle.demo.declarations import DemoDeclaration, DemoPlace, all_places, declarations, slug
from boucle.registry.api.schemas.declarations.flows import FlowPut
from boucle.registry.api.wire import declared_flow
from boucle.registry.declarations.flows.drafts import drafted
from boucle.registry.domain.entities import FlowDraft

COMPANIES: Final = 200
_SEED: Final = 20
_NAMES: Final = (
    *("Lefèvre", "Aubert", "Duval", "Marais", "Lecomte", "Hamel", "Vasseur", "Bellenger"),
    *("Quesnel", "Poulain", "d'Ornano", "Leclerc-Masson", "Houssaye", "Étienne", "Grard"),
)
_FIRST: Final = ("Camille", "Dominique", "Maëlle", "Claude", "Noël", "Zoé", "Jean-Luc")
_WORDS: Final = (
    "Notre flux principal : trié sur place, en bennes !",
    "Chutes propres, « sans colle », enlèvement le mardi ?",
    "",
    "",
)
"""What companies write in their own words: with the spaces that people put."""


@dataclass(frozen=True)
class Company:
    """``directory``: what registry's directory answers of it."""

    id: UUID
    name: str
    place: DemoPlace
    flows: tuple[Flow, ...]
    own: Mapping[UUID, Mapping[str, Any]]
    contacts: Sequence[Mapping[str, Any]]

    @property
    def territory(self) -> str:
        return self.place.territory

    @property
    def directory(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "territories": [self.territory],
            "contacts": [dict(one) for one in self.contacts],
        }


@dataclass
class Maker:
    """Makes companies one after the other."""

    random: Random = field(default_factory=lambda: Random(_SEED))

    def company(self, number: int, like: Sequence[DemoDeclaration], place: DemoPlace) -> Company:
        """``like``: its site, then its flows, as the demo declares them."""
        site, *flows = like
        id_ = _id("company", number)
        trade = str(site.body["name"]).removeprefix("Exemple : ").partition(" (")[0]
        name = f"{_NAMES[number % len(_NAMES)]} {trade.partition(',')[0]} {number:03d}"
        made = [self._flow(id_, rank, site, one, place) for rank, one in enumerate(flows)]
        return Company(
            id=id_,
            name=name,
            place=place,
            flows=tuple(flow for flow, _ in made),
            own={
                flow.flow_id: {
                    "text": draft.text,
                    "quantity": asdict(draft.quantity),
                    "site": f"{name}, {place.commune}",
                    "commune": place.commune,
                    "months": [],
                    "cost": None,
                }
                for flow, draft in made
            },
            contacts=tuple(self._contacts(number, name)),
        )

    def _flow(
        self,
        company: UUID,
        rank: int,
        site: DemoDeclaration,
        like: DemoDeclaration,
        place: DemoPlace,
    ) -> tuple[Flow, FlowDraft]:
        body = {**like.body, "site": "s", "quantity": self._quantity(like.body["quantity"])}
        if self.random.random() < 0.3:  # nobody said what it costs
            body.pop("current_route", None)
            body.pop("current_supply", None)
        text = self.random.choice(_WORDS) or body.get("text")
        body = {**body, "text": text} if text else body
        draft = drafted(
            declared_flow(FlowPut.model_validate(body), load_catalogue()), load_catalogue()
        )
        flow = Flow(
            flow_id=uuid5(company, f"flow/{rank}"),
            organisation_id=company,
            site_id=uuid5(company, "site"),
            territory=place.territory,
            catalogue_version=load_catalogue().version,
            site=_facts(site, place),
            valid_from=date(2026, 1, 1),
            **{name: getattr(draft, name) for name in _DECLARED},
        )
        return flow, draft

    def _quantity(self, declared: Mapping[str, str]) -> dict[str, str]:
        """Of the same order, to three figures, as people round."""
        value = Decimal(declared["value"]) * Decimal(self.random.uniform(0.3, 3))
        return {"value": f"{float(f'{value:.3g}'):.12g}", "unit": declared["unit"]}

    def _contacts(self, number: int, company: str) -> Iterator[dict[str, Any]]:
        """Of twenty companies, one has nobody to write to, one somebody without a name; one in ten
        reads English."""
        if number % 20 == 7:
            return
        first, last = _FIRST[number % len(_FIRST)], _NAMES[(number * 7) % len(_NAMES)]
        language = "en" if number % 10 == 3 else "fr"
        for rank in range(2 if number % 9 == 4 else 1):
            email = f"contact{rank or ''}@{slug(company)}.example"
            yield {
                "contact_id": str(_id(f"contact/{rank}", number)),
                "person": _PERSONS.of_address(email),
                "name": "" if number % 20 == 16 else f"{first} {last} {number:03d}",
                "email": email,
                "phone": None if number % 5 == 2 else f"02 35 {number:02d} {rank:02d} 00"[:14],
                "language": language,
                "role": "environnement",
            }


_PERSONS: Final = PersonKey(b"0" * 32)
_DECLARED: Final = (
    *("direction", "nature", "family", "quantity", "certainty", "low", "hazardous", "form"),
    *("qualities", "availability", "legal_status", "accepts", "current_route"),
    *("current_supply", "families"),
)


def companies() -> list[Company]:
    declared = declarations()
    flows: dict[str, list[DemoDeclaration]] = {}
    for one in declared.flows:
        flows.setdefault(str(one.body["site"]), []).append(one)
    like = [
        (site, *flows[site.external_id])
        for site in declared.sites
        if site.external_id in flows and not site.external_id.startswith("leurre.")
    ]
    places = all_places()
    maker, found = Maker(), []
    for number, template in enumerate(islice(cycle(like), COMPANIES)):
        known = places[str(template[0].body["commune"])]
        again = number >= len(like)  # another of the same trade, elsewhere
        place = maker.random.choice([*places.values()]) if again else known
        found.append(maker.company(number, template, place))
    return found


def _facts(site: DemoDeclaration, place: DemoPlace) -> SiteFacts:
    naf = site.body.get("naf")
    return SiteFacts(
        latitude=place.latitude,
        longitude=place.longitude,
        location_precision="commune",
        naf=ActivityCode(**naf) if naf else None,
        treatments=tuple(site.body["treatments"]),
        networks=tuple(site.body["networks"]),
    )


def _id(what: str, number: int) -> UUID:
    return uuid5(NAMESPACE_URL, f"https://boucle.example/month/{what}/{number}")
