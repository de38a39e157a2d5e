"""Who lives in a story, and what its victim keeps for itself. Pure.

The victim hides in its coarse copy: a secret moves within it, or is of what no copy has. A control
moves beyond it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from tests.night.year.companies import YearCompany, YearTerritory

Json = dict[str, Any]

HOME: Final = YearTerritory("200010700", "CA Caux Seine Agglo", "animator", (49.53, 0.53))
NEXT: Final = YearTerritory("200084952", "CU Le Havre Seine Métropole", "animator", (49.53, 0.23))
VICTIM, PARTNER, READER, MEMBER = "victim", "partner", "reader", "member"
"""``READER`` is introduced to the victim at most; ``PARTNER`` goes all the way with it; ``MEMBER``
may be in a group with it."""
OURS, THEIRS = "ours", "theirs"
"""Sources of the tool that looks, with twelve clients, and of the tool of all others."""
_OTHERS: Final = 5
_CLIENTS: Final = 11

SECRETS: Final = (
    *("place", "quantity", "months", "price", "cost", "contract_end", "excluded"),
    *("answer", "moment", "meeting"),
)
"""``meeting``: its animator plans one about it and its partners elsewhere."""
BEYOND: Final = ("far", "more", "other_months")
"""Of another copy: everybody may notice."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """What the victim gives or takes and its partners take or give."""

    offer: Json
    need: Json
    unit: str
    quantity: int
    price: tuple[str, str]


def _flow(direction: str, family: str, nature: str, form: str, **more: Any) -> Json:
    body = {"direction": direction, "family": family, "nature": nature, "form": form}
    return {**body, "certainty": "measured", **more}


_BY_PRODUCT: Final = {"legal_status": "by_product"}
EXCHANGES: Final = (
    Exchange(
        _flow("output", "cardboard", "material", "bales", **_BY_PRODUCT),
        _flow("input", "cardboard", "material", "bales"),
        *("t", 490, ("40", "43")),
    ),
    Exchange(
        _flow("output", "sawdust", "material", "chips", **_BY_PRODUCT),
        _flow("input", "fuel_biomass", "material", "chips"),
        *("t", 490, ("31", "33")),
    ),
    Exchange(
        _flow("output", "apple_pomace", "material", "paste", **_BY_PRODUCT),
        _flow("input", "compost_feedstock", "material", "paste"),
        *("t", 1900, ("21", "22")),
    ),
    Exchange(
        _flow("output", "water_cooling", "water", "liquid", **_BY_PRODUCT),
        _flow("input", "water_process", "water", "liquid"),
        *("m3", 19000, ("2.1", "2.2")),
    ),
)
_MONTHS: Final = {"base": [1, 2, 3, 4, 5], "within": [1, 2, 3, 5, 6], "beyond": [7, 8, 9]}
_ENDS: Final = {"base": "2026-12-31", "within": "2027-05-31"}
_SPOTS: Final = {"base": (0.031, 0.042), "within": (0.068, 0.101), "beyond": (-0.231, 0.101)}
"""From the corner of a cell: degrees north and east. Partner and reader are within the shortest
reach, 15 km, of both places within: who introduces them goes by exact lists."""
_CORNER: Final = (49.5, 0.45)


@dataclass(frozen=True, slots=True)
class World:
    """``moved``: secrets that are otherwise in this world."""

    seed: int
    moved: frozenset[str] = frozenset()
    exchange: Exchange = field(init=False)
    gives: bool = field(init=False)

    def __post_init__(self) -> None:
        rng = random.Random(self.seed)
        object.__setattr__(self, "exchange", rng.choice(EXCHANGES))
        object.__setattr__(self, "gives", rng.random() < 0.5)

    def companies(self) -> Iterator[tuple[str, YearCompany]]:
        """Each with the source that declares it."""
        yield THEIRS, self._company(VICTIM, HOME, self._spot(), 0)
        yield THEIRS, self._company(PARTNER, HOME, (49.52, 0.6), 1)
        yield THEIRS, self._company(MEMBER, HOME, (49.533, 0.505), 2)
        for number in range(_OTHERS):
            place = 49.531 + number * 0.002, 0.511 + number * 0.003
            yield THEIRS, self._company(f"other{number}", HOME, place, 3 + number)
        yield OURS, self._company(READER, NEXT, (49.52, 0.4), 2)
        for number in range(_CLIENTS):
            place = 49.51 + number * 0.007, 0.21 + number * 0.005
            yield OURS, self._company(f"client{number}", NEXT, place, number)

    def flows(self) -> Iterator[tuple[str, Json]]:
        """By the company that declares it, whose key it has."""
        yield VICTIM, self._victims()
        for key, size in ((PARTNER, 0.9), (READER, 1.3), ("client0", 0.7), ("client1", 2.0)):
            body = self.exchange.need if self.gives else self.exchange.offer
            yield key, {**body, "site": key, "quantity": self._amount(size)}
        for key, size in (("other0", 0.4), ("client2", 1.5)):
            body = self.exchange.offer if self.gives else self.exchange.need
            yield key, {**body, "site": key, "quantity": self._amount(size)}

    def sharings(self) -> Iterator[tuple[str, Json]]:
        """Waste collected together, across the border, and a post that several share."""
        yield f"{READER}-waste", _waste(READER, "3000")
        for number, key in enumerate((VICTIM, MEMBER, *(f"other{one}" for one in range(_OTHERS)))):
            cost = "3300" if key == VICTIM and "cost" in self.moved else "3000"
            yield f"{key}-waste", _waste(key, cost)
            yield f"{key}-post", self._post(key, number)

    def _post(self, key: str, number: int) -> Json:
        full = {0, 1, 2} if number % 2 else {3, 4, 5, 6, 7, 8, 9, 10, 11}
        body = {
            "kind": "workforce",
            "direction": "need",
            "subject": "N4101",
            "description": "Conducteur routier",
            "certainty": "measured",
            "months": ["0.8" if month in full else "0.2" for month in range(12)],
            "site": key,
        }
        if key == VICTIM and "excluded" in self.moved:
            body["excluded"] = ["other4"]
        return body

    def _victims(self) -> Json:
        own = self.exchange.offer if self.gives else self.exchange.need
        size = 1.06 if "quantity" in self.moved else 30.0 if "more" in self.moved else 1.0
        price = self.exchange.price["price" in self.moved]
        end = _ENDS["within" if "contract_end" in self.moved else "base"]
        paid = (
            {"current_route": {"operation": "R3", "cost_eur_per_unit": price, "contract_end": end}}
            if self.gives
            else {"current_supply": {"price_eur_per_unit": price, "contract_end": end}}
        )
        months = _MONTHS[self._how("months", "other_months")]
        seasons = {"availability": {"months": months}}
        return {**own, "site": VICTIM, "quantity": self._amount(size), **seasons, **paid}

    def _amount(self, size: float) -> Json:
        return {"value": str(round(self.exchange.quantity * size)), "unit": self.exchange.unit}

    def _spot(self) -> tuple[float, float]:
        north, east = _SPOTS[self._how("place", "far")]
        return round(_CORNER[0] + north, 5), round(_CORNER[1] + east, 5)

    def _how(self, within: str, beyond: str) -> str:
        return "within" if within in self.moved else "beyond" if beyond in self.moved else "base"

    def _company(
        self, key: str, where: YearTerritory, place: tuple[float, float], number: int
    ) -> YearCompany:
        naf = _ACTIVITIES[number % len(_ACTIVITIES)]
        return YearCompany(key, f"Société {key}", naf, where.siren, place)


_ACTIVITIES: Final = ("17.21A", "16.23Z", "10.32Z", "46.90Z", "52.10B", "22.22Z")


def _waste(key: str, cost: str) -> Json:
    return {
        "kind": "service",
        "direction": "need",
        "subject": "waste_collection",
        "figures": {"tonnes": "20", "pickups": "26"},
        "choices": {"container": "bin", "low": "15 01 01"},
        "certainty": "measured",
        "cost": cost,
        "site": key,
    }


def ids_of(found: Mapping[str, str], key: str) -> dict[str, str]:
    """What a reader names of a company: its ids, by the names of parameters."""
    return {name.partition(":")[0]: id_ for name, id_ in found.items() if name.endswith(f":{key}")}
