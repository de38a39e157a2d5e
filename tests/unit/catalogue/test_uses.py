"""What a text tells of use, giver and state decides who is named first."""

import pytest

from boucle.catalogue import load_catalogue, outlets

CATALOGUE = load_catalogue()
COMMONEST = {"20", "23", "35", "01", "24"}


@pytest.mark.parametrize(
    ("text", "division"),
    [
        ("treated sewage effluent", None),
        ("treated sewage effluent for a golf course", "93"),
        ("eaux usées traitées pour une papeterie", "17"),
        ("treated sewage effluent to semiconductors", "26"),
        ("treated sewage effluent, street washing", "81"),
        ("l'eau usée traitée alimente une papeterie", "17"),
        ("treated sewage effluent from a golf course", None),
        ("golf course irrigation with treated sewage effluent", "93"),
        ("surplus steam -> brewery", "11"),
        ("surplus steam; brewery", "11"),
        ("surplus steam: brewery", "11"),
        ("a brewery takes surplus steam", "11"),
        ("arrosage d'un golf avec des eaux usées traitées", "93"),
    ],
)
def test_the_use_that_a_text_tells_goes_first(text: str, division: str | None) -> None:
    first = outlets(CATALOGUE, text=text, limit=1)[0].division
    assert first == division if division else first in COMMONEST


@pytest.mark.parametrize(
    ("text", "donor", "division"),
    [
        ("pool heated by data centre waste heat", "63.11", "93"),
        ("papeterie alimentée en vapeur par un incinérateur", "38.21", "17"),
        ("drying of timber using waste heat of a pulp mill", "17.11", "16"),
        ("eau traitée pour nettoyer la voirie", "37.00", "81"),
    ],
)
def test_what_is_served_is_a_use_told(text: str, donor: str, division: str) -> None:
    assert outlets(CATALOGUE, text=text, from_naf=donor, limit=1)[0].division == division


@pytest.mark.parametrize(
    ("text", "donor"), [("solar power by own cable", "35.11"), ("steam, by pipeline", "38.21")]
)
def test_what_a_flow_goes_by_is_no_use(text: str, donor: str) -> None:
    divisions = {o.division for o in outlets(CATALOGUE, text=text, from_naf=donor, limit=5)}
    assert not divisions & {"27", "22", "49"}


def test_water_and_power_of_two_kinds_go_to_other_takers() -> None:
    def five(text: str, donor: str) -> set[str]:
        return {o.division for o in outlets(CATALOGUE, text=text, from_naf=donor, limit=5)}

    pure, plain = five("NEWater", "37.00"), five("treated sewage effluent", "37.00")
    assert {"26", "36"} <= pure - plain
    assert "01" in plain - pure
    assert "49" in five("power from waste incineration", "38.21")
    assert "49" not in five("hydropower", "35.11")


def test_the_same_flow_goes_to_others_when_another_gives_it() -> None:
    def five(text: str, donor: str) -> set[str]:
        return {o.division for o in outlets(CATALOGUE, text=text, from_naf=donor, limit=5)}

    assert {"35", "93", "68"} <= five("waste heat of a data centre", "63.11")
    assert "16" in five("surplus steam", "17.11") - five("surplus steam", "35.11")
    assert five("steam of an incinerator", "35.30") == five("steam of an incinerator", "38.21")
    station, incinerator = (
        [o.division for o in outlets(CATALOGUE, text="steam", from_naf=donor)]
        for donor in ("35.11", "38.21")
    )
    assert station.index("19") < incinerator.index("19")


@pytest.mark.parametrize(
    ("kind", "plain", "donor", "division"),
    [
        ("geothermal steam", "steam", "35.11", "01"),
        ("vapeur de chaudière biomasse", "vapeur de chaudière", "35.30", "16"),
        ("wind turbines behind the meter", "wind turbines", "35.11", "22"),
    ],
)
def test_a_kind_that_the_text_says_has_takers_of_its_own(
    kind: str, plain: str, donor: str, division: str
) -> None:
    def five(text: str) -> set[str]:
        return {o.division for o in outlets(CATALOGUE, text=text, from_naf=donor, limit=5)}

    assert division in five(kind) - five(plain)


@pytest.mark.parametrize("spent", ["usés", "utilisés", "brûlés"])
def test_what_is_spent_is_not_what_takes_it(spent: str) -> None:
    def five(text: str) -> list[str]:
        found = outlets(CATALOGUE, text=text, low="07 05 04", from_naf="21.10", limit=5)
        return [o.division for o in found]

    assert five(f"mélange de solvants {spent}") == five("mélange de solvants")
    assert outlets(CATALOGUE, text="une brasserie utilise de la vapeur")[0].division == "11"


@pytest.mark.parametrize(
    ("text", "division"),
    [
        ("Ombrières solaires du parking de l'hôpital", "86"),
        ("solar roof of a warehouse", "52"),
        ("wind turbines beside the brewery", "11"),
    ],
)
def test_where_a_power_company_puts_its_plant_takes_its_power(text: str, division: str) -> None:
    def score(naf: str | None) -> float:
        found = outlets(CATALOGUE, text=text, from_naf=naf, limit=50)
        return next((each.score for each in found if each.division == division), 0.0)

    found = outlets(CATALOGUE, text=text, from_naf="35.11", limit=2)
    assert division in {outlet.division for outlet in found}
    assert score("35.11") > 2 * score(None)


def test_the_use_told_may_be_what_the_flow_becomes() -> None:
    assert outlets(CATALOGUE, text="spent yeast", limit=1)[0].division == "10"
    assert outlets(CATALOGUE, text="spent yeast as a co-substrate", limit=1)[0].division == "35"


def test_the_donor_is_not_its_own_told_use() -> None:
    said = "steam, pulp mill"
    assert outlets(CATALOGUE, text=said, from_naf="35.11", limit=1)[0].division == "17"
    assert outlets(CATALOGUE, text=said, from_naf="17.11", limit=1)[0].division != "17"


def test_a_utility_may_sell_to_another_when_the_text_says_so() -> None:
    said = "steam for district heating"
    assert outlets(CATALOGUE, text=said, from_naf="35.11", limit=1)[0].division == "35"
    assert outlets(CATALOGUE, text="steam", from_naf="35.11", limit=1)[0].division != "35"


@pytest.mark.parametrize(
    ("plain", "told"),
    [
        ("steam", "steam, 16 bar"),
        ("cooling water", "cooling water discharged into the river"),
        ("eaux usées traitées", "eaux usées traitées, rejetées en rivière"),
        ("landfill gas", "landfill gas by pipe"),
        ("chutes de plaques de plâtre", "chutes de plaques de plâtre, sans papier"),
        ("used cooking oil", "used cooking oil in 60 L drums"),
        ("terres excavées", "terres excavées, non polluées"),
    ],
)
def test_a_pressure_a_drum_a_pipe_its_fate_today_and_what_it_is_not_are_no_use(
    plain: str, told: str
) -> None:
    def five(text: str) -> set[str]:
        return {o.division for o in outlets(CATALOGUE, text=text, from_naf="35.11", limit=5)}

    assert five(told) == five(plain)


def test_who_tells_how_warm_a_water_is_means_its_heat() -> None:
    cold = [o.division for o in outlets(CATALOGUE, text="flooded mine water", limit=5)]
    warm = [o.division for o in outlets(CATALOGUE, text="flooded mine water, 18 °C", limit=5)]
    assert "68" in set(warm) - set(cold)
