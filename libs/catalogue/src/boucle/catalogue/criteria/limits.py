"""Tell what a route requires of qualities, and who sets a limit: need, route, both or territory."""

from collections.abc import Mapping
from typing import Final, Literal

from boucle.catalogue.facts.catalogue import Catalogue
from boucle.catalogue.facts.routes import Route
from boucle.catalogue.wording.phrases import Both, ends

Setter = Literal["need", "route", "both", "territory", "unknown"]

ASKING: Final[Mapping[Setter, Both]] = {
    "need": {"fr": " demandés", "en": " asked for"},
    "route": {"fr": " pour cet usage", "en": " for this use"},
    "both": {"fr": ", d'après le besoin et cet usage", "en": ", by the need and this use"},
    "territory": {
        "fr": ", limite resserrée par l'un des deux territoires",
        "en": ", a limit tightened by one of the two territories",
    },
    "unknown": {"fr": "", "en": ""},
}
"""What follows the limit."""


def required_by(route: Route) -> Mapping[str, tuple[float, float]]:
    """Return the lowest and highest value the route accepts per limited attribute; open ends are
    infinite."""
    required: dict[str, tuple[float, float]] = {}
    for limit in route.limits:
        low, high = required.get(limit.attribute, (float("-inf"), float("inf")))
        required[limit.attribute] = (
            low if limit.low is None else max(low, float(limit.low)),
            high if limit.high is None else min(high, float(limit.high)),
        )
    return required


def set_by(attribute: str, limit: str | None, route: str | None, catalogue: Catalogue) -> Setter:
    """Return who sets a limit written as ``≥ 70`` or ``15..25``: what the route does not require,
    the need does. The setter is unknown if this catalogue does not have the route."""
    if limit is None or route is None or route not in catalogue.route_index:
        return "unknown"
    low, high = ends(limit)
    own = [each for each in catalogue.route(route).limits if each.attribute == attribute]
    setters: set[Setter] = set()
    if low is not None:
        setters.add("route" if any(_same(low, each.low) for each in own) else "need")
    if high is not None:
        setters.add("route" if any(_same(high, each.high) for each in own) else "need")
    return setters.pop() if len(setters) == 1 else "both"


def _same(limit: str, bound: float | None) -> bool:
    return bound is not None and float(f"{bound:g}") == float(limit)
