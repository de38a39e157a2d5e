"""Describe a synergy in matching's API, without anything that the mask removed."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Annotated
from uuid import UUID

import msgspec
from pydantic import Field

from boucle.catalogue import load_catalogue
from boucle.catalogue.criteria import depends_on_route, sentence
from boucle.catalogue.sharing import limit_origin
from boucle.contract.events.reasons import Criterion
from boucle.contract.kinds import of_group
from boucle.contract.masking import Viewer, of_a_copy
from boucle.contract.named import parties_href
from boucle.contract.rounding import hour_of
from boucle.contract.views import SynergyView
from boucle.matching.lives.seen import version_for
from boucle.matching.queries.agreed import FiguresOf, brought
from boucle.matching.queries.found import FoundSynergy
from boucle.matching.queries.group_responses import GroupOut
from boucle.matching.queries.parts import AmountOut, ResponseModel
from boucle.platform.errors import Fault
from boucle.platform.http import QuantityOut
from boucle.platform.translating import translated

Score = Annotated[
    int,
    Field(description="0 to 10,000, no unit: the weighed mean of the points of the criteria."),
]
Points = Annotated[
    int | None,
    Field(
        description="Of this criterion alone, 0 to 10,000; 0 where it excludes the pair, null "
        "where it would tell too much."
    ),
]


class SentenceOut(ResponseModel):
    """In French and in English."""

    fr: str
    en: str


class CriterionOut(ResponseModel):
    """One reason. ``points``, ``value`` and ``limit`` are empty where they would tell too much;
    ``tightened``: by a setting of a territory. ``sentence`` is written from what is left.
    ``limit_from``: of a group's limit, its source and when it was read, or that it is the
    territory's assumption."""

    name: str
    verdict: str
    weight: int
    points: Points
    value: str | None
    limit: str | None
    unit: str | None
    tightened: bool
    private: bool
    sentence: SentenceOut
    limit_from: SentenceOut | None


class SideOut(ResponseModel):
    """One party. ``masked``: its ids and exact figures are not yours to see; ``territory``, of a
    masked one, is for animators.

    What a refusal refused stays inside: it is the other party's exact figure.
    """

    role: str
    territory: str | None
    standing: str
    masked: bool
    family: str | None
    division: str | None
    quantity: QuantityOut | None
    organisation_id: UUID | None
    site_id: UUID | None
    flow_id: UUID | None
    sharing_id: UUID | None
    reason: str | None
    contract_until: date | None
    answered_at: datetime | None


class CandidacyOut(ResponseModel):
    """In which of the lists of best partners the pair stands now, and since when in either."""

    in_offer_list: bool
    in_need_list: bool
    detected_at: datetime


class VersionsOut(ResponseModel):
    """What the score came from. ``life`` is null to companies and tools."""

    catalogue: str
    rules: str
    factors: str
    offer: int
    need: int
    life: int | None
    settings_offer: int
    settings_need: int


class NextActionOut(ResponseModel):
    """What is planned: by whom, until when."""

    who: str
    what: str
    due: date | None


class ResultOut(ResponseModel):
    """What it brought over a period, as somebody reported it. ``claimed``: the share of it that
    counts, a decimal from 0 to 1 as text."""

    result_id: UUID
    period_start: date
    period_end: date
    grade: str
    quantity: QuantityOut | None = Field(description="Over the period.")
    eur: str | None = Field(description="EUR over the period, a decimal as text.")
    jobs: str | None = Field(description="Full-time equivalents, a decimal as text.")
    tco2e: str | None = Field(description="Tonnes of CO2e over the period, a decimal as text.")
    organisation_id: UUID | None
    reported_by: UUID | None
    document: str | None
    verified_by: str | None
    verified_on: date | None
    baseline: str | None
    claimed: str | None


