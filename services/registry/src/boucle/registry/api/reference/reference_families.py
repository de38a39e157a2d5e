"""A family as the reference list shows it."""

from typing import Literal

from boucle.catalogue import Catalogue, Family, units_for
from boucle.catalogue.wording.phrases import ADR_CLASSES
from boucle.registry.api.route_facts import number_out
from boucle.registry.api.schemas.outlets.outlets import ReasonOut
from boucle.registry.api.schemas.reference.reference import (
    DangerousGoodsOut,
    FamilyQuality,
    ImpossibleOut,
    ReferenceFamily,
)

Hazard = Literal["always", "never", "as_declared"]


def reference_family(family: Family, catalogue: Catalogue) -> ReferenceFamily:
    density = family.density_t_per_m3
    return ReferenceFamily.of(
        family,
        units=units_for(family.nature, density),
        density_t_per_m3=None if density is None else number_out(density),
        qualities=_qualities(family),
        hazard=_hazard(family, catalogue),
        cannot_be=_cannot_be(family, catalogue),
        dangerous_goods=_dangerous_goods(family),
    )


def _qualities(family: Family) -> list[FamilyQuality]:
    keys = dict.fromkeys((*family.required, *family.attributes))
    return [FamilyQuality(key=key, required=key in family.required) for key in keys]


def _hazard(family: Family, catalogue: Catalogue) -> Hazard:
    """Of what is declared by this family's key; what is soiled has another code."""
    cannot = {fact.what for fact in catalogue.impossible.get(family.key, ())}
    if "harmless" in cannot:
        return "always"
    return "never" if "hazardous" in cannot else "as_declared"


def _cannot_be(family: Family, catalogue: Catalogue) -> list[ImpossibleOut]:
    return [
        ImpossibleOut(
            what=fact.what,
            declared=fact.declared,
            apart=list(fact.apart),
            reason=ReasonOut(fr=fact.why_fr, en=fact.why_en),
        )
        for fact in catalogue.impossible.get(family.key, ())
    ]


def _dangerous_goods(family: Family) -> DangerousGoodsOut | None:
    goods = family.dangerous
    if goods is None:
        return None
    label = ADR_CLASSES[goods.adr_class]
    return DangerousGoodsOut(
        adr_class=goods.adr_class,
        label_fr=label["fr"],
        label_en=label["en"],
        always=goods.always,
        source=goods.source,
    )
