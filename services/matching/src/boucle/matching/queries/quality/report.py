"""Report the figures of quality, for those who run the approach."""

from collections.abc import AsyncIterator, Collection
from datetime import UTC, date, datetime, time
from typing import get_args
from uuid import UUID

import msgspec
from pydantic import BaseModel, ConfigDict, Field

from boucle.contract.events.matching import RefusalReason
from boucle.contract.sandboxes import sandbox_of
from boucle.matching import declared
from boucle.matching.queries.callers import Caller
from boucle.matching.queries.quality.precision import (
    SMALL,
    IntroducedPair,
    JudgedLife,
    Outcome,
    PartyRefusal,
    QualityFigures,
    introduced_pair_of,
    quality,
    refusals_of,
)
from boucle.platform.db import ReadSession
from boucle.platform.errors import forbidden, not_found

_step = msgspec.json.Decoder(JudgedLife)

# Every life with a side in the territories, and the others of the same needs: they rank together.
# One that was only ever qualified was shown to nobody and refused by nobody.
_STEPS = """
SELECT h.synergy_id, h.body FROM life_history h JOIN life l USING (synergy_id)
WHERE l.updated_at >= $2 AND (h.version > 1 OR h.type <> 'life.qualified.v1')
    AND ($1::text[] IS NULL OR l.territories && $1 OR l.need_id IN (
        SELECT need_id FROM life WHERE territories && $1 AND need_id IS NOT NULL
    ))
ORDER BY h.synergy_id, h.version
"""


class FiguresOut(BaseModel):
    """``shown``: pairs of the engine's that were introduced, the first k of each need by score.
    ``won``: those that both companies consented to, or that went further. ``precision`` = won /
    shown, between ``low`` and ``high`` with 95 % confidence (Wilson); null, with why, where
    nothing was shown. ``small``: so few that it says little. ``refusals``: by the parties of these
    territories, on any synergy, those that lapsed since too.
    """

    model_config = ConfigDict(frozen=True)

    shown: int
    won: int
    precision: str | None
    low: str | None
    high: str | None
    missing: str | None
    small: bool
    outcomes: dict[str, int] = Field(description="What became of them -> how many.")
    refusals: dict[str, int] = Field(description="Reason -> how many refused for it.")


class CellOut(FiguresOut):
    """``territory`` or ``route`` null: of all. ``route`` "": no route was computed. ``low``,
    ``high``: of the precision, from 0 to 1."""

    territory: str | None
    route: str | None


class QualityOut(BaseModel):
    """Precision at ``k`` of what was shown, and why companies refused. Nothing learns from it."""

    model_config = ConfigDict(frozen=True)

    territory: str | None
    k: int
    since: date
    overall: FiguresOut
    by_territory: list[CellOut]
    by_route: list[CellOut]
    by_territory_and_route: list[CellOut]


async def quality_for(
    session: ReadSession, caller: Caller, territory: str | None, k: int, since: date
) -> QualityOut:
    """Return figures of synergies that moved ``since`` that day (UTC) or later. Raises 403 for
    companies and tools, 404 on a territory that is not the caller's."""
    scope = await _scope(session, caller, territory)
    shown: list[IntroducedPair] = []
    refused: list[PartyRefusal] = []
    async for steps in _histories(session, scope, since):
        one = introduced_pair_of(steps)
        shown += [one] if one is not None else []
        refused += refusals_of(steps)
    found = quality(shown, refused, k=k, scope=scope)
    return QualityOut(
        territory=territory,
        k=k,
        since=since,
        overall=FiguresOut.model_validate(_figures_out(found.overall)),
        by_territory=[_cell(at, None, figures) for at, figures in found.by_territory.items()],
        by_route=[_cell(None, route or "", figures) for route, figures in found.by_route.items()],
        by_territory_and_route=[
            _cell(at, route or "", figures) for (at, route), figures in found.cells.items()
        ],
    )


async def _scope(
    session: ReadSession, caller: Caller, territory: str | None
) -> frozenset[str] | None:
    """Return the territories counted, a federation with its members; None: all."""
    if not caller.viewer.everything and caller.principal.role != "animator":
        raise forbidden("quality is for animators and the operator")
    allowed = None if caller.viewer.everything else caller.viewer.territories
    if territory is None and allowed is not None:
        return allowed
    territories = await declared.territories(session)
    if territory is None:
        return _real(territories)
    if allowed is not None and territory not in allowed:
        raise not_found("territory", territory)
    if allowed is None and territory not in territories:
        raise not_found("territory", territory)
    parents = {siren: kept.territory.parent for siren, kept in territories.items()}
    scope = _with_members(territory, parents)
    return scope if allowed is None else scope & allowed


def _real(territories: Collection[str]) -> frozenset[str] | None:
    """Return all territories except sandboxes; None: there are no sandboxes."""
    real = frozenset(siren for siren in territories if not sandbox_of(siren))
    return None if len(real) == len(territories) else real


def _with_members(territory: str, parents: dict[str, str | None]) -> frozenset[str]:
    scope = {territory}
    while more := {siren for siren, parent in parents.items() if parent in scope} - scope:
        scope |= more
    return frozenset(scope)


async def _histories(
    session: ReadSession, scope: Collection[str] | None, since: date
) -> AsyncIterator[list[JudgedLife]]:
    """Yield the steps of each life, oldest first."""
    driver = await session.driver()
    steps: list[JudgedLife] = []
    current: UUID | None = None
    sirens = None if scope is None else list(scope)
    begins = datetime.combine(since, time(), UTC)
    async for row in driver.cursor(_STEPS, sirens, begins, prefetch=200):
        if steps and row["synergy_id"] != current:
            yield steps
            steps = []
        current = row["synergy_id"]
        steps.append(_step.decode(row["body"]))
    if steps:
        yield steps


# --- response ------------------------------------------------------------------------------


def _cell(territory: str | None, route: str | None, figures: QualityFigures) -> CellOut:
    return CellOut.model_validate({**_figures_out(figures), "territory": territory, "route": route})


def _figures_out(figures: QualityFigures) -> dict[str, object]:
    low, high = figures.interval or (None, None)
    return {
        "shown": figures.shown,
        "won": figures.won,
        "precision": _share(figures.precision),
        "low": _share(low),
        "high": _share(high),
        "missing": None if figures.shown else "no pair of the engine's was introduced",
        "small": figures.shown < SMALL,
        "outcomes": {name: figures.outcomes.get(name, 0) for name in get_args(Outcome)},
        "refusals": {name: figures.refusals.get(name, 0) for name in get_args(RefusalReason)},
    }


def _share(value: float | None) -> str | None:
    return None if value is None else f"{value:.4f}"
