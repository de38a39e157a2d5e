"""Rain from roofs: what a tank gives, what it costs, what of the water bill is saved.

kinds 1, row rainwater: "Y = A P 0.8 0.9 / 1000 m3; even demand: V = 5 % of min(Y, D) [15];
otherwise simulate days; payback <= 10 yr. Gate: no food, body, linen; no housing, care, school,
open public place [3]". Check: 40 m3 for 30,000 EUR, paid back in two years [16].
"""

from __future__ import annotations

from fractions import Fraction

from tests.reference.ledger.groups import Fault, Member, Reckoned, too_few
from tests.reference.ledger.kinds import lines
from tests.reference.ledger.parameters import Parameters
from tests.reference.ledger.places import farthest, fraction
from tests.reference.ledger.quantities import ZERO, Span, exact, number, unknown
from tests.reference.ledger.recorded.declared import Sharing

NEVER_FOR = {"food", "body", "linen", "drinking", "hygiene", "laundry"}
NEVER_AT = {"housing", "care", "school", "public", "open_public", "public_place"}
MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def collected(roof_m2: Fraction, rainfall_mm: Fraction, numbers: Parameters) -> Fraction:
    """m3 a year from a roof: A P 0.8 0.9 / 1000 (kinds 1)."""
    return (
        roof_m2 * rainfall_mm * numbers.value("rain_runoff") * numbers.value("rain_filter") / 1000
    )


def monthly_demand(sharing: Sharing) -> list[Fraction]:
    """m3 of each month: by month where declared, else the same each day (figures.md 18).

    "watering taken as even over the year" was found wrong: demand is by month (issue 37.4).
    """
    daily = sharing.figure("water", "m3_day", "daily", "m3_per_day", "demand") or ZERO
    by_month = sharing.months or tuple(
        number(v) or ZERO for v in sharing.raw.get("demand_months") or ()
    )
    if len(by_month) == 12:
        return [a * d for a, d in zip(by_month, MONTH_DAYS, strict=True)]
    wanted = {int(m) for m in sharing.raw.get("use_months") or range(1, 13)}
    return [daily * d if n + 1 in wanted else ZERO for n, d in enumerate(MONTH_DAYS)]


def even(demand: list[Fraction]) -> bool:
    """Whether it asks for as much each day."""
    each = {a / d for a, d in zip(demand, MONTH_DAYS, strict=True)}
    return len(each) == 1


def tank(rain: Fraction, wanted: Fraction, numbers: Parameters) -> Fraction:
    """m3 of the tank: 5 % of what is used (kinds 1 [15])."""
    return numbers.value("rain_tank_share") * min(rain, wanted)


def used(rain: Fraction, demand: list[Fraction], store: Fraction) -> Span:
    """m3 a year that rain replaces: of even demand the lesser of both; else month by month.

    Within a month all of the rain can be used at best; between months only what the tank holds.
    Monthly rain is taken as a twelfth (no source gives the months of a roof): a range from
    that to the lesser of both years (OPEN 10).
    """
    most = min(rain, sum(demand, ZERO))
    if even(demand):
        return exact(most)
    held, given = ZERO, ZERO
    for wanted in demand * 2:
        there = held + rain / 12
        taken = min(there, wanted)
        given += taken
        held = min(store, there - taken)
    return Span(min(given / 2, most), most)


def gates(members: list[Member]) -> list[Fault]:
    """Uses and places where rain may not go (kinds 0.2 and 1: decree 2024-796)."""
    found = []
    for sharing in (m.sharing for m in members):
        if sharing.choices.get("use") in NEVER_FOR:
            what = f"{sharing.id} for {sharing.choices['use']}"
            found.append(Fault(what, "no food, body, linen", "kinds 1, decree 2024-796"))
        if sharing.choices.get("place") in NEVER_AT:
            what = f"{sharing.id} at {sharing.choices['place']}"
            found.append(Fault(what, "no housing, care, school", "kinds 1, decree 2024-796"))
    return found


