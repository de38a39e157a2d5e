"""Figures of what runs are those of what was agreed, never of what was possible."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from boucle.contract.events.reasons import Amount
from boucle.contract.events.registry import Quantity
from boucle.platform.events import Event
from tests.unit.indicators.figures.test_figures import facts, figures_of, ident, lived, side
from tests.unit.indicators.figures.test_group_figures import (
    BRINGS,
    FOUR,
    A,
    group,
    member,
    result,
    to_itself,
)
from tests.unit.indicators.figures.test_group_figures import lived as group_lived

STEAM: dict[str, Any] = {
    "nature": "energy",
    "potential": Quantity("330000", "MWh"),
    "eur": Amount("EUR", "12870000", "14520000"),
    "tco2e": Amount("tCO2e", "74926.5", "82813.5", factor="gas"),
}
"""What note B1 saw: 330,000 MWh of steam possible, and what was computed for all of it."""


def runs(name: str, agreed: str | None, unit: str = "MWh", **changes: Any) -> Event[Any]:
    told = {"agreed": None if agreed is None else Quantity(agreed, unit)}
    parties = side("offer", f"{name} o"), side("need", f"{name} n")
    return lived(name, "running", *parties, **STEAM | told | changes)


@pytest.mark.parametrize(
    ("agreed", "eur", "tco2e"),
    [
        # 300,000 of 330,000 MWh are ten elevenths, 3,300 are a hundredth.
        ("300000", ("11700000", "13200000"), ("68115", "75285")),
        ("3300", ("128700", "145200"), ("749.265", "828.135")),
    ],
)
def test_one_per_cent_agreed_is_one_per_cent_of_euros_and_carbon(
    agreed: str, eur: tuple[str, str], tco2e: tuple[str, str]
) -> None:
    found = figures_of(facts(runs("steam", agreed)))
    assert found["running_energy", "declared"].value == Decimal(agreed)
    saved, avoided = found["running_eur", "estimated"], found["running_tco2e", "estimated"]
    assert (saved.low, saved.high) == tuple(map(Decimal, eur))
    assert (avoided.low, avoided.high) == tuple(map(Decimal, tco2e))
    assert avoided.factors == ("gas",)


@pytest.mark.parametrize("key", ["running_eur", "running_tco2e"])
def test_of_a_quantity_that_nobody_told_nothing_is_said(key: str) -> None:
    alone = figures_of(facts(runs("untold", None)))
    assert (alone[key, "estimated"].low, alone[key, "estimated"].high) == (None, None)
    assert alone[key, "estimated"].missing == ("agreed",)
    assert (alone[key, "estimated"].counted, alone[key, "estimated"].left_out) == (0, 1)
    assert alone["running_energy", "declared"].value is None
    assert alone["running_energy", "declared"].missing == ("agreed",)


def test_a_sum_is_of_the_known_ones_and_counts_the_others() -> None:
    known = facts(runs("steam", "3300"), runs("untold", None), runs("other", None))
    found = figures_of(known)["running_eur", "estimated"]
    assert (found.low, found.high) == (Decimal(128700), Decimal(145200))
    assert (found.counted, found.left_out, found.missing) == (1, 2, ("agreed",))
    assert figures_of(known)["running_energy", "declared"].left_out == 2


def test_agreed_and_possible_are_compared_in_one_unit_and_a_possible_of_zero_in_none() -> None:
    none = figures_of(facts(runs("none", "3300", potential=Quantity("0", "MWh"))))
    assert none["running_eur", "estimated"].missing == ("possible",)
    unknown = figures_of(facts(runs("unknown", "3300", potential=None)))
    assert unknown["running_eur", "estimated"].missing == ("possible",)
    barrels = figures_of(facts(runs("barrels", "5", unit="barrel")))
    assert barrels["running_eur", "estimated"].missing == ("agreed",)


def test_a_line_costs_as_much_however_little_it_carries() -> None:
    """120 of 12,000 MWh of heat, 55 EUR of gas each: 6,600 EUR less the whole line, 1,560 m at 300
    to 1,300 EUR by an annuity of 0.0802. A report of 120 MWh in a year says the same."""
    hot: dict[str, Any] = {
        "potential": Quantity("12000", "MWh"),
        "eur": Amount("EUR", "497354", "622466", fixed_low="-162646", fixed_high="-37534"),
    }
    told = result("r", "declared", quantity=Quantity("120", "MWh"))
    for results in ((), (told,)):
        found = figures_of(facts(runs("hot", "120", **hot, results=results)))
        saved = found["running_eur", "estimated"]
        assert (round(saved.low or 0), round(saved.high or 0)) == (-156046, -30934)


def test_who_owns_a_plant_bears_no_line_and_takes_no_heat() -> None:
    """10,000 of 26,208 MWh; the user reports 10,597 MWh and 235,484 EUR. Of 861,030 EUR that follow
    the MWh the owner has 191,151: 72,936 of 328,537, and none of the line, nor of the use."""
    its: dict[str, Any] = {
        "kind": "sharing",
        "figures": {
            "mwh": Amount("MWh", "26208", "26208"),
            "eur": Amount("EUR", "235138", "641968", fixed_low="-625892", fixed_high="-219062"),
            "use": Amount("1", "0.375", "0.375"),
        },
    }
    user = member("a", alone="1310400", saving="247401", amount="3000")
    two = user, member("b", role="owner", alone=None, saving="191151", amount="8000")
    told = result("r", "declared", eur="235484", quantity=Quantity("10597", "MWh"), **A)
    its_life: dict[str, Any] = its | {"potential": Quantity("26208", "MWh"), "results": (told,)}
    run = group_lived("running", two, agreed=Quantity("10000", "MWh"), **its_life)
    found = figures_of(facts(group("running", two, **its), run))
    both = found["running_eur_sharing", "estimated"]
    assert [round((end or 0) - 235484) for end in (both.low, both.high)] == [72936, 72936]
    assert found["running_use_sharing", "estimated"].value == Decimal("0.152")


def test_who_left_brings_nothing() -> None:
    told = result("r", "declared", eur="9", quantity=Quantity("20", "t"), **A)
    left = group_lived("running", left=("a",), results=(told,), agreed=Quantity("100", "t"))
    stay = group("running", FOUR[1:], figures=BRINGS | {"tonnes": Amount("t", "300", "300")})
    found = figures_of(facts(stay, left))["running_tonnes_pooling", "estimated"]
    assert (found.low, found.high) == (Decimal(75), Decimal(75))  # 100 of 400, of 300


def test_members_bear_what_is_fixed_by_what_they_take() -> None:
    """400 t save 3,800 EUR by tours of 2,000: 5,800 follow the tonnes. Of 100 t, 1,450 less 2,000;
    of these a has a quarter, 950 + 500 less 500 at all, 362.50 less 500 of a quarter. It reports
    all of its 100 t instead: it has 950 of its own, the others -137.50 each as agreed."""
    tours = BRINGS | {"eur": Amount("EUR", "3800", "3800", fixed_low="-2000", fixed_high="-2000")}
    quarter = group_lived("running", agreed=Quantity("100", "t"), figures=tours)
    running = group("running", figures=tours)
    found = figures_of(facts(running, quarter))["running_eur_pooling", "estimated"]
    assert (found.low, found.high) == (Decimal(-550), Decimal(-550))
    own = to_itself(facts(running, quarter), "a")["running_eur_pooling", "estimated"]
    assert (own.low, own.high) == (Decimal("-137.5"), Decimal("-137.5"))
    its: dict[str, Any] = {"organisation_id": ident("a company"), "quantity": Quantity("100", "t")}
    told = result("r", "declared", **its)
    reported = group_lived("running", agreed=Quantity("100", "t"), figures=tours, results=(told,))
    both = figures_of(facts(running, reported))["running_eur_pooling", "estimated"]
    assert (both.low, both.high) == (Decimal("537.5"), Decimal("537.5"))


# --- groups ----------------------------------------------------------------------------------


def test_a_pair_brings_no_more_than_was_declared_or_agreed() -> None:
    """330,000 MWh possible, 3,300 agreed: what is reported counts up to a year's of these."""
    for moved, brought in (("3300", "3300"), ("330000", "330000"), ("330001", "3300")):
        told = result("r", "declared", quantity=Quantity(moved, "MWh"))
        found = figures_of(facts(runs("steam", "3300", results=(told,))))
        assert found["running_energy", "declared"].value == Decimal(brought)


