"""Build what the demo declares: organisations, sites and flows, as bodies of the public API.

Places are commune centres. Figures missing from the public pages are assumed: every flow is
``estimated``, with provenance "assumed for the demo". No SIRET is invented: a site without one has
this tool's id.
"""

import csv
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from operator import itemgetter
from typing import Any

Json = dict[str, Any]

ASSUMED = "assumed for the demo"
ATTRIBUTE_UNITS: Mapping[str, str] = {
    "temperature": "Cel",
    "pressure": "bar",
    "moisture": "%",
    "dry_matter": "%",
    "purity": "%",
    "contaminants": "%",
    "ash": "%",
    "organic_matter": "%",
    "calcium_oxide": "%",
    "iron": "%",
    "copper": "%",
    "water_content": "%",
    "free_fatty_acids": "%",
    "particle_size": "mm",
    "calorific_value": "MJ/kg",
    "chlorides": "mg/kg",
    "sulphates": "mg/kg",
    "heavy_metals": "mg/kg",
    "conductivity": "uS/cm",
    "suspended_solids": "mg/L",
    "cod": "mg/L",
    "days_since_use": "d",
}


@dataclass(frozen=True, slots=True)
class DemoDeclaration:
    """One entity, under this tool's id, with the body that the API takes."""

    external_id: str
    body: Json


@dataclass(frozen=True, slots=True)
class DemoExchange:
    """A real exchange: the two flows that must meet, its public sources and its place."""

    id: str
    offer: str
    need: str
    known: str
    source: str
    reported: str | None


@dataclass(frozen=True, slots=True)
class Decoy:
    """A flow that must match nothing: declared against ``against``, refused by ``fails``."""

    flow: str
    direction: str
    nature: str
    against: str
    fails: str
    why: str


@dataclass(slots=True)
class Declarations:
    """All requests, in the order in which they must be sent."""

    territories: list[Json] = field(default_factory=list)
    controller: Json = field(default_factory=dict)
    organisations: list[DemoDeclaration] = field(default_factory=list)
    sites: list[DemoDeclaration] = field(default_factory=list)
    flows: list[DemoDeclaration] = field(default_factory=list)
    exchanges: list[DemoExchange] = field(default_factory=list)
    decoys: list[Decoy] = field(default_factory=list)

    def names(self) -> dict[str, str]:
        companies = {one.external_id: str(one.body["name"]) for one in self.organisations}
        return {one.external_id: companies[one.body["site"]] for one in self.flows}


@dataclass(frozen=True, slots=True)
class DemoPlace:
    """A commune; ``code`` is INSEE's."""

    code: str
    commune: str
    territory: str
    latitude: float
    longitude: float


def declarations() -> Declarations:
    places = all_places()
    area = _toml("territories.toml")
    declared = Declarations(territories=area["territory"], controller=area["controller"])
    _add_real(declared, places)
    for profile in _toml("profiles.toml")["profile"]:
        _add_profile(declared, profile, places)
    for decoy in _toml("decoys.toml")["decoy"]:
        _add_decoy(declared, decoy, places)
    return declared


