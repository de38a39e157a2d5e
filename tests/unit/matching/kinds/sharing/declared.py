"""Declarations of equipment and workforce as registry publishes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from boucle.catalogue.sharing import sharing_catalogue
from boucle.contract.events.registry import ActivityCode, SiteFacts
from boucle.contract.events.sharing import Sharing, Slot
from boucle.matching.kinds.detector import Declared, Parameters

TERRITORY = "200000001"
HERE = (49.30, 0.10)
DEFAULTS: Parameters = {
    key: parameter.default for key, parameter in sharing_catalogue().parameters.items()
}


def parameters(_territory: str) -> Parameters:
    return DEFAULTS


def with_parameters(**changed: str) -> Parameters:
    return {**DEFAULTS, **{key: Decimal(value) for key, value in changed.items()}}


def sharing(number: int, **given: Any) -> Sharing:
    """Of organisation ``number``, unless another is given."""
    naf = given.pop("naf", None)
    latitude, longitude = given.pop("at", HERE)
    values: dict[str, Any] = {
        "sharing_id": UUID(int=number),
        "organisation_id": UUID(int=1000 + number),
        "site_id": UUID(int=2000 + number),
        "territory": TERRITORY,
        "catalogue_version": "",
        "site": SiteFacts(
            latitude, longitude, "address", ActivityCode(naf, "NAF rév. 2") if naf else None
        ),
        "certainty": "measured",
        "valid_from": date(2026, 1, 1),
    }
    return Sharing(**{**values, **given})


def post_need(
    number: int, months: Sequence[float | str] | str, code: str = "H1502", **given: Any
) -> Sharing:
    """``months``: twelve full-time equivalents, or one of all year."""
    twelve = [months] * 12 if isinstance(months, str) else months
    return sharing(
        number,
        kind="workforce",
        direction="need",
        subject=code,
        months=tuple(str(month) for month in twelve),
        **given,
    )


def declared(sharings: Iterable[Sharing]) -> list[Declared[Sharing]]:
    return [Declared(one, 1) for one in sharings]


ALL_YEAR = (1, 2, 3, 4)


def equipment(
    number: int, direction: str, amount: str | dict[int, str], subject: str = "steam", **given: Any
) -> Sharing:
    """``amount``: of every hour of the year, or of every hour of each season."""
    seasons = amount if isinstance(amount, dict) else dict.fromkeys(ALL_YEAR, amount)
    slots = tuple(Slot(season, 0, 168, of) for season, of in seasons.items())
    return sharing(
        number, kind="equipment", direction=direction, subject=subject, **{"slots": slots, **given}
    )
