"""Rank NACE divisions that could take or give a flow, from text, family or code. The score of a
division adds, over the likely families and their routes: how surely the family is meant × how usual
the exchange is in Europe × the activity's rank among the receivers × whether the donor's activity
usually feeds that route × whether the route serves the use in the text ("as a soil amendment"). A
division whose use the text tells ("for a golf course") goes before others of the same routes. A
hazardous code moves routes that take nothing hazardous to the end; it deletes none."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from boucle.catalogue.facts.activities import division_of, divisions_of
from boucle.catalogue.facts.catalogue import Catalogue
from boucle.catalogue.facts.model import Form
from boucle.catalogue.facts.routes import Limit, Route
from boucle.catalogue.outlets.documented import documented_for
from boucle.catalogue.outlets.ranking import Outlet, Share, ranked_outlets, shares_of
from boucle.catalogue.outlets.receivers import Giver, Ranked, receivers_of
from boucle.catalogue.outlets.uses import divisions_named, needs_named, words_for_use
from boucle.catalogue.text.classification import Suggestion
from boucle.catalogue.text.meanings import likely
from boucle.catalogue.text.words import head_words, stated_temperature, words, words_of_destination

_PRACTICE: Final = {"usual": 1.0, "known": 0.5, "rare": 0.2, "pilot": 0.07}
_NOT_HAZARDOUS: Final = 0.1  # a route that takes nothing hazardous, for a hazardous code
_OTHER_FORM: Final = 0.3  # a route that takes other forms
_RUN_FOR_OTHERS: Final = frozenset(["", "35", "36", "84"])
_USUAL_DONOR: Final = 1.35
_OTHER_DONOR: Final = 0.7
_NAMED_NEED: Final = 12.0
_NAMED_WARM: Final = 3.0  # a stated temperature of water suggests its heat


def outlets(
    catalogue: Catalogue,
    *,
    text: str | None = None,
    family: str | None = None,
    low: str | None = None,
    from_naf: str | None = None,
    form: Form | None = None,
    tonnes: float | None = None,
    limit: int = 10,
) -> list[Outlet]:
    """Return divisions that could take the offer, best first. Give a text, a family or a code;
    `form` and `tonnes` (a year) prefer those that take such."""
    donor, donors = division_of(from_naf), divisions_of(from_naf)
    entry, warmth = catalogue.find_low(low), stated_temperature(text or "")
    hazardous = entry is not None and entry.hazardous
    guesses = _guesses(catalogue, text, family, low, from_naf)
    use = words_for_use(catalogue, text, guesses, donor)
    becomes, named = needs_named(catalogue, use), divisions_named(catalogue, use)
    if donor not in divisions_named(catalogue, words_of_destination(text or "")):
        named -= {donor}
    giver = _giver(catalogue, text, from_naf, next(iter(guesses), None))
    gives = Giver(divisions_of(giver) | {giver[:5]}, frozenset(words(text or "")), tonnes)

    def opened(families: list[tuple[str, float]]) -> Iterable[Share]:
        for key, sure in families:
            for route in _at_temperature(catalogue.routes_from(key), warmth):
                strength = sure * _PRACTICE[route.practice] * _donor_fit(route, donors)
                strength *= _NOT_HAZARDOUS if hazardous and not route.hazardous else 1.0
                strength *= _OTHER_FORM if form and route.forms and form not in route.forms else 1.0
                strength *= 1 + _NAMED_NEED * becomes.get(route.input_family, 0.0)
                strength *= _NAMED_WARM if warmth is not None and _heats(catalogue, route) else 1.0
                yield from shares_of(route, key, receivers_of(route, gives), strength, named)

    families = _likely_families(catalogue, guesses, family)
    use_named = bool(becomes) or any(
        line.text_words and gives.fits(line)
        for key, _ in families
        for route in catalogue.routes_from(key)
        for line in route.receivers
    )
    documented = documented_for(catalogue, families, division_of(giver), use_named=use_named)
    return ranked_outlets(opened(families), donor, limit, named, documented)


def sources(
    catalogue: Catalogue,
    *,
    text: str | None = None,
    family: str | None = None,
    to_naf: str | None = None,
    limit: int = 10,
) -> list[Outlet]:
    """Return divisions that could give what is needed, best first: the mirror of outlets."""
    takers = divisions_of(to_naf)
    found: list[Share] = []
    guesses = _guesses(catalogue, text, family, None, None)
    for key, sure in _likely_families(catalogue, guesses, family):
        for route in catalogue.routes_to(key):
            fit = _USUAL_DONOR if takers & _divisions(route.receiver_codes) else 1.0
            strength = sure * _PRACTICE[route.practice] * fit
            usual = _usual_givers(catalogue).get(route.output_family, ())
            givers = dict.fromkeys((*route.donors, *usual))
            ranked = [Ranked(code, 1 + min(i // 3, 2)) for i, code in enumerate(givers)]
            found.extend(shares_of(route, route.output_family, ranked, strength))
    return ranked_outlets(found, division_of(to_naf), limit)


def reach_km(catalogue: Catalogue, outlet: Outlet) -> int:
    """Return the widest reach of the outlet's routes; the offer is what travels."""
    families = (catalogue.route(via.route).output_family for via in outlet.via)
    return max(catalogue.family(key).reach_km for key in families)