class SynergyOut(ResponseModel):
    """A synergy as its reader may see it. ``version``: of its life, 0 while nobody acted; to a
    company and its tools, of what they see of it: steps that show them nothing do not move it.
    ``candidacy`` is null where no list of best partners holds it now, where a side is masked, and
    to companies and tools: it says how the pair stands among others.
    ``tco2e`` and ``eur`` are a year's, ``figures_of`` the ``possible`` quantity, or the one that
    was ``agreed``, once it runs: null with ``missing`` ``agreed`` where nobody told it. To a
    company and its tools, ``updated_at`` is of the last step that changed what they see. Masked, it
    is of the hour (as ``updated_after`` is for them), and ``state_since`` is when they
    answered."""

    synergy_id: UUID
    version: int
    updated_at: datetime
    kind: str
    nature: str | None
    route: str | None
    title: str | None
    state: str
    state_since: datetime | None
    found_by: str
    pre_existing: bool
    disclosed: Annotated[bool, Field(description="Every party consented to be named.")]
    parties_href: Annotated[
        str | None, Field(description="Where their names are; null until you may know them.")
    ]
    at_risk: bool
    masked: bool
    candidacy: CandidacyOut | None
    sides: list[SideOut]
    score: Score | None
    score_band: str | None
    quantity: QuantityOut | None
    distance_km: str | None
    distance_band: str | None
    why: list[CriterionOut]
    tco2e: AmountOut | None
    eur: AmountOut | None
    figures_of: FiguresOf
    agreed: QuantityOut | None
    running_since: date | None
    stopped_on: date | None
    contract_until: date | None
    next_action: NextActionOut | None
    results: list[ResultOut]
    versions: VersionsOut | None
    group: GroupOut | None


class SynergyWarningOut(ResponseModel):
    """What was done, but may be wrong: the field of the synergy, its value, why, and what would be
    right, in English and in French."""

    field: str
    value: str
    message: str
    expected: str
    message_fr: str
    expected_fr: str


class WarnedSynergyOut(SynergyOut):
    """A synergy, and what was taken of a write but may be wrong."""

    warnings: list[SynergyWarningOut]


def warned_out(synergy: SynergyOut, doubts: Iterable[Fault]) -> WarnedSynergyOut:
    warnings = [
        SynergyWarningOut(
            field=one.field,
            value=str(one.value),
            message=one.message,
            expected=one.expected,
            message_fr=translated(one.message, "fr"),
            expected_fr=translated(one.expected, "fr"),
        )
        for one in doubts
    ]
    return WarnedSynergyOut.model_construct(**dict(synergy), warnings=warnings)


def synergy_out(found: FoundSynergy, viewer: Viewer, *, reasons: bool = True) -> SynergyOut:
    """``reasons``: with ``why``, else empty."""
    view = found.masked_for(viewer)
    changed_at = found.updated_for(viewer, masked=view.masked)
    its = brought(view)
    return SynergyOut.model_validate(
        {
            **msgspec.structs.asdict(view),
            "parties_href": parties_href(view),
            "tco2e": its.tco2e,
            "eur": its.eur,
            "figures_of": its.of,
            "version": _version(found, viewer),
            "updated_at": hour_of(changed_at) if view.masked else changed_at,
            "candidacy": _candidacy(found, masked=view.masked),
            "why": _why(view) if reasons else [],
        }
    )


def _why(view: SynergyView) -> list[CriterionOut]:
    return criteria_of_view(view, of_group(view, lambda one: one.subject) or "")


def _version(found: FoundSynergy, viewer: Viewer) -> int:
    return 0 if found.life is None else version_for(found.life, found.life_version, viewer)


def criteria_of_view(view: SynergyView, subject: str = "") -> list[CriterionOut]:
    """Write why; of a pair, nothing that a rounded copy does not show. ``subject``: of a group."""
    by_copy = view.masked and not subject
    criteria = [*map(of_a_copy, view.criteria)] if by_copy else view.criteria
    return criteria_out(criteria, subject)


def criteria_out(criteria: Sequence[Criterion], subject: str = "") -> list[CriterionOut]:
    """Write the sentences of criteria from their masked values only. Most criteria of a page read
    alike. ``subject``: of a group."""
    route = next((one.value for one in criteria if one.name == "route"), None)
    return [
        _criterion_out(one, route if depends_on_route(one.name) else None, subject)
        for one in criteria
    ]


@lru_cache(maxsize=4096)
def _criterion_out(criterion: Criterion, route: str | None, subject: str) -> CriterionOut:
    written = sentence(criterion, load_catalogue(), route)
    points = None if criterion.hidden else criterion.points
    limit_from = limit_origin(criterion.name, subject, criterion.limit) if subject else None
    shown = {
        **msgspec.structs.asdict(criterion),
        "points": points,
        "sentence": written,
        "limit_from": limit_from,
    }
    return CriterionOut.model_validate(shown)


def _candidacy(found: FoundSynergy, *, masked: bool) -> CandidacyOut | None:
    candidate = found.candidate
    if candidate is None or masked:
        return None
    return CandidacyOut(
        in_offer_list=candidate.in_offer_list,
        in_need_list=candidate.in_need_list,
        detected_at=candidate.detected_at,
    )
