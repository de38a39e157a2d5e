"""Small worlds of flows over the real catalogue, for tests: dense in ties, failures and edges."""

from __future__ import annotations

from functools import cache
from math import cos, pi, sin
from typing import Any

from hypothesis import strategies as st
from msgspec.structs import replace

from boucle.catalogue.criteria import CRITERIA
from boucle.catalogue.loading.loader import load_catalogue
from boucle.matching.scoring import (
    FlowInputs,
    LifeFact,
    Refusal,
    RouteRule,
    Rules,
    ScoringSettings,
)
from boucle.matching.scoring.inputs import Network, Weights

TERRITORIES = ("200065597", "200084952", "000001016")
"""The last one is of a sandbox."""
FLOWS = 16


@cache
def rules() -> Rules:
    return Rules(load_catalogue())


@cache
def sides() -> tuple[tuple[int, bool], ...]:
    """Both sides of a few routes that meet in one family, and of one route by pipe."""
    routes = rules().routes
    hub = next(r for r in routes if len(r.limits) > 1 and r.operations and not r.network)
    meeting = [r for r in routes if r.output == hub.output or r.input == hub.input][:3]
    piped = next(r for r in routes if r.network)
    chosen = (hub, *meeting, piped)
    return tuple(sorted({(r.output, True) for r in chosen} | {(r.input, False) for r in chosen}))


def unit_vector(latitude: float, longitude: float) -> tuple[float, float, float]:
    phi, theta = latitude * pi / 180, longitude * pi / 180
    return cos(phi) * cos(theta), cos(phi) * sin(theta), sin(phi)


def offer_on(rule: RouteRule, **told: Any) -> FlowInputs:
    """An offer of what a route takes; ``told``: what else it tells."""
    x, y, z = unit_vector(49.0, 0.0)
    return FlowInputs(
        flow=1,
        version=1,
        organisation=1,
        site=1,
        territory="",
        output=True,
        family=rule.output,
        x=x,
        y=y,
        z=z,
        slack_km=0.0,
        quantity=10**9,
        **told,
    )


def flow_id(index: int) -> int:
    """Ids whose halves both decide ties."""
    return ((index % 3) << 64) + index + 1


def partition_of(flow: int) -> int:
    return flow % 4


@st.composite
def rows(draw: st.DrawFn, index: int | None = None) -> FlowInputs:
    """A flow that would do, but for a few things drawn from coarse values: ties, exact limits."""
    if index is None:
        index = draw(st.integers(0, FLOWS - 1))
    family, output = draw(st.sampled_from(sides()))
    x, y, z = unit_vector(49.0, draw(st.sampled_from([0.0, 0.05, 0.2, 0.2])))
    piped = rules().catalogue.families[family].network
    row = FlowInputs(
        flow=flow_id(index),
        version=0,
        organisation=(1 << 80) + draw(st.sampled_from([index, index, index % 4])),
        site=index << 70,
        territory=draw(st.sampled_from(TERRITORIES)),
        output=output,
        family=family,
        x=x,
        y=y,
        z=z,
        slack_km=3.0,
        quantity=draw(st.sampled_from([10**9, 2 * 10**9])),
        networks=draw(_networks()) if piped else (),
        treatments=(1 << 30) - 1,
        status=1 << draw(st.integers(0, 3)),
        kgco2e=0.0 if output else None,
        qualities=_good(family, output),
        refusable=tuple(draw(st.sampled_from([(0,) * 8, (1,) * 8]))),
    )
    for field in draw(st.lists(st.sampled_from(sorted(_ODD)), max_size=2)):
        row = replace(row, **{field: draw(_ODD[field])})
    if draw(st.integers(0, 5)) == 0:
        x, y, z = unit_vector(*draw(st.sampled_from([(55.0, 179.99), (49.9, 0.0), (43.0, 1.0)])))
        row = replace(row, x=x, y=y, z=z)
    if draw(st.integers(0, 3)) == 0:
        row = replace(row, qualities=draw(_qualities(family)))
    if draw(st.integers(0, 2)) == 0:
        row = replace(row, **draw(_several(row)))
    return row


@st.composite
def _several(draw: st.DrawFn, row: FlowInputs) -> dict[str, Any]:
    """Two to five families of the same side, each with its share or any of them."""
    families = [family for family, output in sides() if output == row.output]
    others = draw(
        st.lists(
            st.sampled_from([family for family in families if family != row.family]),
            min_size=1,
            max_size=4,
            unique=True,
        )
    )
    shares = [0.0] * (1 + len(others))
    if draw(st.booleans()):
        shares = [draw(st.sampled_from([0.1, 0.2])) for _ in shares]
    parts = [
        replace(
            row,
            family=family,
            quantity=round(row.quantity * (share or 1.0)),
            networks=row.networks if rules().catalogue.families[family].network else (),
            form=draw(st.sampled_from([row.form, 0b1])),
            eur=draw(st.sampled_from([row.eur, 2e-5])),
            qualities=draw(st.sampled_from([row.qualities, _good(family, row.output)])),
            share=share,
        )
        for family, share in zip(others, shares[1:], strict=True)
    ]
    quantity = round(row.quantity * (shares[0] or 1.0))
    return {"others": tuple(parts), "share": shares[0], "quantity": quantity}


def _networks() -> st.SearchStrategy[tuple[Network, ...]]:
    """Of two networks, short, as long as those that nobody told, and across the far places."""
    lengths = st.sampled_from([0.1, 4.0, 10.0, 30.0, 100.0])
    of_each = st.dictionaries(st.sampled_from(["caen", "rouen"]), lengths)
    return of_each.map(lambda told: tuple(sorted(told.items())))


