"""Report how much of a need its best set of offers covers, for readers who see the need whole."""

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from boucle.catalogue.facts.units import to_base
from boucle.contract.rounding import least_of_band
from boucle.contract.views import SynergyView
from boucle.matching import declared
from boucle.matching.candidates.synergy import quantity_of
from boucle.matching.lives import store
from boucle.matching.lives.pair_scoring import facts_of, row_of, rules
from boucle.matching.queries import search
from boucle.matching.queries.callers import Caller
from boucle.matching.queries.coverage.cover import Cover, Serving, best_cover
from boucle.matching.queries.found import FoundSynergy
from boucle.matching.queries.parts import ResponseModel
from boucle.matching.queries.responses import Score
from boucle.matching.scoring import FlowInputs
from boucle.matching.scoring.families import left_of, parts_of, whole_quantity
from boucle.matching.scoring.taken import taken_by
from boucle.platform.db import ReadSession
from boucle.platform.errors import invalid_field, not_found
from boucle.platform.http import QuantityOut


class CoveringOut(ResponseModel):
    """One offer of a set: what it gives a year, in the need's unit; ``share``: of the need."""

    synergy_id: UUID
    gives: QuantityOut
    share: str
    score: Score | None
    score_band: str | None
    masked: bool


class CoverageOut(ResponseModel):
    """How much of a need its best set of offers covers, a year.

    ``running``: what running synergies bring already; ``covered``: what the set of ``offers``
    would bring besides; ``share`` (0 to 1): both, of the need. ``approximate``: an offer is masked
    for the reader, and counts with its rounded quantity. ``candidates``: pairs to choose from.
    """

    need: UUID
    wanted: QuantityOut
    running: QuantityOut
    covered: QuantityOut
    share: str
    candidates: int
    approximate: bool
    offers: list[CoveringOut]


class ShownCoverage(NamedTuple):
    """``of``: the pairs that it names, or could."""

    shown: CoverageOut
    of: Sequence[FoundSynergy]


async def coverage_for(session: ReadSession, caller: Caller, need_id: UUID) -> ShownCoverage:
    """Return the coverage. Raises 404 on a flow that is not the caller's, 422 on one that is no
    matched need. Everything is computed from what the caller may see: with rounded quantities if an
    offer is masked (``approximate``), so that a sum tells no more than its parts."""
    need = await _need(session, caller, need_id)
    running = await _running(session, need)
    whole = whole_quantity(need)
    pairs = await search.candidates_of_need(session, need_id, caller.viewer)
    views = {found.synergy_id: found.masked_for(caller.viewer) for found in pairs}
    cover = _cover(need, running, views.values())

    def quantity(base: int) -> QuantityOut:
        return QuantityOut.model_validate(quantity_of(base, need.family, rules()))

    def share(base: int) -> str:
        return f"{base / whole:.4f}" if whole else "0"

    shown = CoverageOut(
        need=need_id,
        wanted=quantity(whole),
        running=quantity(running.brought),
        covered=quantity(cover.covered),
        share=share(min(whole, running.brought) + cover.covered),
        candidates=len(views),
        approximate=any(view.masked for view in views.values()),
        offers=[
            CoveringOut(
                synergy_id=key,
                gives=quantity(amount),
                share=share(amount),
                score=views[key].score,
                score_band=views[key].score_band,
                masked=views[key].masked,
            )
            for key, amount in cover.parts
        ],
    )
    return ShownCoverage(shown, pairs)


async def _need(session: ReadSession, caller: Caller, need_id: UUID) -> FlowInputs:
    declared_flow = (await declared.flows(session, [need_id])).get(need_id)
    if declared_flow is None or not caller.owns(
        declared_flow.flow.organisation_id, declared_flow.flow.territory
    ):
        raise not_found("need", need_id)
    if declared_flow.flow.direction != "input":
        raise invalid_field("query.need", need_id, "the flow is an output", "an input")
    row = row_of(declared_flow)
    if row is None:
        raise invalid_field(
            "query.need",
            need_id,
            "the flow takes no part in matching: withdrawn, unclassified or a likely duplicate",
            "a classified need that is declared once",
        )
    return row


class _Running(NamedTuple):
    """The need's row as running synergies leave it, and base units a year: what is left of its main
    family, and what they bring in all."""

    need: FlowInputs
    free: int
    brought: int


async def _running(session: ReadSession, need: FlowInputs) -> _Running:
    lives = facts_of(await store.running(session, [UUID(int=need.flow)]))
    brought = taken_by(lives).get(need.flow, 0)
    return _Running(*left_of(need, lives), brought)


def _cover(need: FlowInputs, running: _Running, views: Collection[SynergyView]) -> Cover:
    """Cover each family of a need whose families have shares."""
    serving = [one for view in views for one in _serving(view)]
    if need.share == 0.0:
        left = max(0, need.quantity - running.brought)
        return best_cover(left, [one for _, one in serving])
    covers = [
        best_cover(max(0, free), [one for family, one in serving if family == part.family])
        for part, free in parts_of(running.need, running.free)
    ]
    parts = tuple(part for cover in covers for part in cover.parts)
    return Cover(sum(cover.wanted for cover in covers), parts)


def _serving(view: SynergyView) -> Iterator[tuple[int, Serving]]:
    """Yield the family of the need, and how much of it a candidate could serve; nothing without a
    route."""
    index = rules().catalogue.route_index.get(view.route or "")
    if index is None or view.quantity is None:
        return
    rule = rules().routes[index]
    family = rules().family(rule.output)
    base = to_base(
        Decimal(view.quantity.value), view.quantity.unit, family.nature, family.density_t_per_m3
    )
    priority = least_of_band(view.score_band) if view.score is None else view.score
    yield rule.input, Serving(view.synergy_id, priority, round(base * rule.yield_))
