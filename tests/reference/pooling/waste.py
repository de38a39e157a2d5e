"""Waste collection of one set of members."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil

from boucle.catalogue import load_catalogue
from boucle.catalogue.sharing import sharing_catalogue
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


@dataclass(frozen=True, slots=True)
class Tour:
    carrier: Sharing | None
    values: Parameters

    def term(self, key: str, parameter: str) -> Decimal:
        return (
            said(self.carrier, key, self.values[parameter])
            if self.carrier
            else self.values[parameter]
        )

    def full(self, kg: int, litres: int) -> int:
        load = rounded(self.values["waste_load_factor"] * TEN_THOUSAND)
        mass = rounded(self.term("payload", "waste_payload_t") * 1000) * load
        body = rounded(self.values["waste_body_m3"] * 1000) * load
        return max(
            ceil(Fraction(kg * TEN_THOUSAND, mass)), ceil(Fraction(litres * TEN_THOUSAND, body))
        )

    def stop(self, need: Sharing) -> int:
        """Seconds."""
        kind = "_bin" if need.choices.get("container") == "bin" else ""
        return rounded(self.values[f"waste_stop_minutes{kind}"] * 60)

    def eur(self, tours: int, stopping: int, km: float) -> float:
        start = float(self.values["waste_tour_minutes"]) / 60
        hours = (
            tours * start + stopping / 3600 + tours * km / float(self.values["waste_speed_km_h"])
        )
        hour, each_km = (
            self.term("hour_price", "waste_hour_eur"),
            self.term("km_price", "waste_km_eur"),
        )
        return float(hour) * hours + float(each_km) * tours * km

    @property
    def fee(self) -> int:
        return rounded(said(self.carrier, "fee") * 100) if self.carrier else 0


@dataclass(frozen=True, slots=True)
class Paid:
    """Of one site, cents a year: what it says that it pays, what it is taken to pay alone, what it
    no longer pays (as reckoned, at the cheap end, at the dear end), what it may save at most; how
    often it is called at; metres of a lorry of its own."""

    declared: int | None
    alone: int
    spared: tuple[int, int, int]
    most: int
    kg: int
    litres: int
    pickups: int
    visits: int
    metres: int


def paid(need: Sharing, lorry: Tour) -> Paid:
    values, tonnes = lorry.values, said(need, "tonnes")
    kg = rounded(tonnes * 1000)
    litres = _litres(need, kg, values)
    pickups = ceil(said(need, "pickups", values["waste_pickups_least"]))
    visits = max(pickups, lorry.full(kg, litres))
    km = 2 * _depot_km(lorry, micro(need.site))
    rental = rounded(said(need, "rental") * 100)
    offered = lorry.carrier.figures.get("treatment_price") if lorry.carrier else None
    price = need.figures.get("treatment_price", offered)
    treatment = None if price is None else rounded(tonnes * Decimal(price) * 100)
    declared = None if need.cost is None else rounded(Decimal(need.cost) * 100)
    tour = round(lorry.eur(visits, visits * lorry.stop(need), km) * 100) + lorry.fee
    usual = rounded(tonnes * values["waste_tonne_eur"] * 100)
    if declared is None:
        whole = tour * 125 // 49 if treatment is None else tour + treatment
        alone = min(usual, whole + rental)
    else:
        alone = declared
    if treatment is None:
        treatment = alone - round(alone * Fraction(49, 125)) - rental
    share = min(Fraction(49, 125), Fraction(values["waste_collection_share_most"]))
    cheaper = 0 if offered is None else treatment - rounded(tonnes * Decimal(offered) * 100)
    believed = max(tour, usual * 49 // 125)
    most = max(
        0,
        min(
            int(alone * share),
            alone - max(treatment, 0) - rental,
            believed + max(cheaper, 0),
        ),
    )
    paid_now = alone - treatment - rental
    ends = (
        min(paid_now, int(believed * Fraction(scale, TEN_THOUSAND))) + cheaper
        for scale in scales(values)
    )
    spared = next(ends), next(ends), next(ends)
    return Paid(
        declared, alone, spared, most, kg, litres, pickups, visits, round(visits * km * 1000)
    )


def scales(values: Parameters) -> tuple[int, int, int]:
    off = rounded(values["waste_cost_range"] * TEN_THOUSAND)
    return TEN_THOUSAND, TEN_THOUSAND - off, TEN_THOUSAND + off


def _litres(need: Sharing, kg: int, values: Parameters) -> int:
    density = need.figures.get("density")
    parameter = sharing_catalogue().densities.get(need.choices.get("low", ""))
    if density is None and parameter is None:
        return 0
    each = Decimal(density) if density is not None else values[str(parameter)]
    if need.choices.get("container") in ("bags", "bin", "loose"):
        each *= values["waste_compaction"]
    return int(kg * 1000 / each)


def _depot_km(lorry: Tour, place: tuple[int, int]) -> float:
    if lorry.carrier is None:
        return float(lorry.values["waste_depot_km"])
    return kilometres(micro(lorry.carrier.site), place)


def is_electrical(need: Sharing) -> bool:
    entry = load_catalogue().find_low(need.choices.get("low"))
    return entry is not None and entry.family == "weee"


def waste(members: Sequence[Sharing], carrier: Sharing | None, values: Parameters) -> Outcome:
    if any(is_electrical(member) for member in members):
        return _electrical(members, values)
    lorry = Tour(carrier, values)
    each = [paid(member, lorry) for member in members]
    kg, litres = sum(one.kg for one in each), sum(one.litres for one in each)
    visits = sum(one.visits for one in each)
    stops = rounded(values["waste_stops_most"])
    tours = max(
        lorry.full(kg, litres), ceil(Fraction(visits, stops)), max(one.pickups for one in each)
    )
    middle, height, width = box([micro(member.site) for member in members])
    factor = float(values["waste_tour_factor"])
    km = 2 * _depot_km(lorry, middle) + around(visits / tours, height, width, factor)
    alone = sum(one.alone for one in each)
    stopping = sum(
        one.visits * lorry.stop(member) for one, member in zip(each, members, strict=True)
    )
    most = sum(one.most for one in each)
    tour = lorry.eur(tours, stopping, km) * 100
    toured = [round(tour * (scale / TEN_THOUSAND)) + lorry.fee for scale in scales(values)]
    savings = [min(sum(one.spared[at] for one in each) - toured[at], most) for at in range(3)]
    saving = savings[0]
    margin = rounded(values["pooling_margin"] * TEN_THOUSAND)
    bars = (
        Bar("members", organisations(members), rounded(values["waste_collection_members_least"]),
            "1", 1, "members"),
        Bar("saving_share", saving * TEN_THOUSAND, max(alone * margin, 1), "%",
            max(alone, 1) * 100, "saving", of_costs=True),
    )  # fmt: skip
    assumed = any(one.declared is None for one in each)
    kms = sum(one.metres for one in each) / 1000, tours * km
    figures = _figures(lorry, kg, kms, None if assumed else most)
    if not assumed:
        low, high = money(min(savings)), money(max(savings))
        figures["eur"] = Amount(unit="EUR", low=low, high=high, fixed_low=money(-toured[2]))
    return Outcome(saving, bars, saving, figures, (_declared_cost(members),), assumed)


def _declared_cost(members: Sequence[Sharing]) -> Criterion:
    declared = sum(member.cost is not None for member in members)
    return Criterion(
        name="declared_cost",
        verdict="pass" if declared == len(members) else "partial",
        value=f"{declared}",
        limit=f"{len(members)}",
    )


def _figures(lorry: Tour, kg: int, kms: tuple[float, float], most: int | None) -> dict[str, Amount]:
    """``kms``: of each by a lorry of its own, and together: with less waste too, at worst a carrier
    drives today as good a tour."""
    tonnes = Decimal(kg) / 1000
    payload = Decimal(rounded(lorry.term("payload", "waste_payload_t") * 1000)) / 1000
    load = Decimal(rounded(lorry.values["waste_load_factor"] * TEN_THOUSAND)) / TEN_THOUSAND
    fewer = round(kms[0] - kms[1])
    low, high = min(fewer, 0), max(fewer, 0)
    on_board = payload * load / 2
    return {
        "tonnes": one_figure(short(tonnes), "t"),
        "collection": Amount(unit="EUR", missing="cost")
        if most is None
        else one_figure(money(most), "EUR"),
        "km": Amount(unit="km", low=f"{low}", high=f"{high}"),
        "tco2e": co2((low * on_board, high * on_board), payload, tonnes, lorry.values, Decimal(0)),
    }


def co2(
    tkm: tuple[Decimal, Decimal],
    payload: Decimal,
    tonnes: Decimal,
    values: Parameters,
    driven: Decimal,
) -> Amount:
    """Of tonne-kilometres that are not driven, and of those that are."""
    low, high = tkm
    key = "road_12t"
    for least, name in ((6, "road_26t"), (15, "road_40t"), (27, "road_44t")):
        key = name if payload >= least else key
    factor = load_catalogue().factor(key)
    if factor is None:
        return Amount(unit="tCO2e", missing=key)
    off = Decimal(factor.uncertainty_pct or 0) / 100
    each = Decimal(str(factor.value))
    least_t = low * each / 1000 * (1 + off if low < 0 else 1 - off)
    most_t = high * each / 1000 * (1 - off if high < 0 else 1 + off)
    if abs(most_t) > values["pooling_tco2e_per_t_most"] * tonnes:
        return Amount(unit="tCO2e", missing="implausible")
    return Amount(
        unit="tCO2e",
        low=f"{least_t:.3f}",
        high=f"{most_t:.3f}",
        factor=key,
        fixed_low=f"{-driven * each / 1000 * (1 + off):.3f}" if driven else None,
    )


def _electrical(members: Sequence[Sharing], values: Parameters) -> Outcome:
    grams = kg = 0
    for member in members:
        tonnes = said(member, "tonnes")
        grams += rounded(tonnes / max(said(member, "pickups", 1), Decimal(1)) * 1_000_000)
        kg += rounded(tonnes * 1000)
    costs = [None if each.cost is None else rounded(Decimal(each.cost) * 100) for each in members]
    known = [cost for cost in costs if cost is not None]
    free = rounded(values["waste_electrical_free_kg"] * 1000)
    bars = (
        Bar("members", organisations(members), 2, "1", 1, "members"),
        Bar("operation", grams, free, "kg", 1000, "volume"),
    )
    eur = sum(known) if len(known) == len(costs) else None
    return Outcome(kg, bars, eur, {"tonnes": one_figure(short(Decimal(kg) / 1000), "t")})
