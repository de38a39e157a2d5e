"""The possibilities of a flow as the API shows them."""

from collections.abc import Sequence
from typing import Annotated, Final, Literal
from uuid import UUID

import msgspec
from pydantic import Field

from boucle.catalogue import Catalogue, Practice
from boucle.contract.events.reasons import Amount, Criterion
from boucle.contract.events.registry import Direction
from boucle.contract.masking import masked_criterion, of_a_copy
from boucle.contract.rounding import rounded, rounded_amount, score_band
from boucle.matching.candidates.synergy import Synergy
from boucle.matching.lives.pair_scoring import rules
from boucle.matching.possibilities.decisions import Possibilities, Possibility
from boucle.matching.possibilities.use_cases import PossibilityRequest
from boucle.matching.queries.parts import AmountOut, ResponseModel
from boucle.matching.queries.responses import (
    CriterionOut,
    Score,
    SentenceOut,
    criteria_out,
)
from boucle.platform.http import QuantityOut

_CASES: Final = 2
_CROWDS: Final = ((30, "30+"), (10, "10-29"), (3, "3-9"))

_WHY_NONE: Final = {
    "no_part": SentenceOut(
        fr="Ce flux ne participe pas : retiré, non classé ou doublon probable.",
        en="This flow takes no part: withdrawn, unclassified or a likely duplicate.",
    ),
    "no_route": SentenceOut(
        fr="Le catalogue ne connaît pas d'échange pour cette famille.",
        en="The catalogue knows no exchange for this family.",
    ),
    "nobody": SentenceOut(
        fr="Personne n'a encore déclaré à portée ce qui irait avec ce flux, ou rien n'en peut être "
        "montré : l'animateur de votre territoire voit quels établissements démarcher.",
        en="Nobody within reach declared what would go with this flow yet, or nothing of it may be "
        "shown: the animator of your territory sees whom to ask.",
    ),
    "excluded": SentenceOut(
        fr="Ce qui est déclaré à portée ne convient pas : voir les critères.",
        en="What is declared within reach does not suit: see the criteria.",
    ),
}
WhyNone = Literal["no_part", "no_route", "nobody", "excluded"]


class PossibleFamilyOut(ResponseModel):
    """A family, with its label in both languages."""

    key: str
    fr: str
    en: str


class SectorOut(ResponseModel):
    """A NAF division."""

    code: str
    fr: str
    en: str


class PossibleCaseOut(ResponseModel):
    """A known exchange of this kind."""

    place: str
    fr: str
    en: str
    source: str


class PossibilityOut(ResponseModel):
    """Companies that could be partners, shown as one: at least three would fit what is said here.

    ``sector`` and ``distance_band`` are null where telling them would leave fewer. ``crowd``: how
    many companies of the public register fit, yours apart (``3-9``, ``10-29``, ``30+``); null
    where no register was imported. ``gain``: EUR a year for both, from what you pay today, less
    freight and preparation; what the other side pays today is left out. For an output that costs
    you nothing, what it is worth in public: ``factor`` names the price.
    """

    family: PossibleFamilyOut
    sector: SectorOut | None
    distance_band: str | None
    crowd: str | None
    route: str
    practice: Annotated[Practice, Field(description="How usual the route is in Europe.")]
    score_band: str
    quantity: QuantityOut
    gain: AmountOut
    tco2e: AmountOut
    why: list[CriterionOut]
    cases: list[PossibleCaseOut]


class OwnPairOut(ResponseModel):
    """A pair of two flows under the tool's source, whose companies both let it act: by their exact
    values as declared, whatever others declare and whatever runs. ``flow_id``, ``organisation_id``:
    of the other flow. ``eur``, ``tco2e``: a year's."""

    synergy_id: UUID
    flow_id: UUID
    organisation_id: UUID
    route: str
    score: Score
    quantity: QuantityOut
    distance_km: str
    eur: AmountOut
    tco2e: AmountOut
    why: list[CriterionOut]


class LackOut(ResponseModel):
    """``field``: of the flow, as registry names it; ``settles``: how many of what was looked at it
    would say more of."""

    field: str
    settles: int


class NoneOut(ResponseModel):
    """Why there is none. ``criteria``: those that exclude what is declared, most often first."""

    reason: WhyNone
    criteria: list[str]
    sentence: SentenceOut


