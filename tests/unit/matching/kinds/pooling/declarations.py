"""Declarations of services, made short."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from boucle.catalogue.sharing import sharing_catalogue
from boucle.contract.events.groups import Group
from boucle.contract.events.registry import SiteFacts
from boucle.contract.events.sharing import Sharing, SharingDirection, Zone
from boucle.matching.kinds.detector import ActedOn, Declared
from boucle.matching.kinds.pooling.detector import PoolingDetector

TERRITORY: Final = "200070001"
GENLIS: Final = (47.2424, 5.2194)
START: Final = date(2026, 11, 1)


def identity(number: int) -> UUID:
    return UUID(int=number, version=4)


def company(number: int) -> UUID:
    return identity(10_000 + number)


def sharing(
    number: int,
    subject: str,
    direction: SharingDirection = "need",
    *,
    figures: Mapping[str, object] | None = None,
    choices: Mapping[str, str] | None = None,
    at: tuple[float, float] = GENLIS,
    zone: str | None = "Z1",
    organisation: int | None = None,
    territory: str = TERRITORY,
    excluded: tuple[UUID, ...] = (),
    **more: Any,
) -> Sharing:
    """Of its own organisation and site, in one zone. Checked against the catalogue's bounds."""
    terms = sharing_catalogue().subject(subject).terms(direction)
    assert terms is not None, (subject, direction)
    written = {key: str(value) for key, value in (figures or {}).items()}
    for key, value in written.items():
        assert terms.figures[key].holds(Decimal(value)), (subject, key, value)
    for key, word in (choices or {}).items():
        assert not terms.choices[key].words or word in terms.choices[key].words, (key, word)
    own = company(number if organisation is None else organisation)
    return Sharing(
        sharing_id=identity(number),
        organisation_id=own,
        site_id=identity(20_000 + number),
        territory=territory,
        kind="service",
        direction=direction,
        subject=subject,
        catalogue_version=sharing_catalogue().version,
        site=SiteFacts(latitude=at[0], longitude=at[1], location_precision="address"),
        certainty="measured",
        valid_from=more.pop("valid_from", START),
        zone=None if zone is None else Zone(code=zone, latitude=GENLIS[0], longitude=GENLIS[1]),
        figures=written,
        choices=dict(choices or {}),
        excluded=tuple(one for one in excluded if one != own),
        **more,
    )


def defaults(_territory: str) -> Mapping[str, Decimal]:
    return {key: each.default for key, each in sharing_catalogue().parameters.items()}


def groups_of(
    sharings: list[Sharing],
    acted_on: list[ActedOn] | None = None,
    parameters: Any = defaults,
    detector: PoolingDetector | None = None,
) -> list[Group]:
    """All groups, market by market."""
    detector = detector or PoolingDetector()
    markets: dict[str, list[Declared[Sharing]]] = {}
    for each in sharings:
        market = detector.market_of(each)
        if market is not None:
            markets.setdefault(market, []).append(Declared(each, 1))
    found: list[Group] = []
    for market in sorted(markets):
        acted = [
            each
            for each in acted_on or []
            if market == f"pooling/{each.group.subject}/{each.group.stream}"
        ]
        found += detector.groups(market, markets[market], acted, parameters)
    return found