def _guesses(
    catalogue: Catalogue, text: str | None, family: str | None, low: str | None, naf: str | None
) -> list[Suggestion]:
    if family is not None:
        return []
    return likely(catalogue, text, low=low, naf=naf)


def _likely_families(
    catalogue: Catalogue, guesses: list[Suggestion], family: str | None
) -> list[tuple[str, float]]:
    if family is not None:
        return [(catalogue.family(family).key, 1.0)]
    cubes = [guess.score * guess.score * guess.score for guess in guesses]
    total = sum(cubes)
    return [(g.family, cube / total) for g, cube in zip(guesses, cubes, strict=True) if cube > 0]


def _at_temperature(routes: Iterable[Route], stated: float | None) -> Iterable[Route]:
    return [
        route
        for route in routes
        if stated is None or not any(_barred(limit, stated) for limit in route.limits)
    ]


def _barred(limit: Limit, temperature: float) -> bool:
    low, high = limit.low, limit.high
    outside = (low is not None and temperature < low) or (high is not None and temperature > high)
    return limit.attribute == "temperature" and outside


def _heats(catalogue: Catalogue, route: Route) -> bool:
    output, input_ = (catalogue.family(k) for k in (route.output_family, route.input_family))
    return (output.nature, input_.nature) == ("water", "energy")


def _donor_fit(route: Route, donors: frozenset[str]) -> float:
    if not donors or not route.donors:
        return 1.0
    return _USUAL_DONOR if donors & _divisions(route.donors) else _OTHER_DONOR


def _divisions(codes: Iterable[str]) -> frozenset[str]:
    return frozenset(code[:2] for code in codes)


def _giver(
    catalogue: Catalogue, text: str | None, naf: str | None, thing: Suggestion | None
) -> str:
    """Return who gives the thing. If no giver, or a generic operator, is stated, the text may name
    one who usually gives it (`steam of the incinerator`)."""
    donor = division_of(naf)
    if thing is None or donor not in _RUN_FOR_OTHERS:
        return naf or ""
    name = thing.words & head_words(text or "")
    others = tuple(word for word in words(text or "") if word not in name)
    named = divisions_named(catalogue, others) - {donor}
    feeding = {code[:2] for route in catalogue.routes_from(thing.family) for code in route.donors}
    givers = [each for each in named if each in feeding]
    return givers[0] if len(givers) == 1 else naf or ""


@cache
def _usual_givers(catalogue: Catalogue) -> Mapping[str, tuple[str, ...]]:
    givers: dict[str, list[str]] = {}
    for flow in catalogue.typical_flows:
        if flow.direction == "output":
            givers.setdefault(flow.family, []).append(flow.nace)
    return {family: tuple(codes) for family, codes in givers.items()}
