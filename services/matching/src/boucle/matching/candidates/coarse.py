"""Make the coarse copy of a flow for readers who may not know whose it is. Pure. Rounding the
result of exact values can be undone: who varies a value of his own finds the edge. So what is shown
of a masked side is computed from this copy, with the reader's own exact values: it tells no more
than the copy holds, however often one asks."""

from decimal import Decimal
from typing import Final

from msgspec.structs import replace

from boucle.contract.cells import cell_of_vector
from boucle.matching.crowds.steps import STEPS, Widening
from boucle.matching.scoring.inputs import UNBOUNDED, FlowInputs
from boucle.matching.scoring.wire.flows import unit_vector

QUARTERS: Final = (0b111, 0b111_000, 0b111_000_000, 0b111_000_000_000)
_STEPS: Final = (1, 2, 5, 10)
LEAST_BEHIND: Final = 0.63
MOST_BEHIND: Final = 1.59
"""Of a step of 1-2-5, what may stand behind it."""


def coarse(row: FlowInputs, step: Widening = STEPS[0]) -> FlowInputs:
    """Return the copy: place by cells, quantity in steps of 1-2-5, qualities widened to such steps,
    months by quarters; no price, no date, no network. ``step``: how large a cell, and whether the
    sector is shown; without a place, use ``anywhere``. Ids stay: nothing computed shows them. Each
    family's row is copied. It is built from permitted fields: a new field has its default here."""
    cell = cell_of_vector(row.x, row.y, row.z).widened(step.level or 0)
    x, y, z = unit_vector(*cell.centre)
    return FlowInputs(
        flow=row.flow,
        version=0,
        organisation=row.organisation,
        site=row.site,
        territory=row.territory,
        output=row.output,
        family=row.family,
        x=x,
        y=y,
        z=z,
        slack_km=cell.slack_km,
        quantity=_nearest_step(row.quantity),
        months=sum(quarter for quarter in QUARTERS if row.months & quarter),
        form=row.form,
        status=row.status,
        accepts=row.accepts,
        treatments=row.treatments,
        hazardous=row.hazardous,
        certainty=row.certainty,
        kgco2e=row.kgco2e,
        kgco2e_pct=row.kgco2e_pct,
        qualities=tuple(
            (attribute, step_below(low), -step_below(-high))
            for attribute, low, high in row.qualities
        ),
        division=row.division if step.sector else 0,
        refusable=(0,) * len(row.refusable),
        others=tuple([coarse(one, step) for one in row.others]),
        share=row.share,
    )


def nearby(copy: FlowInputs, reader: FlowInputs) -> FlowInputs:
    """Move the copy of a flow whose place is hidden as near to the reader's as can be."""
    return replace(copy, x=reader.x, y=reader.y, z=reader.z, slack_km=UNBOUNDED)


def _nearest_step(base: int) -> int:
    """Round by ratio: 1 up to the root of 2, 2 up to that of 10, 5 up to that of 50."""
    if base < 1:
        return 0
    ten: int = 10 ** (len(str(base)) - 1)
    for step, limit in ((1, 2), (2, 10), (5, 50)):
        if base * base < limit * ten * ten:
            return step * ten
    return 10 * ten


def step_below(value: float) -> float:
    """Return the step of 1-2-5 (times a power of ten, of either sign) at or below a value."""
    if value == 0 or abs(value) == float("inf"):
        return value
    ten = 10.0 ** Decimal(abs(value)).adjusted()
    if value > 0:
        return max(step * ten for step in _STEPS if step * ten <= value or step == 1)
    return -min(step * ten for step in _STEPS if step * ten >= -value or step == 10)