def test_reported_heat_is_told_in_mwh() -> None:
    its: dict[str, Any] = {"kind": "sharing", "figures": {"mwh": Amount("MWh", "26208", "26208")}}
    told = result("r", "declared", quantity=Quantity("3300", "MWh"))
    two = member("a"), member("b", role="owner")
    run = group_lived("running", two, results=(told,), agreed=Quantity("10000", "MWh"), **its)
    found = figures_of(facts(group("running", two, **its), run))
    assert found["reported_energy_sharing", "declared"].value == 3300
    assert ("reported_water_sharing", "declared") not in found


def test_a_post_of_half_its_work_is_half_of_its_full_time() -> None:
    its: dict[str, Any] = {"kind": "sharing", "figures": {"fte": Amount("FTE", "0.9", "0.9")}}
    agreed: dict[str, Any] = {
        "agreed": Quantity("0.45", "FTE"),
        "potential": Quantity("0.9", "FTE"),
    }
    two = member("a", months=("0.4",) * 12), member("b", months=("0.5",) * 12)
    known = facts(group("running", two, **its), group_lived("running", two, **its | agreed))
    assert figures_of(known)["running_fte", "estimated"].high == Decimal("0.45")


def test_a_group_saves_the_part_of_what_it_could_that_was_agreed() -> None:
    """100 of the 400 t that its members declare: a quarter of 3,000 to 3,800 EUR a year."""
    known = facts(group("running"), group_lived("running", agreed=Quantity("100", "t")))
    found = figures_of(known)
    assert found["running_tonnes_pooling", "estimated"].high == 100
    for key in ("running_eur", "running_eur_pooling"):
        assert (found[key, "estimated"].low, found[key, "estimated"].high) == (
            Decimal(750),
            Decimal(950),
        )
    assert found["running_tco2e", "estimated"].low == Decimal("0.45")
    assert found["running_km_pooling", "estimated"].high == 600


