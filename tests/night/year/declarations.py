"""What companies of the year declare: bodies of the public API, drawn from a seed. Pure."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from tests.night.year.companies import YearCompany

Json = dict[str, Any]
Draw = Callable[[random.Random, YearCompany], Json]

_KNOWS_ITS_COST: Final = 0.7
_HAS_A_CONTRACT: Final = 0.25
_ENDS: Final = (date(2026, 6, 30), date(2026, 12, 31), date(2027, 9, 30), date(2028, 12, 31))
_WASTE: Final = (*("15 01 01",) * 4, "15 01 02", "15 01 06")
_CONTAINERS: Final = ("bin", "bin", "bin", "skip")


# NAF code | direction, family, nature, form, unit | least, most of a year | EUR of a unit | more
_TABLE: Final = """
38.21Z | output heat_steam energy steam MWh | 8000 90000 | - | steam
10.51C | input heat_steam energy steam MWh | 4000 30000 | 45 75 | steam
10.51C | output whey material liquid t | 900 9000 | 2 15 | by_product
17.21A | input heat_steam energy steam MWh | 9000 60000 | 40 70 | steam
17.21A | input cardboard material bales t | 400 6000 | 90 180 | -
35.30Z | input heat_hot_water energy hot_water MWh | 3000 25000 | 40 80 | heating
20.16Z | output heat_hot_water energy hot_water MWh | 2000 30000 | - | not_in_august
20.16Z | output hdpe material granules t | 30 400 | -90 40 | pure
22.22Z | input hdpe material granules t | 50 600 | 900 1500 | rather_pure
16.23Z | output sawdust material chips t | 40 700 | 10 60 | by_product
16.23Z | output wood_a material chips t | 60 900 | 10 55 | by_product
10.32Z | output apple_pomace material paste t | 100 3000 | 5 40 | by_product
10.32Z | input fuel_biomass material chips t | 200 3000 | 60 130 | -
01.13Z | input fuel_biomass material chips t | 300 4000 | 60 120 | -
01.13Z | input heat_hot_water energy hot_water MWh | 1000 9000 | 45 80 | warm
23.63Z | input aggregate material granules t | 3000 30000 | 8 22 | -
20.16Z | output water_cooling water liquid m3 | 9000 90000 | - | by_product
17.21A | input water_process water liquid m3 | 9000 90000 | 1 4 | -
23.63Z | input water_process water liquid m3 | 2000 20000 | 1 4 | -
46.90Z | output cardboard material bales t | 20 300 | -60 90 | by_product
52.10B | output cardboard material bales t | 40 500 | -60 90 | by_product
"""
_WARM: Final[Json] = {
    "qualities": {"temperature": {"low": "80", "high": "95", "unit": "Cel"}},
}
_MORE: Final[dict[str, Json]] = {
    "steam": {"qualities": {"temperature": {"low": "160", "high": "190", "unit": "Cel"}}},
    "warm": _WARM,
    "heating": {**_WARM, "availability": {"months": [1, 2, 3, 4, 10, 11, 12]}},
    "not_in_august": {**_WARM, "availability": {"months": [1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12]}},
    "pure": {
        "legal_status": "by_product",
        "qualities": {"purity": {"low": "96", "high": "99", "unit": "%"}},
    },
    "rather_pure": {"qualities": {"purity": {"low": "90", "unit": "%"}}},
    "by_product": {"legal_status": "by_product"},
    "-": {},
}


_OFFERS: Final = 0.35
_ROOFS: Final = 0.5


@dataclass(frozen=True, slots=True)
class YearEquipment:
    """``needed``, ``offered``: least and most; with figures of each side."""

    subject: str
    needed: tuple[int, int]
    offered: tuple[int, int]
    need: Json
    offer: Json


_OWNED: Final = {"annuity": "6000", "annuity_years": "10", "fixed": "900"}
_EQUIPMENT: Final = (
    YearEquipment(
        *("compressed_air", (50, 400), (800, 3000)),
        {"pressure": "6", "stand_alone": "0.04"},
        {"pressure": "8", "marginal": "0.01", "line": "0", **_OWNED},
    ),
    YearEquipment(
        *("cold", (50, 300), (400, 1500)),
        {"temperature": "4", "stand_alone": "0.09"},
        {"temperature": "2", "marginal": "0.02", "line": "0", **_OWNED},
    ),
    YearEquipment(
        *("effluent", (1, 9), (20, 80)),
        {"ph": "7", "cod": "800", "stand_alone": "3"},
        {"ph_least": "6", "ph_most": "8", "cod": "2000", "marginal": "0.5", "line": "0", **_OWNED},
    ),
    YearEquipment(
        *("vehicle", (1, 1), (2, 4)),
        {"stand_alone": "9"},
        {"marginal": "1", **_OWNED},
    ),
)


@dataclass(frozen=True, slots=True)
class YearFlow:
    """``ends``: least and most of a year; ``price``: EUR of a unit, nothing where it is free."""

    naf: str
    body: Json
    unit: str
    ends: tuple[int, int]
    price: tuple[int, int] | None

    @classmethod
    def read(cls, line: str) -> YearFlow:
        naf, what, ends, price, more = (part.strip() for part in line.split("|"))
        *words, unit = what.split()
        names = ("direction", "family", "nature", "form")
        body = {**dict(zip(names, words, strict=True)), "certainty": "measured", **_MORE[more]}
        return cls(naf, body, unit, _two(ends), None if price == "-" else _two(price))


def _two(text: str) -> tuple[int, int]:
    least, most = text.split()
    return int(least), int(most)


_FLOWS: Final = [YearFlow.read(line) for line in _TABLE.strip().splitlines()]


def flows(rng: random.Random, company: YearCompany) -> Iterator[tuple[str, Json]]:
    """Its flows by their own ids. Some companies do not say what they pay."""
    own = [one for one in _FLOWS if one.naf == company.naf]
    for number, one in enumerate(own):
        value = str(_round(rng, *one.ends))
        body = {**one.body, "site": company.key, "quantity": {"value": value, "unit": one.unit}}
        if one.price is not None and rng.random() < _KNOWS_ITS_COST:
            told = str(rng.randint(*one.price))
            ends = {"contract_end": _end(rng)} if rng.random() < _HAS_A_CONTRACT else {}
            if body["direction"] == "output":
                body["current_route"] = {"operation": "R3", "cost_eur_per_unit": told, **ends}
            else:
                body["current_supply"] = {"price_eur_per_unit": told, **ends}
        yield f"{company.key}-f{number}", body


def _round(rng: random.Random, least: int, most: int) -> int:
    """A number as people say it: two significant digits."""
    value = rng.randint(least, most)
    step = int(10 ** max(0, len(str(value)) - 2))
    return max(step, value // step * step)


def _end(rng: random.Random) -> str:
    return rng.choice(_ENDS).isoformat()


def _service(subject: str, direction: str, **more: Any) -> Json:
    return {
        "kind": "service",
        "direction": direction,
        "subject": subject,
        "certainty": "measured",
        **more,
    }


def _waste(rng: random.Random, _company: YearCompany) -> Json:
    tonnes = _round(rng, 3, 60)
    figures = {"tonnes": str(tonnes), "pickups": rng.choice(("12", "26", "52"))}
    choices = {"container": rng.choice(_CONTAINERS), "low": rng.choice(_WASTE)}
    cost = {"cost": str(tonnes * rng.randint(110, 190))} if rng.random() < _KNOWS_ITS_COST else {}
    return _service("waste_collection", "need", figures=figures, choices=choices, **cost)


def _collector(_rng: random.Random, _company: YearCompany) -> Json:
    choices = {"container": "bin", "low": "15 01 01"}
    return _service(
        *("waste_collection", "offer"), figures={"payload": "9", "radius": "40"}, choices=choices
    )


def _freight(rng: random.Random, company: YearCompany) -> Json:
    ends = ((48.757, 2.352), (47.218, -1.554), (50.637, 3.063))
    latitude, longitude = company.place
    to = rng.choice(ends)
    cost = {"cost": str(rng.randint(20, 70) * 1000)} if rng.random() < _KNOWS_ITS_COST else {}
    return _service(
        "freight",
        "need",
        figures={
            "tonnes": str(rng.randint(8, 30)),
            "trips": str(rng.randint(2, 5)),
            "load": rng.choice(("0.4", "0.5", "0.6")),
        },
        choices={"temperature": rng.choice(("ambient", "chilled")), "adr": "none"},
        origin={"latitude": latitude, "longitude": longitude},
        destination={"latitude": to[0], "longitude": to[1]},
        **cost,
    )


def _meals(rng: random.Random, _company: YearCompany) -> Json:
    return _service("catering", "need", figures={"meals": str(rng.randint(20, 120))})


def _places(rng: random.Random, _company: YearCompany) -> Json:
    return _service("childcare", "need", figures={"places": str(rng.randint(1, 9))})


def _buying(rng: random.Random, _company: YearCompany) -> Json:
    figures = {"volume": str(_round(rng, 50, 900)), "price_now": str(_round(rng, 5000, 90000))}
    return _service("purchasing", "need", figures=figures, choices={"product": "electricity"})


def _guards(rng: random.Random, _company: YearCompany) -> Json:
    return _service("security", "need", figures={"hours": str(rng.randint(5, 60))})


def _commuting(rng: random.Random, company: YearCompany) -> Json:
    """To homes at a kilometre or so, for the day's shift."""
    north, east = company.place
    origin = {"latitude": round(north + 0.01, 5), "longitude": round(east + 0.01, 5)}
    figures = {"staff": str(_round(rng, 20, 120))}
    return _service("mobility", "need", figures=figures, origin=origin, hours=[8, 16])


