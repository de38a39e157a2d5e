"""What sites may pool or share, and the parameters: complete, bounded, every reference checked."""

import shutil
from decimal import Decimal
from importlib.resources import as_file
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boucle.catalogue import CatalogueError, UnknownKeyError
from boucle.catalogue.loading.rows import ROOT
from boucle.catalogue.sharing import (
    Terms,
    limit_origin,
    normal_rome,
    origin_of,
    read_sharing,
    sharing_catalogue,
)

CATALOGUE = sharing_catalogue()
NEEDS = {
    "waste_collection": "tonnes density pickups treatment_price rental",
    "freight": "tonnes pallets trips load empty_return",
    "rainwater": "water price sewerage",
    "purchasing": "volume price_now",
    "security": "hours",
    "catering": "meals",
    "childcare": "places",
    "mobility": "staff",
}
OFFERS = {
    "waste_collection": "payload hour_price km_price fee treatment_price radius",
    "freight": "payload km_price radius",
    "rainwater": "roof rainfall tank",
    "catering": "meals",
    "childcare": "places",
}
UNITS = {
    "steam": "kW",
    "hot_water": "kW",
    "compressed_air": "Nm3/h",
    "cold": "kW",
    "effluent": "m3/h",
    "storage": "m2",
    "platform": "m2",
}
WHOLE = ("weighbridge", "laboratory", "washing", "vehicle", "machine", "room")
NO_SOURCE = ("pooling_margin", "waste_payload_t", "near_share", "workforce_month_least")


def _figures(terms: Terms | None) -> list[str]:
    return [] if terms is None else list(terms.figures)


def test_every_service_takes_what_was_agreed() -> None:
    services = {key: each for key, each in CATALOGUE.subjects.items() if each.kind == "service"}
    assert services.keys() == NEEDS.keys()
    for key, service in services.items():
        assert _figures(service.need) == NEEDS[key].split()
        assert _figures(service.offer) == OFFERS.get(key, "").split()
    assert services["freight"].need is not None
    assert services["freight"].need.ends == ("origin", "destination")
    assert services["freight"].need.figures["tonnes"].unit == "t/wk"


def test_every_equipment_has_its_unit_and_what_it_costs() -> None:
    equipment = {key: each for key, each in CATALOGUE.subjects.items() if each.kind == "equipment"}
    assert equipment.keys() == {*UNITS, *WHOLE}
    for key, each in equipment.items():
        assert each.unit == UNITS.get(key, "1")
        assert each.whole == (key in WHOLE)
        assert each.most is not None
        assert each.need is not None
        assert each.offer is not None
        assert each.need.slots
        assert "stand_alone" in each.need.figures
        assert {"availability", "annuity", "fixed", "marginal"} <= each.offer.figures.keys()


def test_every_subject_has_a_radius_and_every_service_a_least_size() -> None:
    for key, each in CATALOGUE.subjects.items():
        assert f"{key}_radius_km" in CATALOGUE.parameters
        assert (f"{key}_members_least" in CATALOGUE.parameters) == (each.kind == "service")


def test_what_has_no_source_is_a_setting() -> None:
    assert all(CATALOGUE.parameter(key).source is None for key in NO_SOURCE)
    for each in CATALOGUE.parameters.values():
        assert each.holds(each.default)
        assert each.least < each.most
        assert each.source is None or each.source.startswith(("https://", "Code du travail"))


def test_every_source_has_the_day_on_which_it_was_read() -> None:
    sourced = [one for one in CATALOGUE.parameters.values() if one.source is not None]
    assert len(sourced) > 20
    assert [one.key for one in sourced if one.read_on is None] == []
    told = origin_of(CATALOGUE.parameter("steam_radius_km"))
    assert told.fr.startswith("https://lehavreseinedeveloppement.com/")
    assert told.fr.endswith(", lu le 28/11/2026")
    assert told.en.endswith(", read on 2026-11-28")
    setting = origin_of(CATALOGUE.parameter("near_share"))
    assert (setting.fr, setting.en) == ("hypothèse du territoire", "the territory's assumption")