def water_price(sharing: Sharing) -> Span:
    """EUR a m3 that is saved: the price less sewerage, which stays due (CGCT R2224-19-4).

    figures.md 18: "the price saved includes sewerage, which stays due". Where the part of
    sewerage is not declared the price is only the most that is saved. Of a declared cost no more
    than it allows (issue 37.3).
    """
    price = sharing.figure("price", "water_price", "m3_price")
    if price is None:
        return unknown("price")
    wanted = sum(monthly_demand(sharing), ZERO)
    if sharing.cost is not None and wanted:
        price = min(price, sharing.cost / wanted)
    sewerage = sharing.figure("sewerage", "sewerage_price", "sewer_price")
    if sewerage is not None:
        return exact(max(ZERO, price - sewerage))
    return Span(ZERO, price)


def reckon(members: list[Member], numbers: Parameters) -> Reckoned:
    """Roofs and uses together: m3, tank, euros a year over ten years, payback."""
    found = Reckoned(faults=gates(members))
    roofs = [m.sharing for m in members if m.sharing.figure("roof") is not None]
    if any(s.figure("rainfall") is None for s in roofs) or not roofs:
        found.missing, found.eur = ("water",), unknown("rainfall")
        return found
    rain = sum((_rain(s, numbers) for s in roofs), ZERO)
    demands = [monthly_demand(m.sharing) for m in members]
    wanted = [sum((d[n] for d in demands), ZERO) for n in range(12)]
    store = tank(rain, sum(wanted, ZERO), numbers)
    taken = used(rain, wanted, store)
    have = sum((m.sharing.figure("tank", "tank_m3") or ZERO for m in members), ZERO)
    invested = max(ZERO, store - have) * numbers.value("rain_tank_eur")
    users = [m.sharing for m, d in zip(members, demands, strict=True) if sum(d, ZERO) > 0]
    prices = [water_price(s) for s in users]
    found.amount = taken.high
    found.figures["m3"], found.figures["tank"] = taken, exact(store)
    found.figures["invested"] = exact(invested)
    gross = _gross(taken, users, prices)
    pipe = _pipe(members, numbers)
    yearly = exact(invested / numbers.value("rain_years")).plus(pipe)
    found.eur = gross.minus(yearly) if gross.known else gross
    found.stays = pipe
    found.missing = tuple(dict.fromkeys(w for p in prices for w in p.missing))
    found.why_not += too_few(members, numbers.value("rainwater_members_least"))
    _, high = gross.minus(pipe).bounds() if gross.known else (ZERO, ZERO)
    if not gross.known or invested > high * numbers.value("rain_years"):
        found.why_not.append("not paid back in ten years")
    best, dear = pipe.bounds()
    unsure = not found.why_not and (high + best - dear) * numbers.value("rain_years") < invested
    found.viable = None if unsure else not found.why_not
    return found


def payback(invested: Fraction, saved_a_year: Fraction) -> Fraction:
    """Years until it is paid back (kinds 1 [16]: two years)."""
    return invested / saved_a_year


def _pipe(members: list[Member], numbers: Parameters) -> Span:
    """What a pipe from end to end of the sites costs a year, detours included (issue 37.4)."""
    places = [m.place for m in members if m.place is not None]
    across = fraction(farthest(places)) * numbers.value("road_factor") if places else ZERO
    return lines.yearly("water", across, numbers)


def _rain(sharing: Sharing, numbers: Parameters) -> Fraction:
    roof, fall = sharing.figure("roof") or ZERO, sharing.figure("rainfall") or ZERO
    return collected(roof, fall, numbers)


def _gross(taken: Span, users: list[Sharing], prices: list[Span]) -> Span:
    """What the water used would have cost: a use without a price saves nothing (pooling.md)."""
    known = [p.bounds() for p in prices if p.known]
    if not known or not taken.known:
        return unknown("price")
    low, high = taken.bounds()
    priced = Fraction(len(known), len(users))
    least = min(a for a, _ in known) * low * (priced if priced == 1 else ZERO)
    return Span(least, max(b for _, b in known) * high)
