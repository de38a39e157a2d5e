"""Versions of a type: old ones are raised, newer ones halt, the rest cannot be decoded."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boucle.contract.events import EVENTS
from boucle.contract.events.registry import Territory
from boucle.platform.events import (
    Event,
    EventRegistry,
    ImpossibleVersion,
    NewerEvent,
    UndecodableEvent,
    event_id,
    split_type,
)

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Boiler(msgspec.Struct, frozen=True):
    """v1 had ``power``, a number of kW; v2 ``power_w``; v3 asks for the fuel."""

    power_w: int
    fuel: str


def in_watts(document: dict[str, Any]) -> dict[str, Any]:
    return {"power_w": document["power"] * 1000}


def with_fuel(document: dict[str, Any]) -> dict[str, Any]:
    return {**document, "fuel": document.get("fuel", "unknown")}


@pytest.fixture
def events() -> EventRegistry:
    registry = EventRegistry()
    registry.add("boiler.declared.v3", Boiler, source="/test", topic="boiler")
    registry.upcast("boiler.declared.v1", in_watts)
    registry.upcast("boiler.declared.v2", with_fuel)
    return registry


def headers(type_: str = "boiler.declared.v3", **changes: str) -> dict[str, str]:
    return {
        "ce_id": str(UUID(int=1)),
        "ce_type": type_,
        "ce_source": "/test",
        "ce_subject": "b1",
        "ce_time": "2026-03-01T12:00:00Z",
        "ce_entityversion": "4",
        "ce_correlationid": str(UUID(int=2)),
        **changes,
    }


@pytest.mark.parametrize(
    ("type_", "value"),
    [
        ("boiler.declared.v1", b'{"power": 500}'),
        ("boiler.declared.v2", b'{"power_w": 500000}'),
        ("boiler.declared.v3", b'{"power_w": 500000, "fuel": "unknown", "later": [1]}'),
    ],
)
def test_every_version_is_read_as_the_newest(
    events: EventRegistry, type_: str, value: bytes
) -> None:
    event = events.decode(headers(type_), value)
    assert event.type == "boiler.declared.v3"
    assert event.data == Boiler(500_000, "unknown")
    assert (event.entity_version, event.causation_id, event.time) == (4, None, NOW)


def test_what_is_written_is_read_back(events: EventRegistry) -> None:
    event = Event(
        id=UUID(int=1),
        type="boiler.declared.v3",
        source="/test",
        subject="b1",
        entity_version=4,
        time=NOW.astimezone(timezone(timedelta(hours=2))),
        correlation_id=UUID(int=2),
        causation_id=UUID(int=3),
        data=Boiler(1, "wood"),
    )
    encoded = events.encode(event)
    assert encoded.key == "b1"
    assert encoded.headers["ce_time"] == "2026-03-01T12:00:00Z"
    assert events.decode(encoded.headers, encoded.value) == event


def test_a_newer_version_halts_and_an_unknown_type_does_not(events: EventRegistry) -> None:
    with pytest.raises(NewerEvent, match=r"v4 is newer .* \(newest: boiler\.declared\.v3\)"):
        events.decode(headers("boiler.declared.v4"), b"what it says does not matter")
    with pytest.raises(UndecodableEvent, match=r"'kettle\.declared\.v1' is unknown"):
        events.decode(headers("kettle.declared.v1"), b"{}")


@given(st.integers(min_value=-(2**70), max_value=2**70))
def test_a_version_that_nobody_can_have_given_halts_and_any_other_does_not(version: int) -> None:
    wanted = event_with(Territory(siren="200023414", kind="epci"))
    encoded = EVENTS.encode(wanted)
    told = {**encoded.headers, "ce_entityversion": str(version)}
    if 0 <= version <= 10**12:
        assert EVENTS.decode(told, encoded.value).entity_version == version
    else:
        with pytest.raises(ImpossibleVersion, match=f"has version {version}, which nobody gave"):
            EVENTS.decode(told, encoded.value)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"ce_id": "7"}, "header ce_id: '7' is not a UUID"),
        ({"ce_id": ""}, "header ce_id is missing"),
        ({"ce_entityversion": "one"}, "header ce_entityversion: 'one' is not an integer"),
        ({"ce_time": "yesterday"}, "header ce_time: 'yesterday' is not an RFC 3339 time"),
        ({"ce_time": "2026-03-01T12:00:00"}, "is not an RFC 3339 time with its zone"),
        ({"ce_type": "boiler.declared"}, "has no version: expected like flow.declared.v1"),
        ({"ce_type": "boiler.declared.v0"}, "has no version"),
        ({"ce_causationid": "x"}, "header ce_causationid: 'x' is not a UUID"),
    ],
)
def test_a_wrong_header_is_named(
    events: EventRegistry, changes: dict[str, str], message: str
) -> None:
    with pytest.raises(UndecodableEvent) as caught:
        events.decode(headers(**changes), b'{"power_w": 1, "fuel": "wood"}')
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("type_", "value", "message"),
    [
        ("boiler.declared.v3", b'{"power_w": "much", "fuel": "wood"}', "at `$.power_w`"),
        ("boiler.declared.v3", b"\xff", "data of boiler.declared.v3"),
        ("boiler.declared.v3", None, "data of boiler.declared.v3"),
        ("boiler.declared.v1", b'{"power_w": 5}', "data of boiler.declared.v1: 'power'"),
        ("boiler.declared.v1", b"[]", "data of boiler.declared.v1"),
    ],
)
def test_wrong_data_is_named(
    events: EventRegistry, type_: str, value: bytes | None, message: str
) -> None:
    with pytest.raises(UndecodableEvent) as caught:
        events.decode(headers(type_), value)
    assert message in str(caught.value)


def test_a_payload_that_readers_would_refuse_is_never_written() -> None:
    wrong = Territory(siren="200023414", kind="county")  # type: ignore[arg-type]  # on purpose
    with pytest.raises(
        ValueError, match=r"territory\.revised\.v1 of 2: Invalid enum value 'county'"
    ):
        EVENTS.encode(event_with(wrong))
    with pytest.raises(TypeError, match="carries Territory, got Boiler"):
        EVENTS.encode(event_with(Boiler(1, "wood")))


def test_a_payload_encoded_already_is_written_as_it_is() -> None:
    territory = Territory(siren="200023414", kind="epci")
    body = msgspec.json.encode(territory)
    assert EVENTS.encode(event_with(msgspec.Raw(body))) == EVENTS.encode(event_with(territory))


def event_with(data: object) -> Event[Any]:
    return Event(UUID(int=1), "territory.revised.v1", "/test", "2", 1, NOW, UUID(int=2), None, data)


def test_a_type_is_registered_once_and_known_by_its_newest_version(events: EventRegistry) -> None:
    with pytest.raises(ValueError, match=r"boiler\.declared\.v3 is registered already"):
        events.add("boiler.declared.v4", Boiler, source="/test", topic="boiler")
    assert "boiler.declared.v3" in events
    assert "boiler.declared.v2" not in events
    with pytest.raises(KeyError, match=r"boiler\.declared\.v2"):
        events["boiler.declared.v2"]


def test_a_gap_between_versions_is_an_error(events: EventRegistry) -> None:
    events.add("valve.declared.v2", Boiler, source="/test", topic="boiler")
    with pytest.raises(UndecodableEvent, match="nothing leads to version 2"):
        events.decode(headers("valve.declared.v1"), b"{}")


def test_ids_name_the_change() -> None:
    first = event_id("/test", "boiler.declared.v3", "b1", 4)
    assert first == event_id("/test", "boiler.declared.v3", "b1", 4)
    assert first != event_id("/test", "boiler.declared.v3", "b1", 5)
    assert split_type("life.at_risk.v12") == ("life.at_risk", 12)
