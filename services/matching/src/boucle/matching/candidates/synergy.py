"""Define a computed pair with all that is shown of it. Pure."""

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from uuid import UUID

import msgspec
from msgspec.structs import replace

from boucle.catalogue.facts.units import from_base
from boucle.contract.events.matching import Role, Side
from boucle.contract.events.reasons import Amount, Criterion, SynergyKind
from boucle.contract.events.registry import Nature, Quantity
from boucle.contract.views import Versions
from boucle.matching.kinds import substitution
from boucle.matching.scoring import (
    RULES_VERSION,
    Assessment,
    FlowInputs,
    Rules,
    ScoringSettings,
    assess,
    best_families,
)
from boucle.matching.scoring.assess import pairing_of
from boucle.matching.scoring.families import parts_of, untouched
from boucle.matching.scoring.inputs import ALWAYS, TYPICAL
from boucle.platform.ids import uuid_of


class Synergy(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """An offer and a need that match: score, reasons, figures. ``quantity`` is what could move in a
    year (the lesser side, through the route's yield). ``months``: as a life's."""

    synergy_id: UUID
    kind: SynergyKind
    nature: Nature
    offer: Side
    need: Side
    route: str
    score: int
    quantity: Quantity
    distance_km: str
    criteria: tuple[Criterion, ...]
    tco2e: Amount
    eur: Amount
    versions: Versions
    months: tuple[int, ...] = ()


class PairInputs(msgspec.Struct, frozen=True, gc=False):
    """All inputs of a pair's score. ``settings`` and ``free`` (base units that running synergies
    leave): of offer and need; ``life_version``: of the pair's own life. Flows of several families
    are whole until ``of_best_families`` chooses two."""

    offer: FlowInputs
    need: FlowInputs
    settings: tuple[ScoringSettings, ScoringSettings]
    free: tuple[int, int]
    life_version: int


def declared_alone(inputs: PairInputs) -> PairInputs:
    """Return the inputs as if nobody had taken a step: no running synergy takes anything."""
    free = inputs.offer.quantity, inputs.need.quantity
    offer, need = untouched(inputs.offer), untouched(inputs.need)
    return replace(inputs, offer=offer, need=need, free=free, life_version=0)


def of_best_families(inputs: PairInputs, rules: Rules) -> PairInputs:
    """Reduce two flows to the two families of the pair."""
    if not inputs.offer.others and not inputs.need.others:
        return inputs
    best = best_families(inputs.offer, inputs.need, rules, inputs.settings, inputs.free)
    return replace(inputs, offer=best.offer, need=best.need, free=best.free)


def of_families(inputs: PairInputs, families: tuple[int, int]) -> PairInputs | None:
    """Reduce to these two families; None if a flow does not have its one."""
    offers = [one for one in parts_of(inputs.offer, inputs.free[0]) if one[0].family == families[0]]
    needs = [one for one in parts_of(inputs.need, inputs.free[1]) if one[0].family == families[1]]
    if not offers or not needs:
        return None
    (offer, offered), (need, wanted) = offers[0], needs[0]
    return replace(inputs, offer=offer, need=need, free=(offered, wanted))


def families_of_sides(sides: Iterable[Side], rules: Rules) -> tuple[int, int]:
    """Return the families of a life, offer's and need's; -1 if unknown."""
    keys = {side.role: side.family or "" for side in sides}
    index = rules.catalogue.family_index
    return index.get(keys.get("offer", ""), -1), index.get(keys.get("need", ""), -1)


def pair_id(offer: int, need: int) -> UUID:
    """Return ``synergy_id`` for the engine's flow ids."""
    return substitution.synergy_id(_uuid(offer), _uuid(need))


_uuid = lru_cache(maxsize=10_000)(uuid_of)


def synergy_of(inputs: PairInputs, rules: Rules) -> Synergy | None:
    """Return the scored pair; None if a hard criterion excludes it."""
    inputs = of_best_families(inputs, rules)
    found = assess(inputs.offer, inputs.need, rules, inputs.settings, inputs.free)
    return None if found is None else _synergy(inputs, found, rules)


def _synergy(inputs: PairInputs, found: Assessment, rules: Rules) -> Synergy:
    sides = side_of(inputs.offer, "offer", rules), side_of(inputs.need, "need", rules)
    return Synergy(
        synergy_id=pair_id(inputs.offer.flow, inputs.need.flow),
        kind=substitution.KIND.name,
        nature=rules.family(inputs.offer.family).nature,
        offer=sides[0],
        need=sides[1],
        route=found.rule.key,
        score=found.score,
        quantity=quantity_of(round(found.moved), inputs.offer.family, rules),
        distance_km=f"{found.km:.1f}",
        criteria=found.criteria,
        tco2e=found.tco2e,
        eur=found.eur,
        versions=versions_of(inputs, rules),
        months=_months(found.months),
    )


def _months(shared: int | None) -> tuple[int, ...]:
    if shared is None or shared == ALWAYS:
        return ()
    return tuple(month + 1 for month in range(12) if shared >> month & 1)


def quantity_moved(inputs: PairInputs, rules: Rules) -> int:
    """Return what the pair could move in a year, in base units of the offer; 0 without a route."""
    inputs = of_best_families(inputs, rules)
    pair = pairing_of(inputs.offer, inputs.need, rules, inputs.settings, inputs.free)
    return 0 if pair is None else round(pair.moved)


def most_moved(now: PairInputs | None, then: PairInputs | None, rules: Rules) -> Quantity | None:
    """Return what could move in a year as both flows are now, or were ``then``, if that is more,
    beside what else runs now. None where no route tells it, or nobody declared one of them."""
    if now is not None and then is not None:
        taken = now.offer.quantity - now.free[0], now.need.quantity - now.free[1]
        then = replace(
            then,
            offer=replace(then.offer, taken_by_month=now.offer.taken_by_month),
            need=replace(then.need, taken_by_month=now.need.taken_by_month),
            free=(then.offer.quantity - taken[0], then.need.quantity - taken[1]),
        )
    moved = [
        (max(0, round(pair.moved)), each.offer.family)
        for each in (now, then)
        if each is not None and max(each.offer.certainty, each.need.certainty) < TYPICAL
        if (pair := pairing_of(each.offer, each.need, rules, each.settings, each.free)) is not None
    ]
    return quantity_of(*max(moved), rules) if moved else None


def versions_of(inputs: PairInputs, rules: Rules) -> Versions:
    return Versions(
        catalogue=rules.version,
        rules=RULES_VERSION,
        factors=rules.catalogue.factors_version,
        offer=inputs.offer.version,
        need=inputs.need.version,
        life=inputs.life_version,
        settings_offer=inputs.settings[0].version,
        settings_need=inputs.settings[1].version,
    )


def side_of(row: FlowInputs, role: Role, rules: Rules) -> Side:
    """Return a flow as a side of a synergy, with its whole quantity."""
    return Side(
        role=role,
        organisation_id=uuid_of(row.organisation),
        territory=row.territory,
        site_id=uuid_of(row.site),
        flow_id=uuid_of(row.flow),
        family=rules.family(row.family).key,
        division=f"{row.division:02d}" if row.division else None,
        quantity=quantity_of(row.quantity, row.family, rules),
    )


def quantity_of(base: int, family_index: int, rules: Rules) -> Quantity:
    family = rules.family(family_index)
    value = from_base(base, family.unit, family.nature, family.density_t_per_m3)
    return Quantity(value=_plain(value), unit=family.unit)


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