_ODD: dict[str, st.SearchStrategy[Any]] = {
    "organisation": st.just(1 << 80),
    "slack_km": st.sampled_from([0.0, 15.0]),
    "quantity": st.sampled_from([0, 10**6, 3 * 10**8, 2**53 + 1]),
    "networks": _networks(),
    "months": st.sampled_from([0, 0, 0b111, 0b110000000011]),
    "start": st.just(739000),
    "end": st.sampled_from([738999, 739000]),
    "form": st.one_of(st.just(0b11), st.integers(0, 11).map(lambda bit: 1 << bit)),
    "status": st.just(0),
    "accepts": st.sampled_from([0, 0, 0b0001, 0b1110]),
    "treatments": st.sampled_from([0, 1 << 29]),
    "hazardous": st.just(True),
    "certainty": st.sampled_from([1, 2]),
    "eur": st.sampled_from([5e-5, -1e-5]),
    "kgco2e": st.sampled_from([None, 1e-3, -1e-3]),
    "kgco2e_pct": st.sampled_from([None, 50]),
    "division": st.integers(0, 99),
}


def one_of_each() -> list[FlowInputs]:
    """An offer and a need of every family, a few kilometres apart, of one territory."""
    found = []
    for family in range(len(rules().catalogue.families)):
        for output in (True, False):
            number = 2 * family + output
            x, y, z = unit_vector(49.0, 0.001 * family)
            row = FlowInputs(
                flow=flow_id(number),
                version=1,
                organisation=number,
                site=number,
                territory="",
                output=output,
                family=family,
                x=x,
                y=y,
                z=z,
                slack_km=0.0,
                quantity=10**9,
                treatments=(1 << 30) - 1,
                status=1,
                kgco2e=0.0 if output else None,
                qualities=_good(family, output),
            )
            found.append(row)
    return found


@cache
def _good(family: int, output: bool) -> tuple[tuple[int, float, float], ...]:
    """What meets the limits of every route of an output; nothing asked by an input."""
    bounds: dict[int, tuple[float, float]] = {}
    for route in rules().routes:
        if output and route.output == family:
            for attribute, low, high in route.limits:
                known = bounds.get(attribute, (float("-inf"), float("inf")))
                bounds[attribute] = (max(low, known[0]), min(high, known[1]))
    return tuple((attribute, *both) for attribute, both in sorted(bounds.items()))


@st.composite
def _qualities(draw: st.DrawFn, family: int) -> tuple[tuple[int, float, float], ...]:
    catalogue = rules().catalogue
    keys = catalogue.families[family].attributes[:3]
    attributes = sorted({catalogue.attribute_index[key] for key in keys})
    chosen = draw(st.lists(st.sampled_from(attributes), unique=True)) if attributes else []
    bounds = [(5.0, 5.0), (90.0, float("inf")), (float("-inf"), 40.0), (1.0, 95.0)]
    return tuple((attribute, *draw(st.sampled_from(bounds))) for attribute in sorted(chosen))


@cache
def _some_routes() -> frozenset[int]:
    found = [r.index for r in rules().routes if {(r.output, True), (r.input, False)} <= {*sides()}]
    return frozenset(found[::2])


@st.composite
def settings(draw: st.DrawFn) -> ScoringSettings:
    infinity = float("inf")
    return ScoringSettings(
        territory=draw(st.sampled_from(TERRITORIES)),
        k=draw(st.sampled_from([1, 2, 3, 12])),
        threshold=draw(st.sampled_from([0, 3000, 3000, 7000])),
        weights=draw(
            st.one_of(
                st.just(Weights()),
                st.builds(Weights, **dict.fromkeys(CRITERIA, st.sampled_from([0, 1, 5, 20]))),
            )
        ),
        max_km=draw(st.sampled_from([infinity, infinity, 40.0])),
        min_ratio=draw(st.sampled_from([0.0, 0.0, 0.6])),
        min_season=draw(st.sampled_from([0.0, 0.0, 0.5])),
        routes_off=draw(st.sampled_from([frozenset(), frozenset(), _some_routes()])),
        route_limits=draw(st.one_of(st.just(()), route_limits())),
    )


def route_limits() -> st.SearchStrategy[tuple[tuple[int, int, float, float], ...]]:
    """Of some limits of some routes, within and beyond what they are."""
    known = {(r.output, True) for r in rules().routes} & {*sides()}
    own = [
        (route.index, attribute)
        for route in rules().routes
        if (route.output, True) in known and (route.input, False) in sides()
        for attribute, _, _ in route.limits
    ]
    bounds = st.sampled_from([(5.0, 5.0), (float("-inf"), 40.0), (1.0, 95.0), (50.0, 2.0)])
    chosen = st.dictionaries(st.sampled_from(own), bounds, min_size=1, max_size=4)
    return chosen.map(lambda told: tuple(sorted((*one, *both) for one, both in told.items())))


@st.composite
def lives(draw: st.DrawFn) -> LifeFact:
    numbers = st.lists(st.integers(0, FLOWS - 1), min_size=2, max_size=2, unique=True)
    offer, need = map(flow_id, draw(numbers))  # two flows: no synergy is with oneself
    refusals = draw(
        st.lists(
            st.builds(
                Refusal,
                flow=st.sampled_from([offer, need]),
                reason=st.integers(-1, 7),
                value=st.integers(0, 1),
            ),
            max_size=2,
        )
    )
    barred = draw(st.booleans())
    taken = draw(st.sampled_from([0, 10**6, 10**8])) if barred else 0
    ours, theirs = (
        draw(st.sampled_from([-1, *[family for family, output in sides() if output == side]]))
        for side in (True, False)
    )
    months = draw(st.sampled_from([0, 0b111, 0b10, 0b110000000011]))
    return LifeFact(
        offer, need, 0, barred, tuple(refusals), taken, taken // 2, ours, theirs, months
    )
