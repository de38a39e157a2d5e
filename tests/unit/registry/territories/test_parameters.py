"""A territory's parameter that cannot be right: the field, the value, what would be right."""

import pytest

from boucle.registry.territories.parameters import parameter_faults


@pytest.mark.parametrize(
    ("parameters", "field", "expected"),
    [
        ({"line_rate": "-0.01"}, "parameters.line_rate", "0 to 0.2"),
        ({"steam_radius_km": "0"}, "parameters.steam_radius_km", "0.1 to 50 km"),
        ({"line_years": "2.5"}, "parameters.line_years", "1 to 60 years, a whole number"),
        ({"line_year": "20"}, "parameters.line_year", "one such as line_years"),
        (
            {"steam_line_eur_m_low": "7000"},
            "parameters.steam_line_eur_m_low",
            "steam_line_eur_m_low of 6000 at most, or steam_line_eur_m_high of 7000 at least",
        ),
        (
            {"effluent_ph_most": "4"},
            "parameters.effluent_ph_most",
            "effluent_ph_least of 4 at most, or effluent_ph_most of 5.5 at least",
        ),
    ],
)
def test_what_cannot_be_set(parameters: dict[str, str], field: str, expected: str) -> None:
    (fault,) = parameter_faults(parameters)
    assert fault.field == field
    assert fault.value == next(iter(parameters.values()))
    assert str(fault.expected).startswith(expected)


def test_both_ends_may_be_set_together() -> None:
    ends = {"steam_line_eur_m_low": "7000", "steam_line_eur_m_high": "9000"}
    assert list(parameter_faults(ends)) == []


def test_no_setting_raises_the_share_of_collection() -> None:
    (fault,) = parameter_faults({"waste_collection_share_most": "0.9"})
    assert fault.expected == "0.05 to 0.39"