def _rain(rng: random.Random, _company: YearCompany) -> Json:
    if rng.random() < _ROOFS:
        return _service("rainwater", "offer", figures={"roof": str(_round(rng, 2000, 15000))})
    figures = {"water": str(rng.randint(2, 20)), "price": "4", "sewerage": "2"}
    use = {"use": rng.choice(("cleaning", "vehicle_washing")), "place": "industry"}
    return _service("rainwater", "need", figures=figures, choices=use)


def _shared(rng: random.Random, _company: YearCompany) -> Json:
    one = rng.choice(_EQUIPMENT)
    offers = rng.random() < _OFFERS
    ends, figures = (one.offered, one.offer) if offers else (one.needed, one.need)
    amount = str(_round(rng, *ends))
    return _equipment(one.subject, "offer" if offers else "need", amount=amount, figures=figures)


def _storage(rng: random.Random, company: YearCompany) -> Json:
    if company.naf == "52.10B":
        return _equipment(
            "storage",
            "offer",
            amount=str(_round(rng, 800, 4000)),
            figures={"annuity": "60000", "annuity_years": "12", "fixed": "9000", "marginal": "3"},
        )
    return _equipment(
        "storage", "need", amount=str(_round(rng, 100, 900)), figures={"stand_alone": "75"}
    )


