"""Who lives in the year: territories, their companies and sites, drawn from a seed. Pure.

Sites stand in zones of a few kilometres, as they do: groups are found there.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tests.kit.contact import ANIMATOR, CONTROLLER

Json = dict[str, Any]
FEDERATION: Final = "200053403"

# SIREN of an EPCI of Normandy, its name, latitude and longitude of its main town.
_EPCI: Final = (
    ("200010700", "CA Caux Seine Agglo", 49.5755, 0.4848),
    ("241400514", "CC du Pays de Falaise", 48.8957, -0.1936),
    ("200084952", "CU Le Havre Seine Métropole", 49.4938, 0.1077),
    ("200069532", "CA Lisieux Normandie", 49.1469, 0.2383),
    ("200066389", "CA Saint-Lô Agglo", 49.1098, -1.0774),
    ("200035814", "CA Flers Agglo", 48.7400, -0.5624),
    ("246100663", "CU d'Alençon", 48.4315, 0.0916),
    ("200071454", "CA Evreux Portes de Normandie", 49.0199, 1.1415),
    ("247600786", "CA de la Région Dieppoise", 49.9220, 1.0872),
    ("200067205", "CA du Cotentin", 49.6337, -1.6222),
)
_ZONES: Final = ((0.0, 0.0), (0.055, -0.03), (-0.04, 0.08))
_SPREAD: Final = 0.012  # degrees: a zone is two kilometres wide or so

# An activity's NAF code, and what a company of it is called.
TRADES: Final = (
    ("10.51C", "Fromagerie"),
    ("10.71A", "Boulangerie industrielle"),
    ("10.32Z", "Jus de fruits"),
    ("16.23Z", "Menuiserie"),
    ("17.21A", "Cartonnerie"),
    ("20.16Z", "Matières plastiques"),
    ("22.22Z", "Plasturgie"),
    ("23.63Z", "Béton prêt à l'emploi"),
    ("25.62B", "Mécanique"),
    ("35.30Z", "Réseau de chaleur"),
    ("38.21Z", "Incinération"),
    ("38.11Z", "Collecte de déchets"),
    ("46.90Z", "Négoce"),
    ("52.10B", "Entrepôt"),
    ("01.13Z", "Maraîchage sous serre"),
    ("86.10Z", "Clinique"),
)


@dataclass(frozen=True, slots=True)
class YearTerritory:
    siren: str
    name: str
    policy: str
    centre: tuple[float, float]

    def body(self, parent: str) -> Json:
        return {
            "name": self.name,
            "kind": "epci",
            "parent": parent,
            "policy": self.policy,
            "animator": {**ANIMATOR, "email": f"eit@t{self.siren}.example"},
        }


@dataclass(frozen=True, slots=True)
class YearCompany:
    """``key``: its own id at the tool, and its site's."""

    key: str
    name: str
    naf: str
    territory: str
    place: tuple[float, float]

    @property
    def mail(self) -> str:
        return f"environnement@{self.key}.example"

    def organisation(self) -> Json:
        contact = {"name": f"Camille {self.name}", "email": self.mail, "role": "environnement"}
        return {
            "name": self.name,
            "territory": self.territory,
            "example": True,
            "contacts": [contact],
        }

    def site(self) -> Json:
        latitude, longitude = self.place
        return {
            "organisation": self.key,
            "name": f"Site de {self.name}",
            "latitude": latitude,
            "longitude": longitude,
            "location_precision": "address",
            "territory": self.territory,
            "naf": {"code": self.naf},
            "example": True,
            "treatments": ["R1", "R3", "R5"],
        }


def federation() -> Json:
    return {"name": "Région de l'année", "kind": "federation", "controller": CONTROLLER}


def territories(count: int) -> list[YearTerritory]:
    """Every second one lets the policy ``auto`` introduce."""
    return [
        YearTerritory(siren, name, "auto" if number % 2 else "animator", (lat, lon))
        for number, (siren, name, lat, lon) in enumerate(_EPCI[:count])
    ]


def companies(
    rng: random.Random, where: Sequence[YearTerritory], each: int
) -> Iterator[YearCompany]:
    for territory in where:
        for number in range(each):
            naf, trade = TRADES[(number + rng.randrange(3)) % len(TRADES)]
            key = f"c{territory.siren[-5:]}n{number}"
            north, east = _ZONES[number % len(_ZONES)]
            latitude = territory.centre[0] + north + rng.uniform(-_SPREAD, _SPREAD)
            longitude = territory.centre[1] + east + rng.uniform(-_SPREAD, _SPREAD)
            place = round(latitude, 5), round(longitude, 5)
            yield YearCompany(key, f"{trade} {key[1:]}", naf, territory.siren, place)