@pytest.mark.parametrize(
    ("criterion", "subject", "limit", "french"),
    [
        ("reach", "steam", "5.5", "https://lehavreseinedeveloppement.com/"),
        ("reach", "steam", "7", "hypothèse du territoire"),
        ("reach", "storage", "10", "hypothèse du territoire"),
        ("line", "hot_water", "1.5", "https://biomasse-normandie.fr/"),
        ("saving_share", "waste_collection", "10", "hypothèse du territoire"),
        ("operation", "waste_collection", "250", "https://www.e-dechet.com/"),
        ("fullest_month", "H1502", "1.05", "hypothèse du territoire"),
        ("capacity", "steam", "900", None),
        ("temperature", "steam", "180", None),
        ("reach", "steam", None, None),
    ],
)
def test_a_limit_says_where_it_is_from(
    criterion: str, subject: str, limit: str | None, french: str | None
) -> None:
    """What a declaration asks for is from no parameter."""
    told = limit_origin(criterion, subject, limit)
    assert (told is None) == (french is None)
    assert told is None or told.fr.startswith(french or "")


def test_a_territory_sets_a_parameter_otherwise() -> None:
    assert CATALOGUE.value("pooling_margin", {}) == Decimal("0.10")
    assert CATALOGUE.value("pooling_margin", {"pooling_margin": "0.2"}) == Decimal("0.2")
    with pytest.raises(UnknownKeyError, match="nearest: pooling_margin"):
        CATALOGUE.value("poling_margin", {})
    assert not CATALOGUE.parameter("workforce_members_most").holds(Decimal("3.5"))


def test_families_of_occupations() -> None:
    occupations = CATALOGUE.occupations
    assert occupations.version == "4.60"
    assert occupations.parent("N1115") == "N1103"
    assert occupations.parent("Z9999") is None
    assert occupations.same_family("N1115", "N1110")
    assert occupations.neighbouring("N1101", "N1115")
    assert not occupations.neighbouring("N1101", "M1203")
    label = occupations.label("N1115")
    assert label is not None
    assert label.label_fr == "magasinage et préparation de commandes"


@given(st.sampled_from(sorted(CATALOGUE.occupations.parents)), st.data())
def test_neighbours_are_so_both_ways_and_never_of_one_family(one: str, data: st.DataObject) -> None:
    occupations = CATALOGUE.occupations
    other = data.draw(st.sampled_from(sorted(occupations.parents)))
    assert occupations.neighbouring(one, other) == occupations.neighbouring(other, one)
    assert not (occupations.neighbouring(one, other) and occupations.same_family(one, other))
    assert occupations.parent(str(occupations.parent(one))) == occupations.parent(one)


@given(st.from_regex(r"[a-nA-N]\d{4}", fullmatch=True), st.sampled_from(["", " ", "-", "."]))
def test_a_code_is_read_however_it_is_written(code: str, sign: str) -> None:
    assert normal_rome(sign.join(code)) == code.upper()


@pytest.mark.parametrize("text", ["", "N110", "N11011", "12131", "Z1101", "cariste"])
def test_what_is_no_code(text: str) -> None:
    assert normal_rome(text) is None


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("services.toml", 'need.figures = "hours!"', 'need.figures = "hour"', "'hour'"),
        ("equipment.toml", "[room]", "[rooms]", "no radius"),
        ("parameters.csv", "pooling_margin,0.10", "pooling_margin,10", "'10'"),
        ("parameters.csv", "waste_density_wood_kg_m3,180", "wood,180", "waste_density_wood"),
        ("neighbours.csv", "A1101,A1402", "A1101,A1102", "A1102"),
        ("occupations.csv", "A1101,conduite", "A1102,conduite", "A1102"),
        ("rome_codes.csv", "A1101,A1102", "A1101,A1101", "A1101"),
        ("sharing.toml", "[densities]", '[densities]\n"99 99 99" = "near_share"', "99 99 99"),
        ("sharing.toml", "rome =", "roam =", "schema"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, file: str, old: str, new: str, said: str) -> None:
    with as_file(ROOT / "sharing") as folder:
        shutil.copytree(folder, tmp_path / "sharing")
    broken = tmp_path / "sharing" / file
    text = broken.read_text("utf-8")
    assert old in text
    broken.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(CatalogueError, match=said):
        read_sharing(tmp_path / "sharing")