def test_of_a_group_whose_quantity_nobody_told_nothing_is_said() -> None:
    found = figures_of(facts(group("running"), group_lived("running", agreed=None)))
    for key in ("running_eur", "running_eur_pooling", "running_tonnes_pooling"):
        assert found[key, "estimated"].low is None
        assert found[key, "estimated"].missing == ("agreed",)


def test_a_group_brings_at_most_what_its_members_declare_now() -> None:
    known = facts(group("running"), group_lived("running", agreed=Quantity("4000", "t")))
    assert figures_of(known)["running_eur_pooling", "estimated"].high == 3800


def test_of_few_others_no_part_of_the_agreed_tells_what_they_have() -> None:
    for count, saved in ((4, Decimal("237.5")), (3, None)):
        few = FOUR[:count]
        figures = {**BRINGS, "tonnes": Amount("t", f"{count}00", f"{count}00")}
        quarter = group_lived("running", few, agreed=Quantity(f"{count * 25}", "t"))
        own = to_itself(facts(group("running", few, figures=figures), quarter), "a")
        assert own["running_eur_pooling", "estimated"].low == saved


def test_beside_one_that_dominates_no_part_of_the_agreed_tells_what_it_has() -> None:
    """One of three others takes 71 % of what they take, then 70 %."""
    for most, saved in (("213", None), ("210", Decimal("237.5"))):
        others = {"b": most, "c": "45", "d": str(255 - int(most))}
        four = [FOUR[0], *(member(name, amount=amount) for name, amount in others.items())]
        quarter = group_lived("running", four, agreed=Quantity("100", "t"))
        own = to_itself(facts(group("running", four), quarter), "a")
        assert own["running_eur_pooling", "estimated"].low == saved


