"""Needs of services in a region, as dense as one is: towns, activity zones, sites. Pure.

One Normandy (30,000 km2) has some 45,000 establishments of ten persons and more with their smaller
neighbours in zones; an approach that reached a quarter of them declares 10,000 needs. More needs
lie on more ground. Which services, in which amounts: drawn from what reports of pooled services
tell, so that streams are as unequal as they are: cardboard is everywhere, oil is rare.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import sqrt
from random import Random
from typing import Final
from uuid import UUID

from msgspec.structs import replace

from boucle.catalogue.sharing import sharing_catalogue
from boucle.contract.events.registry import SiteFacts
from boucle.contract.events.sharing import Place, Sharing, Zone

NEEDS: Final = 10_000
"""In one Normandy."""
_TOWNS: Final = 60
_KM2: Final = 30_000.0
_SOUTH, _WEST = 48.4, -1.6
_KM_NORTH, _KM_EAST = 111.2, 73.0
_IN_ZONE: Final = 0.7
_SUBJECTS: Final = {
    "waste_collection": 0.5,
    "freight": 0.14,
    "purchasing": 0.12,
    "rainwater": 0.06,
    "mobility": 0.06,
    "security": 0.05,
    "catering": 0.04,
    "childcare": 0.03,
}
_WASTE: Final = (
    (0.22, "15 01 01", "bin", 8.0),
    (0.10, "15 01 01", "compactor", 40.0),
    (0.14, "15 01 02", "big_bag", 4.0),
    (0.20, "20 03 01", "bin", 10.0),
    (0.10, "15 01 06", "skip", 35.0),
    (0.10, "15 01 03", "skip", 25.0),
    (0.06, "20 01 36", "pallet", 1.0),
    (0.05, "17 04 05", "skip", 20.0),
    (0.03, "13 02 05*", "drum", 2.0),
)
_CARRIERS: Final = 0.01
"""Of all that is declared."""


@dataclass(frozen=True, slots=True)
class _Town:
    latitude: float
    longitude: float
    weight: float
    siren: str
    zones: tuple[Zone, ...]


class SharingRegion:
    """``needs`` in all, the ground as large as they ask for."""

    def __init__(self, needs: int, seed: int = 1) -> None:
        self._random = Random(seed)
        self._side_km = sqrt(_KM2 * needs / NEEDS)
        count = max(3, round(_TOWNS * needs / NEEDS))
        self._towns = [self._town(number) for number in range(count)]
        self._weights = [town.weight for town in self._towns]

    def sharings(self, count: int) -> Iterator[Sharing]:
        for _ in range(count):
            if self._random.random() < _CARRIERS:
                yield self._carrier()
            else:
                yield self._need()

    def revised(self, one: Sharing) -> Sharing:
        """As a site says its amount again: a tenth more or less of one figure, mostly."""
        random = self._random
        key = random.choice(sorted(one.figures))
        value = float(one.figures[key]) * random.uniform(0.9, 1.1)
        value = min(value, 1.0) if key in {"load", "empty_return"} else value
        return replace(one, figures={**one.figures, key: f"{value:.3f}"})

    def _town(self, number: int) -> _Town:
        random = self._random
        latitude = _SOUTH + random.uniform(0, self._side_km) / _KM_NORTH
        longitude = _WEST + random.uniform(0, self._side_km) / _KM_EAST
        zones = tuple(
            Zone(f"Z{at}", *self._around(latitude, longitude, 3.0))
            for at in range(random.randint(1, 4))
        )
        siren = f"2{number // 3:08d}"  # three towns a territory
        return _Town(latitude, longitude, 1.0 / (1 + number % _TOWNS) ** 0.7, siren, zones)

    def _around(self, latitude: float, longitude: float, km: float) -> tuple[float, float]:
        north, east = (self._random.gauss(0, km) for _ in range(2))
        return round(latitude + north / _KM_NORTH, 5), round(longitude + east / _KM_EAST, 5)

    def _need(self) -> Sharing:
        random = self._random
        subject = random.choices(list(_SUBJECTS), list(_SUBJECTS.values()))[0]
        town = random.choices(self._towns, self._weights)[0]
        one = self._declared(town, subject)
        figures, choices = self._terms(subject)
        cost = str(random.randint(800, 30_000)) if random.random() < 0.5 else None
        ends = date(random.randint(2026, 2029), random.randint(1, 12), 1)
        lane = subject in {"freight", "mobility"}
        return replace(
            one,
            figures=figures,
            choices=choices,
            cost=cost,
            contract_end=ends if random.random() < 0.6 else None,
            notice_months=random.choice((1, 3, 6)),
            origin=self._place(town, 12.0) if lane else None,
            destination=self._place(random.choice(self._towns[:6]), 4.0)
            if subject == "freight"
            else None,
            weekdays=(1, 2, 3, 4, 5) if subject == "freight" else (),
            hours=(6, 14) if lane else None,
        )

    def _terms(self, subject: str) -> tuple[dict[str, str], dict[str, str]]:
        random = self._random

        def some(middle: float) -> str:
            return f"{middle * random.lognormvariate(0, 0.7):.3f}"

        if subject == "waste_collection":
            weights = [weight for weight, *_ in _WASTE]
            _, low, container, tonnes = random.choices(_WASTE, weights)[0]
            figures = {"tonnes": some(tonnes), "pickups": str(random.choice((12, 24, 52, 104)))}
            return figures, {"container": container, "low": low}
        if subject == "freight":
            temperature = random.choices(("ambient", "chilled", "frozen"), (0.8, 0.14, 0.06))[0]
            load = f"{random.uniform(0.3, 0.9):.2f}"
            figures = {"tonnes": some(12.0), "trips": some(2.0), "load": load}
            return figures, {"temperature": temperature, "adr": "none"}
        if subject == "purchasing":
            product = random.choice(("electricity", "gas", "fuel", "packaging", "ppe", "office"))
            return {"volume": some(500.0), "price_now": some(40_000.0)}, {"product": product}
        if subject == "rainwater":
            use = random.choice(("toilets", "cleaning", "watering", "vehicle_washing"))
            return {"water": some(3.0), "price": "3.9"}, {"use": use, "place": "industry"}
        key = {"security": "hours", "catering": "meals", "childcare": "places", "mobility": "staff"}
        middle = {"security": 40.0, "catering": 45.0, "childcare": 3.0, "mobility": 25.0}
        return {key[subject]: some(middle[subject])}, {}

    def _carrier(self) -> Sharing:
        town = self._random.choices(self._towns, self._weights)[0]
        one = self._declared(town, "waste_collection")
        figures = {"payload": "9", "hour_price": "55", "km_price": "0.9", "fee": "120"}
        return replace(one, direction="offer", zone=None, figures={**figures, "radius": "60"})

    def _declared(self, town: _Town, subject: str) -> Sharing:
        random = self._random
        zone = random.choice(town.zones) if random.random() < _IN_ZONE else None
        place = (
            self._around(town.latitude, town.longitude, 4.0)
            if zone is None
            else self._around(zone.latitude, zone.longitude, 0.5)
        )
        return Sharing(
            sharing_id=self._id(),
            organisation_id=self._id(),
            site_id=self._id(),
            territory=town.siren,
            kind="service",
            direction="need",
            subject=subject,
            catalogue_version=sharing_catalogue().version,
            site=SiteFacts(latitude=place[0], longitude=place[1], location_precision="address"),
            certainty="estimated",
            valid_from=date(2026, 1, 1),
            zone=zone,
        )

    def _place(self, town: _Town, km: float) -> Place:
        return Place(*self._around(town.latitude, town.longitude, km))

    def _id(self) -> UUID:
        return UUID(int=self._random.getrandbits(128), version=4)