def slug(text: str) -> str:
    """Make an id that survives any URL: ``Saint-Lô`` -> ``saint-lo``."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join("".join(c if c.isalnum() else " " for c in plain).split())


def _add_real(declared: Declarations, places: Mapping[str, DemoPlace]) -> None:
    real = _toml("real.toml")
    for key, company in real["company"].items():
        _add_company(declared, key, company, places[company["commune"]], example=False)
    for key, flow in real["flow"].items():
        body = {
            "dir": flow["direction"],
            "q": flow["quantity"],
            "status": flow.get("legal_status"),
            **flow,
        }
        declared.flows.append(DemoDeclaration(key, _flow(body, site=flow["company"])))
    declared.exchanges = [
        DemoExchange(s["id"], s["offer"], s["need"], s["known"], s["source"], s.get("reported"))
        for s in real["synergy"]
    ]


def _add_profile(declared: Declarations, profile: Json, places: Mapping[str, DemoPlace]) -> None:
    for rank, commune in enumerate(profile["communes"]):
        key = f"{profile['key']}.{slug(commune)}"
        company = {**profile, "name": f"Exemple : {profile['name']} ({commune})"}
        _add_company(declared, key, company, places[commune], example=True)
        for number, flow in enumerate(profile["flows"], start=1):
            varied = {**flow, "q": _varied(flow["q"], rank + number)}
            declared.flows.append(DemoDeclaration(f"{key}.{number}", _flow(varied, site=key)))


def _add_decoy(declared: Declarations, decoy: Json, places: Mapping[str, DemoPlace]) -> None:
    for rank, commune in enumerate(decoy["communes"], start=1):
        key = f"leurre.{decoy['key']}.{rank}"
        company = {**decoy, "name": f"Exemple : leurre {decoy['key']} {rank} ({commune})"}
        _add_company(declared, key, company, places[commune], example=True)
        flow = {**decoy["flow"], "q": _varied(decoy["flow"]["q"], rank)}
        declared.flows.append(DemoDeclaration(f"{key}.1", _flow(flow, site=key)))
        declared.decoys.append(
            Decoy(
                flow=f"{key}.1",
                direction=flow["dir"],
                nature=flow["nature"],
                against=decoy["against"],
                fails=decoy["fails"],
                why=decoy["why"],
            )
        )


def _add_company(
    declared: Declarations, key: str, company: Json, place: DemoPlace, *, example: bool
) -> None:
    organisation: Json = {
        "name": company["name"],
        "territory": place.territory,
        "example": example,
        "contacts": [
            {
                "name": "Service environnement",
                "email": f"environnement@{slug(key)}.example",
                "phone": phone(len(declared.organisations)),
                "language": "fr",
                "role": "environment",
            }
        ],
    }
    site: Json = {
        "organisation": key,
        "name": f"{company['name']}, {place.commune}",
        "commune_code": place.code,
        "commune": place.commune,
        "territory": place.territory,
        "treatments": company.get("treatments", []),
        "networks": company.get("networks", []),
        "example": example,
    }
    if "siret" in company:
        site["siret"] = company["siret"]
        organisation["siren"] = company["siret"][:9]
    if "naf" in company:
        site["naf"] = {"code": company["naf"], "version": "NAF rév. 2"}
    declared.organisations.append(DemoDeclaration(key, organisation))
    declared.sites.append(DemoDeclaration(key, site))


def _flow(flow: Json, site: str) -> Json:
    value, unit = flow["q"]
    body: Json = {
        "site": site,
        "direction": flow["dir"],
        "nature": flow["nature"],
        "family": flow["family"],
        "quantity": {"value": value, "unit": unit},
        "form": flow["form"],
        "hazardous": flow.get("hazardous", False),
        "qualities": dict(_qualities(flow.get("qualities", {}))),
        "certainty": "estimated",
        "provenance": ASSUMED,
        "valid_from": "2026-01-01",
    }
    optional = ("families", "low", "text", "accepts")
    body |= {key: flow[key] for key in optional if flow.get(key) is not None}
    if flow["dir"] == "output" and flow.get("status"):
        body["legal_status"] = flow["status"]
    if "months" in flow:
        body["availability"] = {"months": flow["months"]}
    if "route" in flow:
        operation, cost = flow["route"]
        paid: Json = {"cost_eur_per_unit": cost}
        body["current_route"] = {"operation": operation, **paid} if operation else paid
    if "supply" in flow:
        body["current_supply"] = {
            "source": flow["supply"][0],
            "price_eur_per_unit": flow["supply"][1],
        }
    return body


def _qualities(ranges: Mapping[str, Sequence[float]]) -> Iterator[tuple[str, Json]]:
    """Read ``[low, high]``; a high of 0 leaves the range open (nothing here is bounded by zero)."""
    for name, (low, high) in ranges.items():
        bounds = {"low": str(low)} | ({"high": str(high)} if high else {})
        yield name, {**bounds, "unit": ATTRIBUTE_UNITS[name]}


def _varied(quantity: Sequence[str], rank: int) -> list[str]:
    """Vary a figure from place to place, within the same order of magnitude."""
    value, unit = quantity
    return [str(int(value) * (8 + rank % 5) // 10), unit]


def phone(number: int) -> str:
    """Return one of the range that Arcep keeps for fiction."""
    return f"02 61 91 {10 + number // 100:02d} {number % 100:02d}"


def communes() -> str:
    """Return the CSV file of the communes of all territories."""
    return _data("communes.csv")


def outlines() -> str:
    """Return the GeoJSON file of the territories' outlines, to some hundred metres."""
    return _data("outlines.geojson")


def _data(name: str) -> str:
    return (resources.files("boucle.demo") / "data" / name).read_text("utf-8")


def all_places() -> dict[str, DemoPlace]:
    """Return the communes that companies are in, by name."""
    return {
        row["nom"]: DemoPlace(
            row["insee"], row["nom"], row["epci_siren"], float(row["lat"]), float(row["lon"])
        )
        for row in sorted(csv.DictReader(communes().splitlines()), key=itemgetter("nom"))
        if row["played"]
    }


def _toml(name: str) -> Json:
    return tomllib.loads((resources.files("boucle.demo") / "data" / name).read_text("utf-8"))
