"""Why a flow has no more possibilities, as the API shows it."""

from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import Field

from boucle.catalogue import Catalogue
from boucle.catalogue.criteria import change_sentence, subject
from boucle.contract.events.registry import Direction
from boucle.matching.lives.pair_scoring import rules
from boucle.matching.possibilities.answers import NoneOut, PossibleFamilyOut, family_out, why_none
from boucle.matching.possibilities.explaining import Explained
from boucle.matching.possibilities.explanations import CriterionMisses, FamilyReach, NearMiss
from boucle.matching.possibilities.misses import Bound, NeededChange
from boucle.matching.possibilities.use_cases import PossibilityRequest
from boucle.matching.queries.parts import ResponseModel
from boucle.matching.queries.responses import SentenceOut
from boucle.platform.http import QuantityOut

_WHY: Final = {
    "suits": SentenceOut(
        fr="Des flux déclarés conviennent : voir les possibilités.",
        en="Flows that were declared suit: see the possibilities.",
    ),
    "excluded": SentenceOut(
        fr="Ce qui est déclaré à portée ne convient pas : voir les critères.",
        en="What is declared within reach does not suit: see the criteria.",
    ),
    "beyond": SentenceOut(
        fr="Personne à portée : ce qui est déclaré est trop loin.",
        en="Nobody within reach: what is declared is too far away.",
    ),
    "nobody": SentenceOut(
        fr="Personne n'a encore déclaré ce flux, ou rien n'en peut être montré.",
        en="Nobody declared it yet, or nothing of it may be shown.",
    ),
    "switched_off": SentenceOut(
        fr="Votre territoire écarte cet usage.", en="Your territory switched this use off."
    ),
}


class NeededChangeOut(ResponseModel):
    """What of your own flow would have to be different. ``field``: as you declare it; ``values``: a
    decimal for ``at_least`` and ``at_most``, keys for ``one_of``, and for ``also`` keys of which
    ``least`` are needed beside what is declared. ``sentence`` begins with *If*."""

    field: str
    bound: Bound
    values: list[str]
    unit: str | None
    least: int | None
    sentence: SentenceOut


class NearMissOut(ResponseModel):
    """The copy that comes nearest to passing, those that fail nothing else first. ``gap``: how far
    from passing, in the unit of the criterion; null where it has none, and of a distance, of which
    only ``distance_band`` is said (null where the place is not shown). ``fails_also``: other
    criteria that exclude it. ``changes``: all of them together would do for this criterion; empty
    where nothing on your side would."""

    family: PossibleFamilyOut
    distance_band: str | None
    gap: QuantityOut | None = Field(description="In the unit of the criterion, not a year's.")
    fails_also: list[str]
    changes: list[NeededChangeOut]


class CriterionMissesOut(ResponseModel):
    """``fails``: how many of the copies looked at this criterion excludes; ``alone``: how many of
    them nothing else does."""

    name: str
    label: SentenceOut
    fails: int
    alone: int
    nearest: NearMissOut


class FamilyReachOut(ResponseModel):
    """A family that the catalogue knows a route to, or from. ``distance_band``: of the nearest of
    which the place may be shown, also where it is beyond reach."""

    family: PossibleFamilyOut
    route: str
    state: Literal["suits", "excluded", "beyond", "nobody", "switched_off"]
    distance_band: str | None
    sentence: SentenceOut


class ExplanationOut(ResponseModel):
    """Why a flow has no more possibilities, from the same coarse copies as these: nothing in it is
    another company's exact value. ``possibilities``: how many it has; ``none``: as there.
    ``looked_at``: copies. ``criteria``: what excludes them, what does so alone most often first.
    ``without_route``: families of the flow of which the catalogue knows no exchange.
    """

    flow_id: UUID
    flow_version: Annotated[int, Field(description="Registry's version of the flow.")]
    direction: Direction
    on_trial: bool
    possibilities: int
    none: NoneOut | None
    looked_at: int
    criteria: list[CriterionMissesOut]
    families: list[FamilyReachOut]
    without_route: list[PossibleFamilyOut]


def answer(asked: PossibilityRequest, found: Explained) -> ExplanationOut:
    flow, why = asked.kept.flow, found.why
    catalogue, gives = rules().catalogue, flow.direction == "output"
    return ExplanationOut(
        flow_id=flow.flow_id,
        flow_version=asked.kept.version,
        direction=flow.direction,
        on_trial=flow.on_trial,
        possibilities=len(found.possible.found),
        none=None if found.possible.found else why_none(asked, found.possible),
        looked_at=found.possible.looked_at,
        criteria=[_criterion(one, catalogue, gives=gives) for one in why.criteria] if why else [],
        families=[_family(one, catalogue) for one in why.families] if why else [],
        without_route=[family_out(one, catalogue) for one in why.without_route] if why else [],
    )


def _criterion(one: CriterionMisses, catalogue: Catalogue, *, gives: bool) -> CriterionMissesOut:
    about = subject(one.name, catalogue)
    return CriterionMissesOut(
        name=one.name,
        label=SentenceOut(fr=about["fr"], en=about["en"]),
        fails=one.fails,
        alone=one.alone,
        nearest=_near_miss(one.nearest, catalogue, gives=gives),
    )


def _near_miss(one: NearMiss, catalogue: Catalogue, *, gives: bool) -> NearMissOut:
    gap, unit = one.miss.gap, one.miss.unit
    return NearMissOut(
        family=family_out(one.family, catalogue),
        distance_band=one.band,
        gap=None if gap is None or unit is None else QuantityOut(value=_short(gap), unit=unit),
        fails_also=list(one.others),
        changes=[_change(each, catalogue, gives=gives) for each in one.miss.changes],
    )


def _change(one: NeededChange, catalogue: Catalogue, *, gives: bool) -> NeededChangeOut:
    written = change_sentence(one, catalogue, gives=gives)
    return NeededChangeOut(
        field=one.field,
        bound=one.bound,
        values=list(one.values),
        unit=one.unit,
        least=one.least,
        sentence=SentenceOut(fr=written.fr, en=written.en),
    )


def _short(gap: float) -> str:
    """Three figures, never 0."""
    return f"{float(f'{gap:.3g}'):f}".rstrip("0").rstrip(".") if gap >= _LEAST else f"{gap:.3g}"


def _family(one: FamilyReach, catalogue: Catalogue) -> FamilyReachOut:
    return FamilyReachOut(
        family=family_out(one.family, catalogue),
        route=one.route,
        state=one.state,
        distance_band=one.band,
        sentence=_WHY[one.state],
    )


_LEAST: Final = 1e-4
"""Of a gap that is written without an exponent."""
