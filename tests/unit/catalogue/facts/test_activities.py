"""Every form of an activity's code is read; what is none is refused with what would be right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boucle.catalogue import (
    NAF_REV_2,
    NOMENCLATURES,
    Activity,
    ActivityError,
    Level,
    load_catalogue,
    outlets,
    read_activity,
    sources,
)
from boucle.catalogue.facts.activities import division_of, divisions_of, usual_families

CATALOGUE = load_catalogue()
CLASSES = sorted(CATALOGUE.naf_letters)
HELD = ("NAF rév. 2", "NACE rev. 2")


def read(code: str, nomenclature: str = NAF_REV_2) -> Activity:
    return read_activity(CATALOGUE, code, nomenclature)


def refused(code: str, nomenclature: str = NAF_REV_2) -> ActivityError:
    with pytest.raises(ActivityError) as caught:
        read(code, nomenclature)
    return caught.value


@pytest.mark.parametrize(
    ("code", "understood", "nace", "used"),
    [
        ("17.12Z", "17.12Z", "17.12", "class"),
        ("1712z", "17.12Z", "17.12", "class"),
        ("C17.12Z", "17.12Z", "17.12", "class"),
        (" 17 12 ", "17.12", "17.12", "class"),
        ("01. 11Z", "01.11Z", "01.11", "class"),
        ("1.11", "01.11", "01.11", "class"),
        ("17.1", "17.1", "17.1", "group"),
        ("17.10", "17.1", "17.1", "group"),
        ("1710", "17.1", "17.1", "group"),
        ("1700", "17", "17", "division"),
        ("170", "17", "17", "division"),
        ("c17", "17", "17", "division"),
        ("01", "01", "01", "division"),
        ("1", "01", "01", "division"),
        ("C", "C", "C", "section"),
        ("d", "D", "35", "division"),
    ],
)
def test_every_spelling_is_read(code: str, understood: str, nace: str, used: str) -> None:
    found = read(code)
    assert (found.code, found.nace, found.used) == (understood, nace, used)
    assert found.exists
    assert (found.why is None) == (code != "d")


@pytest.mark.parametrize(
    ("code", "nomenclature", "understood", "nace", "used"),
    [
        ("17.12", "NACE rev. 2", "17.12", "17.12", "class"),
        ("38.21Y", "NAF 2025", "38.21Y", "38", "division"),
        ("3821y", "naf 2025", "38.21Y", "38", "division"),
        ("17.99", "NACE Rev. 2.1", "17.99", "17", "division"),
        ("1701", "ISIC Rev.4", "1701", "17", "division"),
        ("170", "ISIC rev. 5", "170", "17", "division"),
        ("K", "NAF 2025", "K", "J", "section"),
        ("L", "NACE rev. 2.1", "L", "K", "section"),
        ("G", "ISIC rev. 5", "G", "G", "section"),
        ("M", "NAF 2025", "M", "68", "division"),
        ("17.01", NAF_REV_2, "17.01", "17", "division"),
        ("17.19", NAF_REV_2, "17.19", "17.1", "group"),
    ],
)
def test_where_the_catalogue_knows_less_it_says_so(
    code: str, nomenclature: str, understood: str, nace: str, used: str
) -> None:
    found = read(code, nomenclature)
    assert (found.code, found.nace, found.used) == (understood, nace, used)
    assert (found.why is None) == (code == "17.12")


@given(
    st.sampled_from(CLASSES),
    st.sampled_from(HELD),
    st.sampled_from(["", "section", "section "]),
    st.sampled_from([".", "", " ", ". "]),
    st.sampled_from(["", " "]),
    st.booleans(),
)
def test_every_class_reads_the_same_in_every_spelling(
    class_: str, nomenclature: str, section: str, dot: str, around: str, lower: bool
) -> None:
    first = next(s for s in "ABCDEFGHIJKLMNOPQRSTU" if class_[:2] in divisions_of(read(s).nace))
    letters = CATALOGUE.naf_letters[class_] if nomenclature == NAF_REV_2 else ""
    for letter in ("", *letters):
        spelt = f"{section.replace('section', first)}{class_.replace('.', dot)}{letter}"
        found = read(f"{around}{spelt.lower() if lower else spelt}{around}", nomenclature)
        level: Level = "subclass" if letter else "class"
        assert found == Activity(class_ + letter, level, nomenclature, class_, "class")


@given(
    (st.from_regex(r"[A-Ya-y]?[0-9 .]{0,6}[A-Z]?", fullmatch=True) | st.text(max_size=12)),
    st.sampled_from(NOMENCLATURES),
)
def test_a_text_is_read_as_something_known_or_refused(code: str, nomenclature: str) -> None:
    found: Activity | ActivityError
    try:
        found = read(code, nomenclature)
    except ActivityError as error:
        found = error
    if isinstance(found, ActivityError):
        assert (found.about, found.value) == ("code", code)
        assert found.expected
    else:
        known = {division.code for division in CATALOGUE.divisions}
        assert divisions_of(found.nace) <= known
        assert read(found.code, nomenclature) == found


@pytest.mark.parametrize(
    ("code", "nomenclature", "right"),
    [
        ("", NAF_REV_2, "17.12Z"),
        ("bois", NAF_REV_2, "17.12Z"),
        ("17.12.3", NAF_REV_2, "17.12Z"),
        ("17Z", NAF_REV_2, "17.12Z"),
        ("١٧", NAF_REV_2, "17.12Z"),
        ("04.10", NAF_REV_2, "01 to 03, 05 to 09"),
        ("45.20", "NAF 2025", "46 to 47"),
        ("A17", NAF_REV_2, "C17"),
        ("W", NAF_REV_2, "A to U"),
        ("V", NAF_REV_2, "A to U"),
        ("20.14X", NAF_REV_2, "20.14Z"),
        ("16.11H", NAF_REV_2, "16.10A, 16.10B"),
        ("17.12Z", "ISIC rev. 4", "NAF rév. 2 or NAF 2025"),
    ],
)
def test_what_is_no_code_is_refused(code: str, nomenclature: str, right: str) -> None:
    error = refused(code, nomenclature)
    assert (error.about, error.value) == ("code", code)
    assert right in error.expected


def test_an_unknown_version_is_refused_with_those_known() -> None:
    error = refused("20.14Z", "NAF 1993")
    assert (error.about, error.value) == ("nomenclature", "NAF 1993")
    assert all(name in error.expected for name in NOMENCLATURES)


def test_a_group_or_section_gives_what_its_classes_give() -> None:
    usual = usual_families(CATALOGUE, "16.10", "output")
    assert usual
    assert {*usual} <= {*usual_families(CATALOGUE, "16.1", "output")}
    assert {*usual} <= {*usual_families(CATALOGUE, "C", "output")}
    assert (division_of("C"), division_of("16.1"), division_of(None)) == ("", "16", "")


def test_wider_codes_lead_to_outlets_and_sources() -> None:
    for nace in ("16.1", "16", "C"):
        found = outlets(CATALOGUE, text="sciure de bois propre", from_naf=nace)
        assert {"16", "17"} & {each.division for each in found[:5]}
        assert sources(CATALOGUE, text="bois de trituration", to_naf=nace)
