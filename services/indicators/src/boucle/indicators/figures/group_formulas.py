"""Compute figures of pooling and sharing: one formula a row of ``definitions.toml``. Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import partial, reduce
from typing import Final

from boucle.contract.events.groups import GroupState
from boucle.contract.events.reasons import Amount, SynergyKind
from boucle.contract.events.sharing import SharingDirection, SharingKind
from boucle.indicators.facts.bodies import SharingBody
from boucle.indicators.figures.definitions import DEFINITIONS
from boucle.indicators.figures.figure import EXACT, Figure
from boucle.indicators.figures.reported import reported_of_kind
from boucle.indicators.figures.running_groups import FEW_OTHERS, RunningGroup
from boucle.indicators.figures.snapshot import FactSnapshot
from boucle.indicators.figures.sums import Formula, count, counted, reasons, span

_SHARES: Final = Decimal("0.0001")
_ALL: Final = Decimal(1)
_FIRMS: Final = Decimal("0.01")


def _declarations(kind: SharingKind, direction: SharingDirection, snapshot: FactSnapshot) -> int:
    return sum(
        one.sharing_kind == kind and one.direction == direction and not one.on_trial
        for one in snapshot.bodies(SharingBody)
    )


def _in_state(
    kind: SynergyKind, state: GroupState, key: str, snapshot: FactSnapshot
) -> Iterator[Figure]:
    counts = Counter((one.synergy_kind, one.state) for one in snapshot.standing_groups)
    if number := counts[kind, state]:
        yield count(key, number)


def _of_kind(kind: SynergyKind, snapshot: FactSnapshot) -> list[RunningGroup]:
    return [one for one in snapshot.running_groups if one.life.synergy_kind == kind]


def _brought(kind: SynergyKind, what: str, key: str, snapshot: FactSnapshot) -> Iterator[Figure]:
    found = [amount for one in _of_kind(kind, snapshot) if (amount := one.brings(what))]
    if found:
        yield span(key, found)


def _use(key: str, snapshot: FactSnapshot) -> Iterator[Figure]:
    found = [amount for one in _of_kind("sharing", snapshot) if (amount := one.brings("use"))]
    values = [
        min(_middle(one), _ALL) for one in found if one.low is not None and one.high is not None
    ]
    if found:
        mean = _mean(values, _SHARES)
        missing = reasons(one.missing for one in found)
        unit = DEFINITIONS[key].unit
        yield Figure(key, unit, "estimated", value=mean, missing=missing, counted=len(values))


def _middle(amount: Amount) -> Decimal:
    return (Decimal(amount.low or 0) + Decimal(amount.high or 0)) / 2


def _posts(snapshot: FactSnapshot) -> list[RunningGroup]:
    return [one for one in _of_kind("sharing", snapshot) if one.is_post]


def _firms(key: str, snapshot: FactSnapshot) -> Iterator[Figure]:
    posts = _posts(snapshot)
    values = [Decimal(one.employers) for one in posts if one.totals_visible]
    if posts:
        missing = (FEW_OTHERS,) if len(values) < len(posts) else ()
        value, unit = _mean(values, _FIRMS), DEFINITIONS[key].unit
        yield Figure(key, unit, "counted", value=value, missing=missing, counted=len(values))


def _mean(values: list[Decimal], places: Decimal) -> Decimal | None:
    if not values:
        return None
    return EXACT.divide(reduce(EXACT.add, values), Decimal(len(values))).quantize(places)


GROUP_FORMULAS: Final[Mapping[str, Formula]] = {
    "{kind.all}_{direction.en}": counted(_declarations),
    "groups_{kind}_{state}": _in_state,
    "running_{what}_pooling": partial(_brought, "pooling"),
    "running_{what}_{kind}": _brought,
    "running_use_sharing": _use,
    "running_mwh_sharing": partial(_brought, "sharing", "mwh"),
    "running_posts": counted(lambda snapshot: len(_posts(snapshot))),
    "running_fte": partial(_brought, "sharing", "fte"),
    "firms_per_post": _firms,
    "reported_{what}_{kind}": reported_of_kind,
}
"""By key of its row."""
