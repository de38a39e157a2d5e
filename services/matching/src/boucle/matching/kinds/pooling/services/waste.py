"""Collection of waste: one tour of a lorry instead of one lorry each.

Cost of a group: N tours of n stops and ``D`` km a year, hire of containers, treatment, the
carrier's fee (notes of the field, section 1):

    C = N * (hour * (t0 + n * stop + D / v) + km * D) + rental + treatment + fee
    D = 2 * d0 + 0.71 * sqrt(n * A)

N: what mass, volume, stops and the most frequent pickups of its members ask for; n: all visits by
N. ``A``: the rectangle that holds the sites; ``d0``: from the depot to its middle. Alone: what is
declared; else no saving is known, and whether a group is near is looked at as if each paid the
usual price of its tonnes, at most what the same lorry would cost it. What it saves is bounded by
what collection costs: ``COLLECTION_SHARE`` of what each pays today, and what each pays beside
treatment and hire. Of that no more is believed than a lorry of its own, or the usual collection of
its tonnes, whichever is dearer: whoever declares more saves no more. What a tour costs is known
within a range only: so is what is saved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from typing import Any, Final

import numpy as np

from boucle.catalogue.sharing import sharing_catalogue
from boucle.contract.events.reasons import Amount, Criterion
from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.detector import Parameters
from boucle.matching.kinds.pooling.capacity import Capacity
from boucle.matching.kinds.pooling.conditions import Judge, Judged, Totals, condition
from boucle.matching.kinds.pooling.cost_bounds import COLLECTION_SHARE, most_part
from boucle.matching.kinds.pooling.places import Spot, chord_km, site_of
from boucle.matching.kinds.pooling.pools import Counted, declared_by, members, tonnes_of
from boucle.matching.kinds.pooling.rectangles import rectangles, sides
from boucle.matching.kinds.pooling.services.emissions import road_tco2e
from boucle.matching.kinds.pooling.values import SHARES, cents, euros, figure, whole

COMPACTED: Final = frozenset(["bags", "bin", "loose"])
"""The containers whose waste is compacted in the lorry."""


@dataclass(frozen=True, slots=True)
class Lorry:
    """What a tour costs, in EUR, h, km and kg; ``load``: how full it is, by ``SHARES``; ``depot``:
    None where no carrier is known, then ``depot_km`` off; ``fee`` in cents; ``treatment``: EUR a
    tonne, None where the carrier declares none."""

    hour: float
    km: float
    start_h: float
    speed: float
    payload_kg: int
    body_litres: int
    load: int
    stops_most: int
    factor: float
    depot: Spot | None
    depot_km: float
    fee: int
    treatment: Decimal | None

    def loads(self, kg: Any, litres: Any) -> Any:
        """How often it is full a year: whole, for numbers and arrays."""
        by_mass = -(-kg * SHARES // (self.payload_kg * self.load))
        return _most(by_mass, -(-litres * SHARES // (self.body_litres * self.load)))

    def tours(self, kg: Any, litres: Any, visits: Any, pickups: Any) -> Any:
        """A year: as often as it is full, as its most frequent member asks for, and as often as
        so many stops take."""
        by_stops = -(-visits // self.stops_most)
        return _most(_most(self.loads(kg, litres), by_stops), pickups)

    def cost(self, tours: Any, stopping: Any, km: Any) -> Any:
        """EUR a year of tours of so many km, without hire, treatment and fee."""
        hours = tours * self.start_h + stopping / 3600 + tours * km / self.speed
        return self.hour * hours + self.km * tours * km


def _most(one: Any, other: Any) -> Any:
    return max(one, other) if isinstance(one, int) else other + (one - other) * (one > other)


def lorry(carrier: Sharing | None, parameters: Parameters) -> Lorry:
    """The carrier's own terms where it declares them, else the territory's parameters."""

    def term(key: str, parameter: str) -> Decimal:
        own = None if carrier is None else figure(carrier, key)
        return parameters[parameter] if own is None else own

    return Lorry(
        hour=float(term("hour_price", "waste_hour_eur")),
        km=float(term("km_price", "waste_km_eur")),
        start_h=float(parameters["waste_tour_minutes"]) / 60,
        speed=float(parameters["waste_speed_km_h"]),
        payload_kg=whole(term("payload", "waste_payload_t"), 1000),
        body_litres=whole(parameters["waste_body_m3"], 1000),
        load=whole(parameters["waste_load_factor"], SHARES),
        stops_most=whole(parameters["waste_stops_most"]),
        factor=float(parameters["waste_tour_factor"]),
        depot=None if carrier is None else site_of(carrier),
        depot_km=float(parameters["waste_depot_km"]),
        fee=0 if carrier is None else cents(figure(carrier, "fee") or Decimal(0)),
        treatment=None if carrier is None else figure(carrier, "treatment_price"),
    )


def row_of_site(need: Sharing, by: Lorry, parameters: Parameters) -> Counted:
    """A year: kg, litres, ``visits`` it takes, cents, metres of a lorry of its own; and whether
    what it pays is assumed; seconds at its stops; what it no longer pays, by ``_scales``."""
    tonnes = figure(need, "tonnes") or Decimal(0)
    kg = whole(tonnes, 1000)
    litres = _litres(need, kg, parameters)
    pickups = ceil(figure(need, "pickups") or parameters["waste_pickups_least"])
    rental = cents(figure(need, "rental") or Decimal(0))
    own_price = figure(need, "treatment_price")
    price = by.treatment if own_price is None else own_price
    place = site_of(need)
    visits = max(pickups, by.loads(kg, litres))
    stopping = visits * _stop_seconds(need, parameters)
    km = 2 * (by.depot_km if by.depot is None else chord_km(by.depot, place))
    collection = round(by.cost(visits, stopping, km) * 100) + by.fee
    treated = None if price is None else cents(tonnes * price)
    declared = None if need.cost is None else cents(Decimal(need.cost))
    usual = cents(tonnes * parameters["waste_tonne_eur"])
    own_lorry = int(collection / COLLECTION_SHARE) if treated is None else collection + treated
    alone = min(usual, own_lorry + rental) if declared is None else declared
    if treated is None:
        treated = alone - round(alone * COLLECTION_SHARE) - rental
    paid = alone - treated - rental
    cheaper = 0 if by.treatment is None else treated - cents(tonnes * by.treatment)
    believed = max(collection, int(usual * COLLECTION_SHARE))
    bound = most_part(WasteCollection.subject, parameters)
    most = min(int(alone * bound), paid, alone - rental, believed + max(cheaper, 0))
    spared = [min(paid, believed * scale // SHARES) + cheaper for scale in _scales(parameters)]
    known = (alone, max(0, most), round(visits * km * 1000), int(declared is None))
    return Counted(
        sums=(kg, litres, visits, *known, stopping, *spared),
        amount=tonnes,
        greatest=(pickups, *sides(place)),
        alone=declared,
        most=max(0, most),
    )


def _scales(parameters: Parameters) -> tuple[int, int, int]:
    """What a tour costs as reckoned, at least, at most: by ``SHARES``."""
    off = whole(parameters["waste_cost_range"], SHARES)
    return SHARES, SHARES - off, SHARES + off


def _stop_seconds(need: Sharing, parameters: Parameters) -> int:
    """A wheeled bin is emptied where a skip is exchanged."""
    binned = need.choices.get("container") == "bin"
    return whole(parameters["waste_stop_minutes_bin" if binned else "waste_stop_minutes"], 60)


def _litres(need: Sharing, kg: int, parameters: Parameters) -> int:
    """In the lorry; 0 where no density is known."""
    density = figure(need, "density")
    if density is None:
        key = sharing_catalogue().densities.get(need.choices.get("low", ""))
        density = None if key is None else parameters[key]
    if density is None:
        return 0
    if need.choices.get("container") in COMPACTED:
        density *= parameters["waste_compaction"]
    return int(kg * 1000 / density)


class WasteCollection:
    subject = "waste_collection"
    needs_carrier = True
    whole_time = False

    def carries(self, sharing: Sharing) -> bool:
        return sharing.direction == "offer"

    def capacity(self, carrier: Sharing) -> Capacity | None:
        return None

    def spot(self, sharing: Sharing) -> Spot:
        return site_of(sharing)

    def radius_km(self, parameters: Parameters) -> Decimal:
        return parameters["waste_collection_radius_km"]

    def row(self, sharing: Sharing, carrier: Sharing | None, parameters: Parameters) -> Counted:
        return row_of_site(sharing, lorry(carrier, parameters), parameters)

    def apart(self, members: Sequence[Sharing], parameters: Parameters) -> Any | None:
        return None

    def judge(self, carrier: Sharing | None, parameters: Parameters) -> Judge:
        return _Judge(lorry(carrier, parameters), parameters)

    def figures(
        self, totals: Totals, judged: Judged, carrier: Sharing | None, parameters: Parameters
    ) -> Mapping[str, Amount]:
        judge = _Judge(lorry(carrier, parameters), parameters)
        return {**_eur(judge, totals), **_figures(judge, totals)}

    def criteria(self, members: Sequence[Sharing]) -> tuple[Criterion, ...]:
        stated = sum(member.cost is not None for member in members)
        return (declared_by("declared_cost", stated, members),)


@dataclass(frozen=True, slots=True)
class _Judge:
    by: Lorry
    parameters: Parameters

    def __call__(self, totals: Totals) -> Judged:
        alone, unknown = totals.sums[3], totals.sums[6]
        saving = self.saving(totals)
        least = whole(self.parameters["pooling_margin"], SHARES)
        conditions = (
            members(totals, self.parameters["waste_collection_members_least"]),
            condition(
                "saving_share",
                saving * SHARES,
                np.maximum(alone * least, 1),
                "%",
                np.maximum(alone, 1) * (SHARES // 100),
                missing="saving",
                of_costs=True,
            ),
        )
        return Judged(worth=saving, conditions=conditions, eur=saving, unknown=unknown > 0)

    def saving(self, totals: Totals, at: int = 0) -> Any:
        """Cents, with what a tour costs by one of ``_scales``."""
        return np.minimum(totals.sums[8 + at] - self.collection(totals, at), totals.sums[4])

    def collection(self, totals: Totals, at: int = 0) -> Any:
        """Cents a year that its tours cost, by one of ``_scales``."""
        tours, scale = self.tours(totals), _scales(self.parameters)[at] / SHARES
        spent = self.by.cost(tours, totals.sums[7], self.tour_km(totals, tours)) * 100 * scale
        return np.rint(spent).astype(np.int64) + self.by.fee

    def tours(self, totals: Totals) -> Any:
        kg, litres, visits, *_ = totals.sums
        return self.by.tours(kg, litres, visits, totals.greatest[0])

    def tour_km(self, totals: Totals, tours: Any) -> Any:
        """There, around and back."""
        by, place = self.by, rectangles(totals.greatest[1:])
        there = by.depot_km if by.depot is None else place.middle_km(by.depot)
        return 2 * there + place.around_km(totals.sums[2] / tours, by.factor)


def _eur(judge: _Judge, totals: Totals) -> Mapping[str, Amount]:
    """Below 0 is a loss. With less waste, at worst the same tours are driven, at their dearest."""
    if int(totals.sums[6][0]):
        return {}
    savings = [int(judge.saving(totals, at)[0]) for at in range(3)]
    stays = euros(-int(judge.collection(totals, 2)[0]))
    low, high = euros(min(savings)), euros(max(savings))
    return {"eur": Amount(unit="EUR", low=low, high=high, fixed_low=stays)}


def _figures(judge: _Judge, totals: Totals) -> Mapping[str, Amount]:
    """``collection``: what it costs today at most. Kilometres: how a carrier serves its members
    today is not known, at worst on a tour as good as theirs, at best each by a lorry of its own."""
    by, tours = judge.by, judge.tours(totals)
    kg, most, alone_m, unknown = (int(totals.sums[at][0]) for at in (0, 4, 5, 6))
    fewer = round(alone_m / 1000 - float((tours * judge.tour_km(totals, tours))[0]))
    km = Decimal(min(fewer, 0)), Decimal(max(fewer, 0))
    tonnes, payload = Decimal(kg) / 1000, Decimal(by.payload_kg) / 1000
    on_board = payload * by.load / SHARES / 2
    tkm = km[0] * on_board, km[1] * on_board
    return {
        **tonnes_of(kg),
        "collection": Amount(unit="EUR", missing="cost")
        if unknown
        else Amount(unit="EUR", low=euros(most), high=euros(most)),
        "km": Amount(unit="km", low=f"{km[0]}", high=f"{km[1]}"),
        "tco2e": road_tco2e(tkm, payload, tonnes, judge.parameters, Decimal(0)),
    }
