"""Make the coarse copy of a flow for readers who may not know whose it is. Pure. Rounding the
result of exact values can be undone: who varies a value of his own finds the edge. So what is shown
of a masked side is computed from this copy, with the reader's own exact values: it tells no more
than the copy holds, however often one asks."""

from decimal import Decimal
from typing import Final

from msgspec.structs import replace

from boucle.contract.cells import cell_of_vector
from boucle.contract.rounding import nearest_step
from boucle.matching.crowds.steps import NARROWEST, Widening
from boucle.matching.scoring.inputs import ALWAYS, UNBOUNDED, FlowInputs
from boucle.matching.scoring.wire.flows import unit_vector

QUARTERS: Final = (0b111, 0b111_000, 0b111_000_000, 0b111_000_000_000)
_MUCH_OF_IT: Final = ALWAYS ^ 0b10_000_000
"""How a flow of all quarters, yet not of the whole year, is copied: most pause in August."""
_STEPS: Final = (1, 2, 5, 10)
LEAST_BEHIND: Final = 0.63
MOST_BEHIND: Final = 1.59
"""Of a step of 1-2-5, what may stand behind it."""


def coarse(row: FlowInputs, step: Widening = NARROWEST) -> FlowInputs:
    """Return the copy: place by cells, quantity in steps of 1-2-5, qualities widened to such steps,
    months by quarters or all; no price, no date, no network. ``step``: how large a cell, and
    whether the sector is shown; without a place, use ``anywhere``. Ids stay: nothing computed shows
    them. Each family's row is copied. It is built from permitted fields: a new field has its
    default here."""
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
        quantity=nearest_step(row.quantity),
        months=_coarse_months(row.months),
        form=row.form,
        status=row.status,
        accepts=row.accepts,
        treatments=row.treatments,
        hazardous=row.hazardous,
        certainty=row.certainty,
        kgco2e=row.kgco2e,
        # Of an unknown one it would say whether a route was declared.
        kgco2e_pct=None if row.kgco2e is None else row.kgco2e_pct,
        qualities=tuple(
            (attribute, step_below(low), -step_below(-high))
            for attribute, low, high in row.qualities
        ),
        division=row.division if step.sector else 0,
        refusable=(0,) * len(row.refusable),
        others=tuple([coarse(one, step) for one in row.others]),
        share=row.share,
    )


def _coarse_months(months: int) -> int:
    """Return whole quarters. Only the whole year is copied as such."""
    found = sum(quarter for quarter in QUARTERS if months & quarter)
    return _MUCH_OF_IT if found == ALWAYS != months else found


def months_behind(months: int, wanted: int) -> int:
    """Return as many of the ``wanted`` months, and as few others, as may stand behind a copy's."""
    if months == ALWAYS:
        return months
    found = 0
    for quarter in QUARTERS:
        if months & quarter:
            found |= (quarter & wanted) or (quarter & -quarter)
    return found


def months_that_may_be(months: int, own: int) -> tuple[int, int]:
    """Return the months behind a copy's that share the least with ``own``, one at least, and the
    most."""
    least = months_behind(months, ~own)
    shared = months & own
    return least if least & own else least | (shared & -shared), months_behind(months, own)


def nearby(copy: FlowInputs, reader: FlowInputs) -> FlowInputs:
    """Move the copy of a flow whose place is hidden as near to the reader's as can be."""
    return replace(copy, x=reader.x, y=reader.y, z=reader.z, slack_km=UNBOUNDED)


def step_below(value: float) -> float:
    """Return the step of 1-2-5 (times a power of ten, of either sign) at or below a value."""
    if value == 0 or abs(value) == float("inf"):
        return value
    ten = 10.0 ** Decimal(abs(value)).adjusted()
    if value > 0:
        return max(step * ten for step in _STEPS if step * ten <= value or step == 1)
    return -min(step * ten for step in _STEPS if step * ten >= -value or step == 10)
