"""The coarse copy of a flow that groups are found from. Pure.

Place by cells, quantity in a step of 1-2-5, qualities widened to such steps, months by quarters; no
list code, no route, no supply, no price, no date.
"""

from decimal import Decimal
from typing import Final

from msgspec.structs import replace

from boucle.contract.events.registry import Availability, Flow, QualityRange, Quantity
from boucle.matching.kinds.coarse import EVER, End, coarse_site, near, step_below, text

_QUARTER: Final = 3


def coarse_flow(flow: Flow, end: End) -> Flow:
    """The copy; ids stay. It is built from what may be shown: a field added tomorrow is left
    out."""
    return Flow(
        flow_id=flow.flow_id,
        organisation_id=flow.organisation_id,
        site_id=flow.site_id,
        territory=flow.territory,
        direction=flow.direction,
        nature=flow.nature,
        family=flow.family,
        catalogue_version=flow.catalogue_version,
        quantity=Quantity(text(near(Decimal(flow.quantity.value), end)), flow.quantity.unit),
        site=coarse_site(flow.site),
        certainty="estimated",
        valid_from=EVER,
        hazardous=flow.hazardous,
        form=flow.form,
        qualities={key: _widened(one) for key, one in flow.qualities.items()},
        availability=Availability(months=_quarters(flow.availability.months)),
        legal_status=flow.legal_status,
        accepts=flow.accepts,
        on_trial=flow.on_trial,
        families=flow.families,
    )


def flow_at_its_cell(own: Flow) -> Flow:
    """One's own, exact but for its place and its first day."""
    return replace(own, site=coarse_site(own.site), valid_from=EVER)


def _widened(quality: QualityRange) -> QualityRange:
    low, high = quality.low, quality.high
    return QualityRange(
        low=None if low is None else text(step_below(Decimal(low))),
        high=None if high is None else text(-step_below(-Decimal(high))),
        unit=quality.unit,
    )


def _quarters(months: tuple[int, ...]) -> tuple[int, ...]:
    """The whole quarters that it is in."""
    quarters = {(month - 1) // _QUARTER for month in months}
    return tuple(month for month in range(1, 13) if (month - 1) // _QUARTER in quarters)
