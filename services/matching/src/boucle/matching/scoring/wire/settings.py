"""Convert a territory's event to the settings that scoring reads."""

from collections.abc import Iterator

from boucle.catalogue.criteria import CRITERIA
from boucle.contract.events.registry import Territory
from boucle.matching.scoring.inputs import AS_DECLARED, SCORED, UNBOUNDED, ScoringSettings, Weights
from boucle.matching.scoring.rules import Rules
from boucle.matching.scoring.wire.values import decimal_of, range_of


def settings_of(territory: Territory, version: int, rules: Rules) -> ScoringSettings:
    """Return a territory's settings; unknown criteria, limits and routes are ignored."""
    limits = {
        name: float(decimal_of(f"limits.{name}", value)) for name, value in territory.limits.items()
    }
    route_index = rules.catalogue.route_index
    return ScoringSettings(
        territory=territory.siren,
        version=version,
        auto=territory.policy == "auto",
        least_share=float(decimal_of("least_share", territory.least_share)),
        least_gain=float(decimal_of("least_gain", territory.least_gain_of(SCORED))),
        weights=Weights(
            **{name: weight for name, weight in territory.weights.items() if name in CRITERIA}
        ),
        max_km=limits.get("distance", UNBOUNDED),
        min_ratio=limits.get("quantity", 0.0),
        min_season=limits.get("season", 0.0),
        routes_off=frozenset(
            route_index[key] for key in territory.routes_off if key in route_index
        ),
        route_limits=tuple(sorted(_route_limits(territory, rules))),
        **{name: getattr(territory, name) for name in AS_DECLARED},
    )


def _route_limits(territory: Territory, rules: Rules) -> Iterator[tuple[int, int, float, float]]:
    """Yield limits of attributes that routes of this catalogue limit themselves."""
    catalogue = rules.catalogue
    for key, ranges in territory.route_limits.items():
        route = catalogue.route_index.get(key)
        limits = () if route is None else rules.routes[route].limits
        for index, _, _ in limits:
            attribute = catalogue.attributes[index]
            declared = ranges.get(attribute.key)
            if route is not None and declared is not None:
                field = f"route_limits.{key}.{attribute.key}"
                yield route, index, *range_of(field, declared, attribute)