def _equipment(subject: str, direction: str, *, amount: str, figures: Json) -> Json:
    return {
        "kind": "equipment",
        "direction": direction,
        "subject": subject,
        "certainty": "measured",
        "slots": [{"amount": amount}],
        "figures": figures,
    }


def _post(rng: random.Random, _company: YearCompany) -> Json:
    winter = rng.random() < 0.5
    months = ["1" if (month < 3 or month > 8) == winter else "0" for month in range(12)]
    subject, title = rng.choice((("H2502", "Ingénieur procédés"), ("N4101", "Conducteur routier")))
    return {
        "kind": "workforce",
        "direction": "need",
        "subject": subject,
        "description": title,
        "certainty": "measured",
        "months": months,
    }


SHARINGS: Final[tuple[Draw, ...]] = (
    *(_waste, _waste, _freight, _meals, _places, _buying, _guards, _storage, _post),
    *(_commuting, _rain, _shared, _shared),
)


def sharings(rng: random.Random, company: YearCompany) -> Iterator[tuple[str, Json]]:
    """Two or three of different kinds, by their own ids."""
    draws = rng.sample(SHARINGS, rng.randint(2, 3))
    if company.naf == "38.11Z":
        draws = [_collector]
    elif company.naf == "52.10B":
        draws = [_storage, *draws[:1]]
    for number, draw in enumerate(draws):
        body = {**draw(rng, company), "site": company.key}
        if body["direction"] == "need" and rng.random() < _HAS_A_CONTRACT:
            body["contract_end"] = _end(rng)
        yield f"{company.key}-s{number}", body
