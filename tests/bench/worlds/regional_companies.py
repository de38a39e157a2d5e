"""Companies of a region and what a tool declares of them: requests, rows of a *bilan*. Pure.

The flows are those of the engine's bench (``regional_flows``), five to a company of one site, which
has the place and the treatments of its first flow; those that registry would refuse are left out.
The same for the same seed.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO
from itertools import islice
from typing import Any

from msgspec import to_builtins

from boucle.contract.events.registry import Flow, QualityRange, SiteFacts
from boucle.matching.scoring import Rules
from boucle.platform.errors import Faulty
from boucle.registry.api.schemas.declarations.flows import FlowPut
from boucle.registry.api.wire import declared_flow
from boucle.registry.declarations.flows.drafts import drafted
from boucle.registry.domain.entities import FlowDraft
from tests.bench.support.base import siren
from tests.bench.worlds.regional_flows import Region
from tests.bench.worlds.territory import EPCIS

FLOWS_EACH = 5
TERRITORIES = tuple(siren(920_000 + number) for number in range(EPCIS))
FEDERATION = siren(930_000)
"""Of all territories."""
_HEADER = (
    *("référence", "site", "sens", "nature", "famille", "quantité", "unité", "dangereux"),
    *("qualités", "mois", "statut", "statuts acceptés", "certitude", "opération", "coût", "prix"),
)
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ToldFlow:
    """A flow by its tool's name: the body of its ``PUT``, and what registry makes of it."""

    name: str
    body: Json
    draft: FlowDraft


@dataclass(frozen=True, slots=True)
class RegionalCompany:
    """``name``: what the tool calls the organisation, and its site."""

    name: str
    territory: str
    place: SiteFacts
    flows: tuple[ToldFlow, ...]

    def organisation(self) -> Json:
        """``PUT /v1/sources/{source}/organisations/{name}``."""
        contact = {"name": "Camille Banc", "email": f"{self.name}@bench.example", "role": "QSE"}
        told = {"name": f"Company {self.name}", "territory": self.territory, "example": True}
        return {**told, "contacts": [contact]}

    def site(self) -> Json:
        """``PUT /v1/sources/{source}/sites/{name}``."""
        return {
            "organisation": self.name,
            "name": f"Site {self.name}",
            "latitude": self.place.latitude,
            "longitude": self.place.longitude,
            "location_precision": self.place.location_precision,
            "territory": self.territory,
            "treatments": list(self.place.treatments),
            "networks": list(self.place.networks),
            "example": True,
        }


def regional_companies(rules: Rules, flows: int, seed: int = 1) -> Iterator[RegionalCompany]:
    """Companies of ``flows`` flows in all; the last may have fewer than the others."""
    endless = Region(rules, seed).flows(10 * flows + 100)
    number = 0
    while flows > 0:
        first = next(endless)
        name = f"company-{number}"
        told = _told(name, (first, *islice(endless, FLOWS_EACH - 1)), rules)[:flows]
        if told:
            yield RegionalCompany(name, TERRITORIES[int(first.territory)], first.site, told)
            number, flows = number + 1, flows - len(told)


def bilan(rows: Iterable[tuple[str, ToldFlow]]) -> bytes:
    """A CSV file of flows, each with the name of its site."""
    text = StringIO()
    table = csv.writer(text, delimiter=";")
    table.writerow(_HEADER)
    table.writerows(_row(site, flow) for site, flow in rows)
    return text.getvalue().encode()


def _told(site: str, flows: Iterable[Flow], rules: Rules) -> tuple[ToldFlow, ...]:
    found: list[ToldFlow] = []
    for flow in flows:
        body = {"site": site, **_body(flow)}
        try:
            draft = drafted(
                declared_flow(FlowPut.model_validate(body), rules.catalogue), rules.catalogue
            )
        except Faulty:
            continue
        found.append(ToldFlow(f"{site}-{len(found)}", body, draft))
    return tuple(found)


def _body(flow: Flow) -> Json:
    told: Json = {
        "direction": flow.direction,
        "nature": flow.nature,
        "family": flow.family,
        "quantity": {"value": flow.quantity.value, "unit": flow.quantity.unit},
        "hazardous": flow.hazardous,
        "certainty": flow.certainty,
        "qualities": {key: _bounds(known) for key, known in flow.qualities.items()},
        "availability": {"months": list(flow.availability.months)},
    }
    if flow.direction == "output":
        return told | _filled(
            legal_status=flow.legal_status, current_route=to_builtins(flow.current_route)
        )
    accepts = {"accepts": list(flow.accepts)} if flow.accepts else {}
    return told | accepts | _filled(current_supply=to_builtins(flow.current_supply))


def _bounds(known: QualityRange) -> Json:
    """Written out: nobody writes 1e+06."""
    bounds = {"low": known.low, "high": known.high}
    return {end: f"{Decimal(value):f}" for end, value in bounds.items() if value is not None}


def _filled(**fields: object) -> Json:
    """Those that say something."""
    return {name: value for name, value in fields.items() if value}


def _row(site: str, flow: ToldFlow) -> list[str]:
    """Its cells, in the order of the header."""
    body = flow.body
    route, supply = body.get("current_route", {}), body.get("current_supply", {})
    told = (
        *(flow.name, site, body["direction"], body["nature"], body["family"]),
        *(body["quantity"]["value"], body["quantity"]["unit"]),
        "oui" if body["hazardous"] else "non",
        " | ".join(_quality(key, known) for key, known in body["qualities"].items()),
        ", ".join(map(str, body["availability"]["months"])),
        body.get("legal_status"),
        "|".join(body.get("accepts", ())),
        body["certainty"],
        *(route.get("operation"), route.get("cost_eur_per_unit")),
        supply.get("price_eur_per_unit"),
    )
    return [cell or "" for cell in told]


def _quality(key: str, known: Mapping[str, str]) -> str:
    low, high = known.get("low"), known.get("high")
    if low is None:
        return f"{key} <= {high}"
    return f"{key} >= {low}" if high is None else f"{key} = {low}..{high}"
