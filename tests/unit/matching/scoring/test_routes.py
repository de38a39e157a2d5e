"""Each route, by the real scoring: a pair that passes, and for each of its limits one that fails.

All offers are such as can be declared: qualities that are plausible, no two fields that disagree.
"""

from __future__ import annotations

from math import inf, nextafter

import pytest
from msgspec.structs import replace

from boucle.catalogue import (
    FORMS,
    LEGAL_STATUSES,
    FlowAsDeclared,
    Interval,
    contradictions,
    quality_fault,
)
from boucle.matching.scoring import DEFAULT_SETTINGS, FlowInputs, RouteRule, assess, explain
from boucle.matching.scoring.rules import FORM_BIT, STATUS_BIT
from tests.unit.matching.worlds import offer_on, rules

BOTH = (DEFAULT_SETTINGS, DEFAULT_SETTINGS)
NOT_THE_ROUTES = frozenset(["eur", "tco2e"])
"""Prices and emissions that nobody declared."""
BESIDES = {"temperature": 60.0, "pressure": 0.5}
"""What an offer tells where no limit of the route asks for it, but its family or form does."""
Bounds = tuple[int, float, float]


@pytest.mark.parametrize("rule", rules().routes, ids=lambda rule: rule.key)
def test_each_route_has_a_pair_that_passes(rule: RouteRule) -> None:
    offer, need = pair_on(rule)
    assert _undeclarable(offer) == []
    told = explain(offer, need, rules(), BOTH)
    poor = {
        one.name: f"{one.verdict}: {one.value} against {one.limit}"
        for one in told
        if one.verdict != "pass" and one.name not in NOT_THE_ROUTES
    }
    if (told_road := poor.pop("transport", "")) and not told_road.startswith("partial: "):
        poor["transport"] = told_road  # under ADR it costs more: that is no doubt
    assert poor == {}, f"{rule.key} has no pair that suits"
    assert assess(offer, need, rules(), BOTH) is not None


@pytest.mark.parametrize("rule", rules().routes, ids=lambda rule: rule.key)
def test_each_limit_of_a_route_has_a_pair_that_it_excludes(rule: RouteRule) -> None:
    offer, need = pair_on(rule)
    assert rule.limits, f"{rule.key} takes anything"
    for limit in rule.limits:
        key = rules().catalogue.attributes[limit[0]].key
        kept = tuple(known for known in offer.qualities if known[0] != limit[0])
        bad = replace(offer, qualities=tuple(sorted((*kept, _beyond(limit)))))
        assert _undeclarable(bad) == [], f"{rule.key}: nothing that can be declared fails {key}"
        failing = {c.name for c in explain(bad, need, rules(), BOTH) if c.verdict == "fail"}
        assert failing == {"quality", f"quality.{key}"}, f"{rule.key}: {bad.qualities} on {key}"
        assert assess(bad, need, rules(), BOTH) is None


def pair_on(rule: RouteRule) -> tuple[FlowInputs, FlowInputs]:
    """An offer at the very limits of a route, in a form and under a status that it takes; a need
    next door that it serves whole, of someone allowed to take it."""
    statuses = rule.statuses & rule.sure or rule.statuses
    offer = offer_on(
        rule,
        form=FORM_BIT[_form(rule)],
        status=statuses & -statuses,
        qualities=tuple(sorted([*map(_within, rule.limits), *_besides(rule)])),
    )
    need = replace(
        offer,
        flow=2,
        organisation=2,
        site=2,
        output=False,
        family=rule.input,
        quantity=int(10**9 * rule.yield_),
        form=0,
        status=0,
        accepts=rule.statuses,
        treatments=rule.operations,
        qualities=(),
    )
    return offer, need


def _form(rule: RouteRule) -> str:
    known = rules().family(rule.output).forms
    return next(form for form in known if not rule.forms or FORM_BIT[form] & rule.forms)


def _within(limit: Bounds) -> Bounds:
    attribute, low, high = limit
    return attribute, high if low == -inf else low, low if high == inf else high


def _besides(rule: RouteRule) -> list[Bounds]:
    catalogue = rules().catalogue
    steam = ("pressure",) if _form(rule) == "steam" else ()
    asked = {catalogue.attribute_index[key] for key in rules().family(rule.output).required + steam}
    untold = asked - {limit[0] for limit in rule.limits}
    values = {attribute: BESIDES[catalogue.attributes[attribute].key] for attribute in untold}
    return [(attribute, value, value) for attribute, value in values.items()]


def _beyond(limit: Bounds) -> Bounds:
    """The nearest value that the limit excludes: below it where something can be, else above."""
    attribute, low, high = limit
    least = rules().catalogue.attributes[attribute].low
    value = nextafter(low, -inf) if low > least else nextafter(high, inf)
    return attribute, value, value


def _undeclarable(offer: FlowInputs) -> list[str]:
    """What is wrong with an offer as it would be told: implausible, or contradicting itself."""
    catalogue = rules().catalogue
    qualities = {
        catalogue.attributes[attribute].key: Interval(low, high)
        for attribute, low, high in offer.qualities
    }
    family = rules().family(offer.family)
    form = next(form for form in FORMS if FORM_BIT[form] & offer.form)
    status = next(status for status in LEGAL_STATUSES if STATUS_BIT[status] & offer.status)
    told = FlowAsDeclared(
        family.key,
        form=form,
        nature=family.nature,
        legal_status=status if family.nature == "material" else None,
        qualities=qualities,
    )
    faults = (quality_fault(catalogue, key, known, None) for key, known in qualities.items())
    return [
        *(fault.message for fault in faults if fault is not None),
        *(found.message for found in contradictions(catalogue, told)),
    ]
