"""How much of a need its best set of offers covers, for those who see the need whole."""

from collections.abc import Iterator
from decimal import Decimal
from uuid import UUID

from boucle.catalogue.units import to_base
from boucle.common.db import ReadSession
from boucle.common.errors import invalid_field, not_found
from boucle.common.rounding import least_of_band
from boucle.common.views import SynergyView
from boucle.matching import declared
from boucle.matching.candidates.synergy import quantity_of
from boucle.matching.lives import store
from boucle.matching.lives.pair_scoring import row_of, rules, taken_by
from boucle.matching.queries import search
from boucle.matching.queries.callers import Caller
from boucle.matching.queries.coverage.cover import Serving, best_cover
from boucle.matching.queries.responses import QuantityOut, ResponseModel, Score
from boucle.matching.scoring import FlowRow


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


async def coverage_for(session: ReadSession, caller: Caller, need_id: UUID) -> CoverageOut:
    """Raises 404 on a flow that is not the caller's, 422 on one that is no need in matching.

    Everything is computed from what the caller may see: with rounded quantities where an offer is
    masked (``approximate``), so that a sum tells no more than its parts.
    """
    need = await _need(session, caller, need_id)
    running = await _running(session, need)
    seen = {
        found.synergy_id: found.seen_by(caller.viewer)
        for found in await search.candidates_of_need(session, need_id)
        if search.sees(caller.viewer, found)
    }
    left = max(0, need.quantity - running)
    cover = best_cover(left, (one for view in seen.values() for one in _serving(view)))

    def quantity(base: int) -> QuantityOut:
        return QuantityOut.model_validate(quantity_of(base, need.family, rules()))

    def share(base: int) -> str:
        return f"{base / need.quantity:.4f}" if need.quantity else "0"

    return CoverageOut(
        need=need_id,
        wanted=quantity(need.quantity),
        running=quantity(running),
        covered=quantity(cover.covered),
        share=share(min(need.quantity, running) + cover.covered),
        candidates=len(seen),
        approximate=any(view.masked for view in seen.values()),
        offers=[
            CoveringOut(
                synergy_id=key,
                gives=quantity(given),
                share=share(given),
                score=seen[key].score,
                score_band=seen[key].score_band,
                masked=seen[key].masked,
            )
            for key, given in cover.parts
        ],
    )


async def _need(session: ReadSession, caller: Caller, need_id: UUID) -> FlowRow:
    kept = (await declared.flows(session, [need_id])).get(need_id)
    if kept is None or not caller.owns(kept.flow.organisation_id, kept.flow.territory):
        raise not_found("need", need_id)
    if kept.flow.direction != "input":
        raise invalid_field("query.need", need_id, "the flow is an output", "an input")
    row = row_of(kept)
    if row is None:
        raise invalid_field(
            "query.need",
            need_id,
            "the flow takes no part in matching: withdrawn, unclassified or a likely duplicate",
            "a classified need that is declared once",
        )
    return row


async def _running(session: ReadSession, need: FlowRow) -> int:
    """What running synergies bring already, in base units a year."""
    return taken_by(await store.running(session, [UUID(int=need.flow)])).get(need.flow, 0)


def _serving(view: SynergyView) -> Iterator[Serving]:
    """What a candidate could serve of the need; nothing where this catalogue has no such route."""
    index = rules().catalogue.route_index.get(view.route or "")
    if index is None or view.quantity is None:
        return
    rule = rules().routes[index]
    family = rules().family(rule.output)
    base = to_base(
        Decimal(view.quantity.value), view.quantity.unit, family.nature, family.density_t_per_m3
    )
    worth = least_of_band(view.score_band) if view.score is None else view.score
    yield Serving(view.synergy_id, worth, round(base * rule.yield_))
