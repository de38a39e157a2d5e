"""The product's own tables against the official ones: same codes, marks and values."""

import csv
import re
from pathlib import Path

import pytest

from boucle.catalogue import load_catalogue, read_activity

CATALOGUE = load_catalogue()
DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _waste_codes() -> list[dict[str, str]]:
    return [row for row in _rows("low_ewc_fr_en_de.csv") if row["level"] == "3"]


def test_the_842_waste_codes_and_their_hazard_marks() -> None:
    official = {row["code"]: row["hazardous"] == "1" for row in _waste_codes()}
    ours = {entry.code.replace(" ", ""): entry.hazardous for entry in CATALOGUE.low_entries}
    assert ours == official


def test_twins_are_those_the_official_entry_names() -> None:
    for row in _waste_codes():
        entry = CATALOGUE.low(row["code"])
        named = set(re.findall(r"\d\d \d\d \d\d", row["label_en"]))
        if not entry.hazardous:
            hazardous = {code for code in named if CATALOGUE.low(code).hazardous}
            assert hazardous <= set(entry.twins), entry.code
            assert (entry.kind == "mirror") == bool(entry.twins)


def test_labels_are_our_own_words() -> None:
    for row in _waste_codes():
        entry = CATALOGUE.low(row["code"])
        for ours, official in (
            (entry.label_fr, row["label_fr"]),
            (entry.label_en, row["label_en"]),
        ):
            assert ours.lower() != official.lower()
            assert len(ours) <= 100


def test_the_732_naf_sub_classes() -> None:
    official = {row["naf"] for row in _rows("naf_rev2_fr_en.csv") if row["level"] == "subclass"}
    ours = {f"{k}{letter}" for k, letters in CATALOGUE.naf_letters.items() for letter in letters}
    assert ours == official
    assert len(CATALOGUE.naf_letters) == 615


def test_the_88_divisions() -> None:
    official = {row["naf"] for row in _rows("naf_rev2_fr_en.csv") if row["level"] == "division"}
    assert {division.code for division in CATALOGUE.divisions} == official


def test_every_level_of_naf_is_read_as_itself_and_in_its_section() -> None:
    for row in _rows("naf_rev2_fr_en.csv"):
        for code in (row["naf"], row["section"] + row["naf"].replace(".", "").lower()):
            found = read_activity(CATALOGUE, code)
            assert (found.code, found.level) == (row["naf"], row["level"])
            assert (found.nace, found.exists) == (row["nace"], True)


def test_operations() -> None:
    official = {row["code"] for row in _rows("operations_r_d_fr.csv")}
    ours = {operation.code for operation in CATALOGUE.operations}
    assert official - {"R0", "D9F"} <= ours


_PER = {
    "kgCO2e/tonne": ("t", 1.0),
    "kgCO2e/tonne de déchets": ("t", 1.0),
    "kgCO2e/t": ("t", 1.0),
    "kgCO2e/tonne de N": ("t", 1.0),  # per tonne of nitrogen
    "kgCO2e/kgH2": ("t", 1000.0),
    "kgCO2e/kWh": ("MWh", 1000.0),
    "kgCO2e/kWh PCI": ("MWh", 1000.0),
    "kgCO2e/m³": ("m3", 1.0),
    "kgCO2e/t.km": ("t.km", 1.0),
}


def test_each_factor_is_the_published_one() -> None:
    published = {row["id_base_carbone"]: row for row in _rows("facteurs_emission_selection.csv")}
    for factor in CATALOGUE.factors:
        if factor.made_of:
            continue
        row = published[factor.source.rsplit(" ", 1)[1]]
        per, scale = _PER[row["unite"]]
        assert factor.per == per, factor.key
        assert factor.value == pytest.approx(float(row["valeur"]) * scale), factor.key
        uncertainty = float(row["incertitude_pct"]) if row["incertitude_pct"] else None
        assert factor.uncertainty_pct == uncertainty, factor.key


def test_real_exchanges_of_normandy_have_a_route() -> None:
    pairs = {
        "S01": ("heat_steam", "heat_steam", "20"),
        "S10": ("heat_steam", "heat_network", "35"),
        "S14": ("heat_hot_water", "heat_network", "35"),
        "S18": ("wood_b", "fuel_biomass", "17"),
        "S19": ("apple_pomace", "biogas_feedstock", "35"),
        "S21": ("cardboard", "packaging_boxes", "53"),
    }
    facts = DATA.parent / "facts" / "real_synergies_normandy.csv"
    with facts.open(encoding="utf-8") as file:
        known = {row["id"]: row for row in csv.DictReader(file)}
    for key, (offered, needed, division) in pairs.items():
        route = CATALOGUE.route_between(offered, needed)
        assert route is not None
        assert known[key]["receveur_naf"][:2] == division
        assert division in {code[:2] for code in route.receiver_codes}