class PossibilitiesOut(ResponseModel):
    """What a flow could become, best first, from coarse copies of all others' flows (place by cells
    of 11 km, quantity in steps of 1-2-5): nothing in it is another company's exact value, and it
    does not depend on who else was faster. ``flow_version``: of the flow that was looked at;
    ``on_trial``: its organisation is not verified, nobody else sees it. ``own``: to the tool that
    declared it, its pairs with flows that this tool declared for others, 50 at most; the register
    of disclosures says so to both companies.
    """

    flow_id: UUID
    flow_version: Annotated[int, Field(description="Registry's version of the flow.")]
    direction: Direction
    on_trial: bool
    possibilities: list[PossibilityOut]
    own: list[OwnPairOut]
    lacks: list[LackOut]
    none: NoneOut | None


def answer(
    asked: PossibilityRequest, found: Possibilities, own: Sequence[Synergy]
) -> PossibilitiesOut:
    flow = asked.kept.flow
    catalogue = rules().catalogue
    return PossibilitiesOut(
        flow_id=flow.flow_id,
        flow_version=asked.kept.version,
        direction=flow.direction,
        on_trial=flow.on_trial,
        possibilities=[_possibility(one, catalogue) for one in found.found],
        own=[_own_pair(one, flow.direction) for one in own],
        lacks=[LackOut(field=one.field, settles=one.settles) for one in found.lacks],
        none=None if found.found or own else why_none(asked, found),
    )


def _possibility(one: Possibility, catalogue: Catalogue) -> PossibilityOut:
    return PossibilityOut(
        family=family_out(one.group.family, catalogue),
        sector=_sector(one.group.division, catalogue),
        distance_band=one.group.band,
        crowd=crowd_band(one.companies),
        route=one.route,
        practice=catalogue.route(one.route).practice,
        score_band=score_band(one.score),
        quantity=QuantityOut.model_validate(rounded(one.quantity)),
        gain=AmountOut.model_validate(one.gain),
        tco2e=_amount(one.tco2e),
        why=_why(one.criteria),
        cases=_cases(one.route, catalogue),
    )


def _own_pair(one: Synergy, direction: Direction) -> OwnPairOut:
    other = one.need if direction == "output" else one.offer
    return OwnPairOut.model_validate(
        {
            **msgspec.structs.asdict(one),
            "flow_id": other.flow_id,
            "organisation_id": other.organisation_id,
            "why": criteria_out(one.criteria),
        }
    )


def family_out(index: int, catalogue: Catalogue) -> PossibleFamilyOut:
    family = catalogue.families[index]
    return PossibleFamilyOut(key=family.key, fr=family.label_fr, en=family.label_en)


def crowd_band(companies: int | None) -> str | None:
    """``3-9``, ``10-29`` or ``30+``; None: not counted."""
    if companies is None:
        return None
    return next(band for least, band in _CROWDS if companies >= least)


def _sector(division: int, catalogue: Catalogue) -> SectorOut | None:
    if not division:
        return None
    known = catalogue.division(f"{division:02d}")
    return SectorOut(code=known.code, fr=known.label_fr, en=known.label_en)


def _amount(amount: Amount) -> AmountOut:
    return AmountOut.model_validate(rounded_amount(amount))


def _why(criteria: Sequence[Criterion]) -> list[CriterionOut]:
    return criteria_out([masked_criterion(of_a_copy(one)) for one in criteria])


def _cases(route: str, catalogue: Catalogue) -> list[PossibleCaseOut]:
    return [
        PossibleCaseOut(place=case.place, fr=case.label_fr, en=case.label_en, source=case.source)
        for case in catalogue.cases_of(route)[:_CASES]
    ]


def why_none(asked: PossibilityRequest, found: Possibilities) -> NoneOut:
    """Of a flow that has no possibility."""
    reason: WhyNone = "excluded" if found.looked_at else "nobody"
    if asked.row is None:
        reason = "no_part"
    elif not _has_route(asked):
        reason = "no_route"
    often = sorted(found.excluded.items(), key=lambda one: (-one[1], one[0]))
    return NoneOut(reason=reason, criteria=[name for name, _ in often], sentence=_WHY_NONE[reason])


def _has_route(asked: PossibilityRequest) -> bool:
    flow, catalogue = asked.kept.flow, rules().catalogue
    routes = catalogue.routes_from if flow.direction == "output" else catalogue.routes_to
    families = {flow.family or "", *[one.family for one in flow.families]}
    return any(routes(family) for family in families)
