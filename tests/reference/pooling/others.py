"""Rainwater, and the services that only have a threshold, of one set of members."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil, sqrt

from boucle.contract.events.reasons import Amount, Criterion
from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.detector import Parameters
from tests.reference.pooling.outcome import (
    TEN_THOUSAND,
    Bar,
    Outcome,
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

FIGURES = {
    "purchasing": ("volume", "1"),
    "security": ("hours", "h/wk"),
    "catering": ("meals", "1/d"),
    "childcare": ("places", "1"),
    "mobility": ("staff", "1"),
}


def given(member: Sharing, values: Parameters) -> int:
    """Litres a year of a roof."""
    share = values["rain_runoff_share"] * values["rain_filter_share"]
    return rounded(said(member, "roof") * said(member, "rainfall") * share)


def taken(member: Sharing) -> int:
    return rounded(said(member, "water") * 365 * 1000)


def pays(member: Sharing) -> int:
    return rounded(said(member, "water") * 365 * _price(member) * 100)


def _price(member: Sharing) -> Decimal:
    price, m3 = said(member, "price"), said(member, "water") * 365
    return min(price, Decimal(member.cost) / m3) if member.cost and m3 else price


def spares(member: Sharing, values: Parameters) -> int:
    """What it pays, but for sewerage."""
    price = _price(member)
    sewerage = said(member, "sewerage", price * values["rain_sewerage_share"])
    return rounded(said(member, "water") * 365 * max(price - sewerage, Decimal(0)) * 100)


def _instalment(values: Parameters) -> Fraction:
    rate, years = Fraction(values["line_rate"]), int(values["line_years"])
    return rate / (1 - (1 + rate) ** -years) if rate else Fraction(1, years)


def pipes(members: Sequence[Sharing], values: Parameters) -> tuple[int, int]:
    """Cents a year of a pipe across the sites, the least and the most."""
    _, height, width = box([micro(each.site) for each in members])
    across = sqrt(height * height + width * width)
    yearly = float(Fraction(values["line_detour"]) * _instalment(values)) * 100_000
    ends = (values[f"water_line_eur_m_{end}"] for end in ("low", "high"))
    low, high = (round(across * yearly * float(each)) for each in ends)
    return low, high


def laid(yearly: int, values: Parameters) -> int:
    return round(yearly / _instalment(values))


def rainwater(members: Sequence[Sharing], _: Sharing | None, values: Parameters) -> Outcome:
    roofs, uses = sum(given(each, values) for each in members), sum(map(taken, members))
    tank = sum(rounded(said(each, "tank") * 1000) for each in members)
    used = min(roofs, uses)
    saved = round(sum(spares(each, values) for each in members) * (used / max(uses, 1)))
    low, high = pipes(members, values)
    saved -= (low + high) // 2
    share = rounded(values["rain_tank_share"] * TEN_THOUSAND)
    lacking = max(used * share // TEN_THOUSAND - tank, 0)
    cost = round(lacking * (float(values["rain_tank_eur_m3"]) / 10))
    years = rounded(values["rain_payback_years_most"])
    least = rounded(values["rainwater_members_least"])
    bars = (
        Bar("members", organisations(members), least, "1", 1, "members"),
        Bar("water", used, 1, "m3", 1000, "water"),
        Bar("payback", saved * years, max(cost, 1), "EUR", 100 * years, "saving"),
    )
    net = saved - cost // years
    figures = {
        "m3": one_figure(short(Decimal(used) / 1000), "m3"),
        "investment": Amount(
            unit="EUR", low=money(cost + laid(low, values)), high=money(cost + laid(high, values))
        ),
    }
    if high:
        half = (high - low) // 2
        figures["eur"] = Amount(
            unit="EUR",
            low=money(net - half),
            high=money(net + half),
            fixed_low=money(-high),
            fixed_high=money(-low),
        )
    return Outcome(net, bars, net, figures, (Criterion(name="annual_formula", verdict="partial"),))


def taking(member: Sharing) -> Decimal:
    """In the service's unit; volumes of what is bought have none in common: each counts as one."""
    if member.subject == "purchasing":
        return Decimal(1)
    return said(member, FIGURES[str(member.subject)][0])


def threshold(members: Sequence[Sharing], carrier: Sharing | None, values: Parameters) -> Outcome:
    subject = str(members[0].subject)
    key, unit = FIGURES[subject]
    amount = sum(rounded(taking(each) * 1000) for each in members)
    least = rounded(values[f"{subject}_members_least"])
    bars = [Bar("members", organisations(members), least, "1", 1, "members")]
    enough = _enough(subject, carrier, values)
    if enough is not None:
        bars.append(Bar(key, amount, rounded(enough * 1000), unit, 1000, "volume"))
    own = {} if subject == "purchasing" else {key: one_figure(short(Decimal(amount) / 1000), unit)}
    figures = {
        **own,
        "eur": Amount(unit="EUR", missing="access" if subject == "purchasing" else "quote"),
    }
    return Outcome(amount, tuple(bars), None, figures)


def _enough(subject: str, carrier: Sharing | None, values: Parameters) -> Decimal | None:
    if subject == "childcare":
        if carrier is None:
            return values["childcare_micro_places"]
        return Decimal(ceil(said(carrier, "places") * values["childcare_reserved_share_least"]))
    if subject == "catering" and carrier is not None:
        return Decimal(1)
    return values.get(
        {"catering": "catering_meals_least", "mobility": "mobility_plan_staff"}.get(subject, "")
    )


def may_commute(one: Sharing, other: Sharing, values: Parameters) -> bool:
    if one.origin and other.origin:
        apart = kilometres(micro(one.origin), micro(other.origin))
        if apart > float(values["mobility_homes_km"]):
            return False
    if one.hours and other.hours:
        gaps = [abs(one.hours[at] - other.hours[at]) for at in range(2)]
        return max(gaps) * 60 <= values["mobility_shift_minutes"]
    return True