def test_of_who_stays_a_group_brings_the_part_that_was_agreed_of_all() -> None:
    """Told: 100 of 400 t. Two of the four stay, with 200 t and 1,600 EUR: a quarter of that."""
    half = {**BRINGS, "tonnes": Amount("t", "200", "200"), "eur": Amount("EUR", "1600", "1600")}
    told = group_lived("running", left=("c", "d"), agreed=Quantity("100", "t"))
    found = figures_of(facts(group("at_risk", FOUR[:2], figures=half), told))
    assert found["running_eur_pooling", "estimated"].high == 400
    assert found["running_tonnes_pooling", "estimated"].high == 50


def test_what_has_no_quantity_is_agreed_as_its_members_declared_it() -> None:
    figures = {"eur": Amount("EUR", "900", "1000")}
    known = facts(group("running", figures=figures), group_lived("running", agreed=None))
    assert figures_of(known)["running_eur_pooling", "estimated"].high == 1000


def test_of_steam_the_agreed_part_of_what_is_booked_counts() -> None:
    """10,000 of 26,208 MWh agreed: 38.16 % of its euros, and of the use of what is offered."""
    its: dict[str, Any] = {
        "kind": "sharing",
        "figures": {
            "mwh": Amount("MWh", "26208", "26208"),
            "eur": Amount("EUR", "235138", "641968"),
            "use": Amount("1", "0.375", "0.375"),
        },
    }
    agreed: dict[str, Any] = its | {"potential": Quantity("26208", "MWh")}
    two = member("a", alone="1310400"), member("b", role="owner", alone=None)
    running = group("running", two, **its)
    lived = group_lived("running", two, agreed=Quantity("10000", "MWh"), **agreed)
    found = figures_of(facts(running, lived))
    saved = found["running_eur", "estimated"]
    assert (saved.low, saved.high) == (Decimal("89719.933"), Decimal("244951.16"))
    assert found["running_use_sharing", "estimated"].value == Decimal("0.143")
    line = Amount("EUR", "235138", "641968", fixed_low="-625892", fixed_high="-219062")
    its["figures"]["eur"] = line
    laid = figures_of(facts(group("running", two, **its), lived))["running_eur", "estimated"]
    # The line stays due: of 861,030 EUR 328,537.088 remain, less 625,892 to 219,062.
    assert (laid.low, laid.high) == (Decimal("-297354.912"), Decimal("109475.088"))
    nobody = group_lived("running", two, agreed=None, **agreed)
    missing = figures_of(facts(running, nobody))["running_eur", "estimated"]
    assert (missing.low, missing.missing) == (None, ("agreed",))


def test_no_season_uses_more_than_there_is() -> None:
    """17,472 MWh of 26,208 in one November are a rate of 212,576; all of 26,208 use 0.375."""
    figures = {
        "mwh": Amount("MWh", "26208", "26208"),
        "use": Amount("1", "0.375", "0.375"),
    }
    november: dict[str, Any] = {
        "period_start": date(2026, 11, 1),
        "period_end": date(2026, 11, 30),
        "quantity": Quantity("17472", "MWh"),
    }
    its: dict[str, Any] = {"kind": "sharing", "figures": figures}
    told: dict[str, Any] = its | {
        "potential": Quantity("26208", "MWh"),
        "results": (result("r", "declared", **november),),
    }
    two = member("a", amount="3000"), member("b", role="owner", alone=None, amount="8000")
    run = group_lived("running", two, agreed=Quantity("26208", "MWh"), **told)
    found = figures_of(facts(group("running", two, **its), run))
    assert found["running_use_sharing", "estimated"].value == Decimal("0.375")
    heat = found["running_mwh_sharing", "estimated"]
    assert (heat.low, heat.high) == (Decimal(26208), Decimal(26208))


def test_where_something_runs_nobody_reads_that_nothing_does() -> None:
    found = figures_of(facts(group("running", figures={}), group_lived("running")))
    assert found["running_eur", "estimated"].missing == ("not computed",)
    assert found["running_eur", "estimated"].left_out == 1
    assert figures_of([])["running_eur", "estimated"].missing == ("no synergy runs",)
