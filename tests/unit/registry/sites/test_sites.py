"""Networks of a site: a code, or a code with a length; each once."""

from typing import Any

import pytest
from pydantic import ValidationError

from boucle.registry.api.schemas.parties.sites import SitePut
from boucle.registry.api.wire import declared_site
from boucle.registry.domain.entities import Network

SITE: dict[str, Any] = {
    "organisation": "org",
    "name": "Atelier",
    "latitude": 48.89,
    "longitude": -0.19,
    "location_precision": "commune",
    "territory": "241400514",
}


def networks_of(*networks: object) -> tuple[Network, ...]:
    return declared_site(SitePut.model_validate({**SITE, "networks": networks})).networks


def test_a_network_is_a_code_or_a_code_with_its_length() -> None:
    lengths = [
        {"code": "b", "length_km": 12.5},
        " c ",
        {"code": "d"},
        {"code": "a", "length_km": 9},
    ]
    assert networks_of(*lengths) == (
        Network("a", 9.0),
        Network("b", 12.5),
        Network("c", None),
        Network("d", None),
    )


@pytest.mark.parametrize("length", [0.1, 12.3, 99.9, 100, 100.0, None])
def test_a_length_is_of_a_tenth_to_a_hundred_kilometres(length: float | None) -> None:
    assert networks_of({"code": "heat", "length_km": length}) == (Network("heat", length),)


@pytest.mark.parametrize(
    ("length", "right"),
    [
        (-1, "greater than 0"),
        (0, "greater than 0"),
        (0.05, "more than one decimal"),
        (12.55, "more than one decimal"),
        (100.1, "less than or equal to 100"),
        ("12.5", "valid number"),
        (True, "valid number"),
        (float("nan"), "finite number"),
        ([1], "valid number"),
    ],
)
def test_another_length_is_refused_where_it_stands(length: object, right: str) -> None:
    with pytest.raises(ValidationError) as caught:
        networks_of("steam", {"code": "heat", "length_km": length})
    [error] = caught.value.errors()
    assert error["loc"] == ("networks", 1, "length_km")
    assert error["input"] is length
    assert right in error["msg"]


@pytest.mark.parametrize(
    ("network", "place"),
    [
        (12, ()),
        (["heat"], ()),
        (None, ()),
        ({}, ("code",)),
        ("", ("code",)),
        ("x" * 65, ("code",)),
        ({"code": 12}, ("code",)),
        ({"code": "heat", "km": 3}, ("km",)),
    ],
)
def test_what_is_no_network_is_named(network: object, place: tuple[str, ...]) -> None:
    with pytest.raises(ValidationError) as caught:
        networks_of(network)
    assert [error["loc"] for error in caught.value.errors()] == [("networks", 0, *place)]


def test_a_network_declared_twice_is_named() -> None:
    with pytest.raises(ValidationError) as caught:
        networks_of("steam", "heat", {"code": " heat", "length_km": 3.0})
    [error] = caught.value.errors()
    assert error["loc"] == ("networks",)
    assert "network heat twice" in error["msg"]
