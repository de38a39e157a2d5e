"""Declarations drawn at random that make groups, of every kind that is found. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, Final
from uuid import UUID

from msgspec.structs import replace

from boucle.catalogue.sharing import sharing_catalogue
from boucle.contract.events.registry import ActivityCode, SiteFacts
from boucle.contract.events.sharing import WEEK_HOURS, Place, Sharing, Slot

SIREN: Final = "200023414"
TOWN: Final = (49.44, 1.10)
_VALID_FROM: Final = date(2026, 1, 1)
_CODES: Final = ("H1302", "H1303")
_PRICES: Final = {"annuity": "10000", "fixed": "2000", "marginal": "0.02"}


def market_of(random: Random, subject: str, count: int) -> list[Sharing]:
    """So many declarations in one town, of this subject: a service, or a kind of equipment, or
    ``posts``."""
    return _MARKETS[subject](random, count)


def one_of(random: Random, **given: Any) -> Sharing:
    """Of a company of its own, somewhere in the town."""
    north, east = random.uniform(-0.004, 0.004), random.uniform(-0.004, 0.004)
    naf = random.choice((None, ActivityCode("10.20Z", "NAF rév. 2")))
    values: dict[str, Any] = {
        "sharing_id": _id(random),
        "organisation_id": _id(random),
        "site_id": _id(random),
        "territory": SIREN,
        "direction": "need",
        "catalogue_version": sharing_catalogue().version,
        "site": SiteFacts(TOWN[0] + north, TOWN[1] + east, "address", naf),
        "certainty": "estimated",
        "valid_from": _VALID_FROM,
        "contract_end": _contract_end(random),
    }
    return Sharing(**{**values, **given})


def _contract_end(random: Random) -> date | None:
    days = random.choice((None, None, 30, 200, 900))
    return None if days is None else _VALID_FROM + timedelta(days=days)


def _posts(random: Random, count: int) -> list[Sharing]:
    return [_post(random) for _ in range(count)]


def _post(random: Random) -> Sharing:
    first, length = random.randrange(12), random.choice((12, 12, 12, 6, 4))
    amount = random.choice(("0.25", "0.3", "0.5", "0.5", "0.45", "1", "2.5"))
    months = [amount if (month - first) % 12 < length else "0" for month in range(12)]
    return one_of(
        random,
        kind="workforce",
        subject=random.choice(_CODES),
        months=tuple(months),
        weekdays=random.choice(((), (), (), (1, 2), (3, 4, 5))),
        figures=random.choice(({}, {"level": "4"}, {"level": "5"})),
    )


def _equipment(random: Random, count: int) -> list[Sharing]:
    """One boiler for each five users."""
    return [_boiler(random) if at % 6 == 0 else _user(random) for at in range(count)]


def _boiler(random: Random) -> Sharing:
    amount = str(random.choice((600, 900, 1500)))
    figures = {**_PRICES, "temperature": "180", "pressure": "10", "availability": "0.95"}
    return one_of(
        random,
        kind="equipment",
        direction="offer",
        subject="steam",
        slots=_all_year(amount),
        figures=figures,
    )


def _user(random: Random) -> Sharing:
    figures = {"temperature": "150", "pressure": "6", "stand_alone": "0.09"}
    amount = str(random.choice((80, 150, 300)))
    return one_of(
        random, kind="equipment", subject="steam", slots=_all_year(amount), figures=figures
    )


def _all_year(amount: str) -> tuple[Slot, ...]:
    return tuple(Slot(season, 0, WEEK_HOURS, amount) for season in (1, 2, 3, 4))


def _mostly(random: Random) -> Sequence[str | None]:
    """Two of three say what it costs today."""
    cost = str(random.randrange(2_000, 20_000))
    return cost, cost, None


def _always(random: Random) -> Sequence[str]:
    """Of waste no group is viable without."""
    return (str(random.randrange(6_000, 20_000)),)


def _service(
    subject: str,
    terms: Callable[[Random], tuple[dict[str, str], dict[str, str]]],
    costs: Callable[[Random], Sequence[str | None]] = _mostly,
    **given: Any,
) -> Callable[[Random, int], list[Sharing]]:
    def drawn(random: Random, count: int) -> list[Sharing]:
        made = []
        for _ in range(count):
            figures, choices = terms(random)
            one = one_of(random, kind="service", subject=subject, figures=figures, choices=choices)
            made.append(replace(one, **{"cost": random.choice(costs(random)), **given}))
        return made

    return drawn


def _some(random: Random, middle: float) -> str:
    return f"{middle * random.uniform(0.7, 1.4):.2f}"


def _freight(random: Random) -> tuple[dict[str, str], dict[str, str]]:
    figures = {"tonnes": _some(random, 8), "trips": "2", "load": "0.4"}
    return figures, {"temperature": "ambient", "adr": "none"}


def _waste(random: Random) -> tuple[dict[str, str], dict[str, str]]:
    figures = {"tonnes": _some(random, 30), "pickups": "26", "density": "100"}
    return figures, {"container": "skip", "low": "15 01 01"}


_MARKETS: Final[Mapping[str, Callable[[Random, int], list[Sharing]]]] = {
    "posts": _posts,
    "steam": _equipment,
    "waste_collection": _service("waste_collection", _waste, _always),
    "freight": _service(
        "freight",
        _freight,
        origin=Place(*TOWN),
        destination=Place(48.85, 2.35),
        weekdays=(1, 2, 3, 4, 5),
        hours=(6, 14),
    ),
    "purchasing": _service(
        "purchasing",
        lambda random: (
            {"volume": _some(random, 500), "price_now": "40000"},
            {"product": "electricity"},
        ),
    ),
    "security": _service("security", lambda random: ({"hours": _some(random, 60)}, {})),
    "catering": _service("catering", lambda random: ({"meals": _some(random, 60)}, {})),
    "mobility": _service(
        "mobility",
        lambda random: ({"staff": _some(random, 60)}, {}),
        origin=Place(49.50, 1.00),
        hours=(6, 14),
    ),
}
SUBJECTS: Final = tuple(_MARKETS)


def _id(random: Random) -> UUID:
    return UUID(int=random.getrandbits(128), version=4)
