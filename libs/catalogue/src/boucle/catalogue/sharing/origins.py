"""These functions tell where a number of pooling and sharing is from: a source, or a territory."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from boucle.catalogue.sharing.loader import sharing_catalogue
from boucle.catalogue.sharing.model import WORKFORCE, Parameter


@dataclass(frozen=True, slots=True)
class Origin:
    fr: str
    en: str


ASSUMPTION: Final = Origin("hypothèse du territoire", "the territory's assumption")
_OF_CRITERIA: Final[Mapping[str, str]] = {
    "members": "{subject}_members_least",
    "saving_share": "pooling_margin",
    "load": "{subject}_load_least",
    "km_saved": "{subject}_km_saved_least",
    "operation": "waste_electrical_free_kg",
    "meals": "{subject}_meals_least",
    "staff": "mobility_plan_staff",
    "reach": "{subject}_radius_km",
    "line": "{subject}_mwh_per_m",
    "full_time_months": "{subject}_month_least",
    "fullest_month": "{subject}_month_most",
}
"""The parameter that is the limit of a criterion of groups."""
_PERCENT: Final = 100
_LINE: Final = ("line_detour", "line_rate", "line_years")
_ROAD: Final = ("road_eur_t_km_low", "road_eur_t_km_high", "waste_hour_eur", "freight_hour_eur")
_OF_EUROS: Final[Mapping[str, tuple[str, ...]]] = {
    "waste_collection": (
        *("waste_collection_share_most", "waste_hour_eur", "waste_km_eur", "waste_tour_minutes"),
        *("waste_stop_minutes", "waste_stop_minutes_bin", "waste_speed_km_h", "waste_depot_km"),
        *("waste_load_factor", "waste_compaction", "waste_pickups_least", "waste_tour_factor"),
        *("waste_cost_range", "waste_payload_t", "waste_body_m3", "waste_tonne_eur"),
    ),
    "freight": (
        *("freight_load_usual", "freight_loaded_km_share", "freight_stop_hours"),
        "freight_hour_eur",
    ),
    "rainwater": (
        *("rain_tank_eur_m3", "rain_tank_share", "water_line_eur_m_low", "water_line_eur_m_high"),
        *("rain_runoff_share", "rain_filter_share", "rain_sewerage_share"),
        *("rain_payback_years_most", *_LINE),
    ),
    "storage": _ROAD,
    "hot_water": (
        *("hot_water_line_eur_m_low", "hot_water_line_eur_m_high", "hot_water_line_range"),
        *("hot_water_kelvin", *_LINE),
    ),
}
"""The parameters that make a group's euros, by its subject; of others, those of its line."""


def origin_of(parameter: Parameter) -> Origin:
    """Tell where its default was read, and when."""
    if parameter.source is None:
        return ASSUMPTION
    read_on = parameter.read_on
    if read_on is None:
        return Origin(parameter.source, parameter.source)
    return Origin(
        f"{parameter.source}, lu le {read_on:%d/%m/%Y}", f"{parameter.source}, read on {read_on}"
    )


def euro_parameters(subject: str, low: str | None = None) -> tuple[Parameter, ...]:
    """Return the parameters that a group's euros are made with; none where none are computed.
    ``low``: the waste that is pooled, by its code."""
    known = sharing_catalogue().parameters
    density = sharing_catalogue().densities.get(low or "")
    named = (*_OF_EUROS[subject], *([density] if density else [])) if subject in _OF_EUROS else None
    prices = tuple(f"{subject}_line_eur_m_{end}" for end in ("low", "high"))
    line = (*prices, *_LINE) if all(key in known for key in prices) else ()
    return tuple(known[key] for key in (line if named is None else named))


def euro_parameters_of_pair(line: str | None) -> tuple[Parameter, ...]:
    """Return those of a pair, at the catalogue's values: by road, or by the ``line`` of its kind
    of equipment; none where nobody has priced that."""
    known = sharing_catalogue().parameters
    if line is None:
        return tuple(known[f"road_eur_t_km_{end}"] for end in ("low", "high"))
    limits = (f"{line}_line_hours", f"{line}_line_m3_most")
    return (*euro_parameters(line), *(known[key] for key in limits if key in known))


def limit_origin(criterion: str, subject: str, limit: str | None) -> Origin | None:
    """Tell where the limit of a group's criterion is from; None where no parameter gives it. What
    is not the default is a territory's own."""
    kind = subject if subject in sharing_catalogue().subjects else WORKFORCE
    key = _OF_CRITERIA.get(criterion, "").format(subject=kind)
    parameter = sharing_catalogue().parameters.get(key)
    if limit is None or parameter is None:
        return None
    usual = (parameter.default, parameter.default * _PERCENT)
    return origin_of(parameter) if Decimal(limit) in usual else ASSUMPTION
