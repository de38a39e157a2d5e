"""Real synergies of Normandy among all real sites of its pollution register.

Every site of the register gets the flows that its activity usually has, marked `typical`. The
sides of the real exchanges are told as their sources tell them: declared, each with its quantity
where one is known, else the usual one. Each exchange must stand among the first five of its need;
and most must even where nothing but activity and place tells them from their neighbours.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import pytest

from boucle.catalogue import TypicalFlow, load_catalogue
from boucle.contract.events.registry import (
    ActivityCode,
    Certainty,
    Direction,
    Flow,
    LocationPrecision,
    Quantity,
    SiteFacts,
)
from boucle.matching.scoring import DEFAULT_SETTINGS, FlowInputs, Rules, assess
from boucle.matching.scoring.wire import row_of

CATALOGUE = load_catalogue()
RULES = Rules(CATALOGUE)
SHARED = Path(__file__).resolve().parents[3] / "shared"
EMPLOYEES = 50  # the register tells none
# What each exchange carries, offered and needed: families that the two activities usually have.
EXCHANGES = {
    **dict.fromkeys(
        ("S01", "S02", "S03", "S04", "S05", "S06", "S07"), ("heat_steam", "heat_steam")
    ),
    "S10": ("heat_hot_water", "heat_network"),
    "S14": ("heat_steam", "heat_network"),
    "S18": ("wood_b", "fuel_biomass"),
    "S19": ("apple_pomace", "biogas_feedstock"),
    "S21": ("cardboard", "packaging_boxes"),
    "S22": ("water_process", "water_process"),
}
NO_PLACE_NAF = {"S21": "47.11F"}  # "companies of Coutances": the commonest giver of used boxes
# Communes that the file names otherwise.
PLACES = {"Caen (siège région)": "Caen", "Cotentin": "Cherbourg-en-Cotentin"}


def _rows(name: str) -> list[dict[str, str]]:
    with (SHARED / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


REGISTER = [row for row in _rows("data/irep_etablissements_normandie_2003_2017.csv") if row["naf"]]
COMMUNES = {row["nom"]: row for row in _rows("data/communes_normandie.csv")}
FACTS = {row["id"]: row for row in _rows("facts/real_synergies_normandy.csv")}


@dataclass(frozen=True, slots=True)
class Place:
    name: str
    naf: str
    at: Mapping[str, str]
    precision: LocationPrecision


def _flow(
    place: Place, told: TypicalFlow, certainty: Certainty = "typical", known: Quantity | None = None
) -> FlowInputs:
    family = CATALOGUE.family(told.family)
    direction: Direction = told.direction
    needs = CATALOGUE.routes_to(family.key) if direction == "input" else ()
    usual = Quantity(format(told.usual(EMPLOYEES), "f"), told.unit)
    site = SiteFacts(
        latitude=float(place.at["lat"]),
        longitude=float(place.at["lon"]),
        location_precision=place.precision,
        naf=ActivityCode(place.naf, "NAF rév. 2"),
        treatments=tuple(sorted({code for route in needs for code in route.operations})),
    )
    flow = Flow(
        flow_id=uuid5(NAMESPACE_URL, f"{place.name}/{direction}/{family.key}/{certainty}"),
        organisation_id=uuid5(NAMESPACE_URL, place.name),
        site_id=uuid5(NAMESPACE_URL, place.name),
        territory=place.at["epci_siren"],
        direction=direction,
        nature=family.nature,
        family=family.key,
        catalogue_version=CATALOGUE.version,
        quantity=known or usual,
        site=site,
        certainty=certainty,
        valid_from=date(2026, 1, 1),
    )
    row = row_of(flow, 1, RULES)
    assert row is not None
    return row


def _usual_offers() -> Iterator[FlowInputs]:
    for site in REGISTER:
        place = Place(site["siret"], site["naf"], site, "address")
        for told in CATALOGUE.typical(site["naf"]):
            if told.direction == "output":
                yield _flow(place, told)


def _side(key: str, side: str, certainty: Certainty) -> FlowInputs:
    """One side of a real exchange: where the register has it, else at its commune's centre."""
    fact = FACTS[key]
    direction: Direction = "output" if side == "producteur" else "input"
    family = EXCHANGES[key][direction == "input"]
    naf = fact[f"{side}_naf"] or NO_PLACE_NAF[key]
    usual = [f for f in CATALOGUE.typical(naf) if (f.direction, f.family) == (direction, family)]
    assert usual, f"{naf} should usually have {family} as {direction}"
    siret = fact[f"{side}_siret"]
    at = next((site for site in REGISTER if siret and site["siret"] == siret), None)
    commune = fact[f"{side}_commune"]
    place = Place(
        siret or fact[side],
        naf,
        at or COMMUNES[PLACES.get(commune, commune)],
        "address" if at else "commune",
    )
    known = None
    if fact["quantite"] and certainty != "typical":
        known = Quantity(fact["quantite"], fact["unite"].split("/")[0])
    return _flow(place, usual[0], certainty, known)


USUAL = list(_usual_offers())


def _place(key: str, certainty: Certainty) -> int:
    """Where the exchange stands in its need's list, 1 the first."""
    offers = [*USUAL, *(_side(each, "producteur", certainty) for each in EXCHANGES)]
    need = _side(key, "receveur", certainty)
    ranked = []
    for flow, offer in {offer.flow: offer for offer in offers}.items():
        found = assess(offer, need, RULES, (DEFAULT_SETTINGS, DEFAULT_SETTINGS))
        if found is not None:
            ranked.append((-found.rank, flow))
    wanted = _side(key, "producteur", certainty).flow
    return [flow for _, flow in sorted(ranked)].index(wanted) + 1


@pytest.mark.parametrize("key", EXCHANGES)
def test_a_real_exchange_stands_among_the_first_five_of_its_need(key: str) -> None:
    assert _place(key, "estimated") <= 5


def test_most_do_where_only_activity_and_place_speak() -> None:
    assert sum(_place(key, "typical") <= 5 for key in EXCHANGES) >= 8
