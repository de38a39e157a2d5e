"""Coarse copies: a declaration as those may know it who may not know whose it is. Pure.

Place by cells, amounts in steps of 1-2-5, qualities widened to such steps, months by quarters, one
amount for a season; no zone, no price, no date, nobody excluded. Where a source tells a usual
price, the copy costs what its amount does by that. What is found among such copies tells no more of
another than they hold, however often one asks with whatever values of his own.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final, Literal, TypeVar

from msgspec.structs import replace

from boucle.catalogue.sharing import SharingFigure, sharing_catalogue
from boucle.contract.cells import cell_of
from boucle.contract.events.registry import SiteFacts
from boucle.contract.events.sharing import WEEK_HOURS, Place, Sharing, Slot

End = Literal["step", "low", "high"]
"""The step itself; the least, or the most, that stands behind it."""
ENDS: Final[tuple[End, ...]] = ("low", "step", "high")

_Item = TypeVar("_Item")

OF_ONE: Final = 2
"""Copies of one organisation that are looked at: nobody fills the place of others."""
EVER: Final = date(2000, 1, 1)
_QUARTER: Final = 3
_PART: Final = Decimal("0.25")
"""Of a full-time equivalent."""
_USUAL: Final = {"waste_collection": ("tonnes", "waste_tonne_eur")}
"""By subject: the figure that has a usual price, and the parameter that says it."""
_STEPS: Final = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
_LIMITS: Final = (Decimal(2).sqrt(), Decimal(10).sqrt(), Decimal(50).sqrt())
"""Between steps, by ratio."""


def two_of_each(items: Iterable[_Item], whose: Callable[[_Item], Hashable]) -> Iterator[_Item]:
    """Yield the first ``OF_ONE`` of each, in their order."""
    count = Counter[Hashable]()
    for one in items:
        count[whose(one)] += 1
        if count[whose(one)] <= OF_ONE:
            yield one


def coarse_sharing(sharing: Sharing, end: End) -> Sharing:
    """The copy; ids stay: nothing that is computed shows them. An offer whose source is public
    keeps its prices. It is built from what may be shown: a field added tomorrow is left out."""
    figures = _figures(sharing, end)
    return Sharing(
        sharing_id=sharing.sharing_id,
        organisation_id=sharing.organisation_id,
        site_id=sharing.site_id,
        territory=sharing.territory,
        kind=sharing.kind,
        direction=sharing.direction,
        subject=sharing.subject,
        catalogue_version=sharing.catalogue_version,
        site=coarse_site(sharing.site),
        certainty="estimated",
        valid_from=EVER,
        figures=figures,
        choices=sharing.choices,
        origin=_place(sharing.origin),
        destination=_place(sharing.destination),
        slots=_slots(sharing, end),
        months=_months(sharing.months),
        cost=_usual_cost(sharing, figures, end),
        source=sharing.source,
        on_trial=sharing.on_trial,
    )


def priced_sharing(sharing: Sharing, end: End) -> Sharing:
    """The copy with its prices, each the step of 1-2-5 that is worse for a group: who weighs such
    copies reads no more of a price than its step."""
    copy, known = coarse_sharing(sharing, end), _known(sharing)
    sign = -1 if sharing.direction == "offer" else 1
    prices = {
        key: text(sign * step_below(sign * Decimal(value)))
        for key, value in sharing.figures.items()
        if key in known and _is_price(known[key])
    }
    cost = copy.cost if sharing.cost is None else text(step_below(Decimal(sharing.cost)))
    return replace(copy, figures={**copy.figures, **prices}, cost=cost)


def sharing_at_its_cell(own: Sharing) -> Sharing:
    """One's own, exact but for its place and its days: beside copies, which stand where their
    cells do and have no day, it is as near to them as the cells say."""
    return replace(own, site=coarse_site(own.site), zone=None, valid_from=EVER, contract_end=None)


def _known(sharing: Sharing) -> Mapping[str, SharingFigure]:
    """Return the figures that its subject may have."""
    catalogue = sharing_catalogue()
    if sharing.kind == "workforce":
        return catalogue.workforce.figures
    subject = catalogue.subjects.get(sharing.subject or "")
    terms = None if subject is None else subject.terms(sharing.direction)
    return {} if terms is None else terms.figures


def coarse_site(site: SiteFacts) -> SiteFacts:
    latitude, longitude = cell_of(site.latitude, site.longitude).centre
    return SiteFacts(latitude, longitude, site.location_precision)


def _place(place: Place | None) -> Place | None:
    return None if place is None else Place(*cell_of(place.latitude, place.longitude).centre)


def _is_price(figure: SharingFigure) -> bool:
    return figure.unit.startswith("EUR")


def _figures(sharing: Sharing, end: End) -> dict[str, str]:
    known = _known(sharing)
    public = sharing.source is not None
    return {
        key: text(_figure(Decimal(value), known[key], sharing.direction == "offer", end))
        for key, value in sharing.figures.items()
        if key in known and (public or not _is_price(known[key]))
    }


def _figure(value: Decimal, figure: SharingFigure, offered: bool, end: End) -> Decimal:
    if figure.key in ("ph", "ph_least", "ph_most"):  # a logarithm: a step is a unit
        return value.to_integral_value()
    if figure.sense is not None:
        up = offered is (figure.sense == "at_least")
        copy = -step_below(-value) if up else step_below(value)
    else:
        copy = near(value, end)
    return min(max(copy, figure.least), figure.most)


def _usual_cost(sharing: Sharing, figures: Mapping[str, str], end: End) -> str | None:
    """Of the copy's amount, whatever is paid for it: as of one who declares no cost. Of the ends,
    the least and the most that such a price is."""
    key, price = _USUAL.get(sharing.subject or "", ("", ""))
    if sharing.direction == "offer" or key not in figures:
        return None
    usual = sharing_catalogue().parameters[price]
    prices: Mapping[End, Decimal] = {"low": usual.least, "step": usual.default, "high": usual.most}
    return text(Decimal(figures[key]) * prices[end])


def _slots(sharing: Sharing, end: End) -> tuple[Slot, ...]:
    """Of a season, what a need has at most, what an offer has on the whole: in one step."""
    seasons: dict[int, Decimal] = {}
    for slot in sharing.slots:
        seasons[slot.season] = max(seasons.get(slot.season, Decimal(0)), Decimal(slot.amount))
    return tuple(
        Slot(season, 0, WEEK_HOURS, text(near(amount, end)))
        for season, amount in sorted(seasons.items())
    )


def _months(months: tuple[str, ...]) -> tuple[str, ...]:
    """Each quarter's mean, in parts of a full-time equivalent."""
    found: list[str] = []
    for first in range(0, len(months), _QUARTER):
        quarter = [Decimal(month) for month in months[first : first + _QUARTER]]
        mean = sum(quarter, Decimal(0)) / len(quarter)
        found += [text((mean / _PART).to_integral_value() * _PART)] * len(quarter)
    return tuple(found)


def near(value: Decimal, end: End = "step") -> Decimal:
    """The nearest step by ratio, or what stands behind it at least, or at most."""
    if value <= 0:
        return Decimal(0)
    ten = Decimal(1).scaleb(value.adjusted())
    place = sum(value >= limit * ten for limit in _LIMITS)
    if place == len(_LIMITS):
        place, ten = 0, ten * 10
    ends: Mapping[End, Decimal] = {
        "step": _STEPS[place],
        "low": _LIMITS[place - 1] if place else _LIMITS[-1] / 10,
        "high": _LIMITS[place],
    }
    return ends[end] * ten


def step_below(value: Decimal) -> Decimal:
    """The step of 1-2-5 (times a power of ten, of either sign) at or below a value."""
    if value == 0:
        return value
    ten = Decimal(1).scaleb(value.adjusted())
    if value > 0:
        return max(step * ten for step in _STEPS if step * ten <= value)
    return -min(step * ten for step in _STEPS if step * ten >= -value)


def text(value: Decimal) -> str:
    written = f"{value:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written
