"""A pair as a ``Synergy``: what its row keeps and what events carry. Pure."""

from decimal import Decimal
from functools import lru_cache
from uuid import UUID

import msgspec

from boucle.catalogue.units import from_base
from boucle.common.events.matching import Role, Side, Synergy, Versions
from boucle.common.events.registry import Quantity
from boucle.common.ids import uuid_of
from boucle.matching.kinds import substitution
from boucle.matching.scoring import RULES_VERSION, Assessment, FlowRow, Rules, Settings, assess
from boucle.matching.scoring.assess import pairing_of


class PairInputs(msgspec.Struct, frozen=True, gc=False):
    """All that a pair's score comes from. ``sides``: what ``side_of`` makes of the rows; ``lives``:
    how far the lives of offer and need have come, of which ``free`` is what they leave."""

    offer: FlowRow
    need: FlowRow
    sides: tuple[Side, Side]
    settings: tuple[Settings, Settings]
    free: tuple[int, int]
    life_version: int
    lives: tuple[int, int] = (0, 0)


@lru_cache(maxsize=10_000)
def pair_id(offer: int, need: int) -> UUID:
    """``synergy_id`` of flows as the engine names them; kept, for a turn asks several times."""
    return substitution.synergy_id(_uuid(offer), _uuid(need))


_uuid = lru_cache(maxsize=10_000)(uuid_of)


def synergy_of(inputs: PairInputs, rules: Rules) -> Synergy | None:
    """The scored pair, in no list yet; None when a hard criterion excludes it."""
    found = assess(inputs.offer, inputs.need, rules, inputs.settings, inputs.free)
    return None if found is None else _synergy(inputs, found, rules)


def _synergy(inputs: PairInputs, found: Assessment, rules: Rules) -> Synergy:
    offer, need = inputs.offer, inputs.need
    return Synergy(
        synergy_id=pair_id(offer.flow, need.flow),
        kind=substitution.KIND.name,
        nature=rules.family(offer.family).nature,
        offer=inputs.sides[0],
        need=inputs.sides[1],
        route=found.rule.key,
        score=found.score,
        in_offer_list=False,
        in_need_list=False,
        quantity=_quantity(inputs, found, rules),
        distance_km=f"{found.km:.1f}",
        criteria=found.criteria,
        tco2e=found.tco2e,
        eur=found.eur,
        versions=versions_of(inputs, rules),
    )


def quantity_moved(inputs: PairInputs, rules: Rules) -> int:
    """What the pair could move in a year, in base units of the offer; 0 without a route."""
    pair = pairing_of(inputs.offer, inputs.need, rules, inputs.settings, inputs.free)
    return 0 if pair is None else round(pair.moved)


def _quantity(inputs: PairInputs, found: Assessment, rules: Rules) -> Quantity:
    """What the pair would move: the whole offer, or what the need could take of it."""
    moved, whole = round(found.moved), inputs.sides[0].quantity
    if whole is not None and moved == inputs.offer.quantity:
        return whole
    return quantity_of(moved, inputs.offer.family, rules)


def versions_of(inputs: PairInputs, rules: Rules) -> Versions:
    """What a score from these inputs comes from."""
    return Versions(
        catalogue=rules.version,
        rules=RULES_VERSION,
        factors=rules.catalogue.factors_version,
        offer=inputs.offer.version,
        need=inputs.need.version,
        life=inputs.life_version,
        settings_offer=inputs.settings[0].version,
        settings_need=inputs.settings[1].version,
        lives_offer=inputs.lives[0],
        lives_need=inputs.lives[1],
    )


def side_of(row: FlowRow, role: Role, rules: Rules) -> Side:
    """One flow as a side of a synergy, its whole quantity with it."""
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
