"""Freight of one set of members."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil

from msgspec.structs import replace

from boucle.contract.events.reasons import Amount, Criterion
from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.detector import Parameters
from tests.reference.pooling.outcome import (
    TEN_THOUSAND,
    Bar,
    Outcome,
    around,
    box,
    kilometres,
    micro,
    money,
    one_figure,
    organisations,
    rounded,
    said,
    short,
)
from tests.reference.pooling.waste import co2


def origin(need: Sharing) -> tuple[int, int]:
    return micro(need.site if need.origin is None else need.origin)


def destination(need: Sharing) -> tuple[int, int]:
    return micro(need.site if need.destination is None else need.destination)


def metres(need: Sharing) -> int:
    return round(kilometres(origin(need), destination(need)) * 1.3 * 1000)


def trips(need: Sharing) -> int:
    return rounded(said(need, "trips", 1) * 1000)


def empty(need: Sharing, values: Parameters) -> int:
    usual = 1 / values["freight_loaded_km_share"] - 1
    return rounded(said(need, "empty_return", usual) * TEN_THOUSAND)


def driven(need: Sharing, values: Parameters) -> int:
    there_and_back = trips(need) * metres(need) * (TEN_THOUSAND + empty(need, values))
    return round(there_and_back * 52 / (1000 * TEN_THOUSAND))


def alone(need: Sharing, carrier: Sharing | None, values: Parameters) -> int | None:
    if need.cost is not None:
        return rounded(Decimal(need.cost) * 100)
    if carrier is None or "km_price" not in carrier.figures:
        return None
    there_and_back = trips(need) * metres(need) * (TEN_THOUSAND + empty(need, values))
    year = there_and_back * 52 / (1000 * TEN_THOUSAND)
    return round(year / 1000 * float(carrier.figures["km_price"]) * 100)


def believed(need: Sharing, paid: int, values: Parameters) -> int:
    """No dearer than so many kilometres and stops may be."""
    there_and_back = trips(need) * metres(need) * (TEN_THOUSAND + empty(need, values))
    year = there_and_back * 52 / (1000 * TEN_THOUSAND)
    most = round(year / 1000 * float(values["freight_km_eur_most"]) * 100)
    return min(paid, most + standing(need, values))


def standing(need: Sharing, values: Parameters) -> int:
    """Cents a year of time at stops."""
    hours = values["freight_stop_hours"] * trips(need) * 52 / 1000
    return rounded(hours * values["freight_hour_eur"] * 100)


def may_meet(one: Sharing, other: Sharing, values: Parameters) -> bool:
    km = float(values["freight_ends_km"])
    if kilometres(origin(one), origin(other)) > km:
        return False
    if kilometres(destination(one), destination(other)) > km:
        return False
    if one.weekdays and other.weekdays and not set(one.weekdays).intersection(other.weekdays):
        return False
    if one.hours is None or other.hours is None:
        return True
    return one.hours[0] < other.hours[1] and other.hours[0] < one.hours[1]


def freight(members: Sequence[Sharing], carrier: Sharing | None, values: Parameters) -> Outcome:
    usual = values["freight_load_usual"]
    kg = sum(rounded(said(each, "tonnes") * 1000) for each in members) * 52
    payload = Decimal(25) if carrier is None else said(carrier, "payload", 25)
    lorry = rounded(payload * 1000) * 52
    filled = max(
        sum(trips(each) * rounded(said(each, "load", usual) * TEN_THOUSAND) for each in members),
        ceil(Fraction(kg * 1000 * TEN_THOUSAND, lorry)),
    )
    often = max(map(trips, members))
    pooled = often * ceil(Fraction(filled, often * TEN_THOUSAND))
    stops, factor = sum(map(trips, members)) / pooled, float(values["waste_tour_factor"])
    way = 0.0
    for end in (origin, destination):
        _, height, width = box([end(each) for each in members])
        way += around(stops, height, width, factor)
    longest = max(map(metres, members)) / 1000
    back = max(empty(each, values) for each in members)
    together = round(pooled * ((longest + way) * (TEN_THOUSAND + back) / TEN_THOUSAND) * 52)
    before = sum(driven(each, values) for each in members)
    saved = before - together
    load = rounded(values["freight_load_least"] * TEN_THOUSAND)
    least = rounded(values["freight_km_saved_least"] * TEN_THOUSAND)
    bars = (
        Bar("members", organisations(members), rounded(values["freight_members_least"]), "1", 1,
            "members"),
        Bar("load", filled, pooled * load, "%", pooled * 100, "volume"),
        Bar("km_saved", saved * TEN_THOUSAND, max(before * least, 1), "%", max(before, 1) * 100,
            "saving"),
    )  # fmt: skip
    costs = [alone(each, carrier, values) for each in members]
    known = [
        believed(each, cost, values)
        for cost, each in zip(costs, members, strict=True)
        if cost is not None
    ]
    eur, told = None, {}
    if len(known) == len(costs):
        moving = sum(
            max(cost - standing(each, values), 0) for cost, each in zip(known, members, strict=True)
        )
        eur = round(moving * (saved / max(before, 1)))
        best = max(eur, round(sum(known) * (saved / max(before, 1))), 0)
        stays = money(-round(moving * (max(together, 0) / max(before, 1))))
        told = {
            "eur": Amount(unit="EUR", low=money(max(eur, 0)), high=money(best), fixed_low=stays)
        }
    tkm = sum(
        round(rounded(said(each, "tonnes") * 1000) * metres(each) * 52 / 1_000_000)
        for each in members
    )
    fewer = Decimal(tkm) * saved / max(before, 1)
    figures = {
        **told,
        "tonnes": one_figure(short(Decimal(kg) / 1000), "t"),
        "km": replace(
            one_figure(f"{Decimal(saved) / 1000:.0f}", "km"),
            fixed_low=f"{-Decimal(together) / 1000:.0f}",
        ),
        "tco2e": co2(
            (fewer, fewer),
            payload,
            Decimal(kg) / 1000,
            values,
            Decimal(tkm) * together / max(before, 1),
        ),
    }
    return Outcome(saved, bars, eur, figures, _declared(members))


def _declared(members: Sequence[Sharing]) -> tuple[Criterion, ...]:
    loads = len([each for each in members if "load" in each.figures])
    costs = len([each for each in members if each.cost is not None])
    return tuple(
        Criterion(
            name=name,
            verdict="pass" if declared == len(members) else "partial",
            value=f"{declared}",
            limit=f"{len(members)}",
        )
        for name, declared in (("declared_load", loads), ("declared_cost", costs))
    )
