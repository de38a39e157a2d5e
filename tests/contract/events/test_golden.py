"""Events as they are in the log: golden files hold them, and other people's library reads them."""

from __future__ import annotations

import json
import re
from typing import Any
from uuid import UUID

import pytest
from cloudevents.core.bindings.kafka import KafkaMessage, from_binary
from cloudevents.core.formats.json import JSONFormat

from boucle.contract.events import EVENTS, groups, matching, notifications, registry, sharing
from boucle.platform.events import Event, UndecodableEvent
from boucle.platform.identity import revocation
from tests.contract.events.examples import examples
from tests.contract.events.golden import FOLDER, document, path

EXAMPLES = examples()


def ids(event: Event[Any]) -> str:
    return event.type


@pytest.mark.parametrize("event", EXAMPLES, ids=ids)
def test_an_event_is_written_as_its_golden_file_says(event: Event[Any]) -> None:
    assert path(event.type).exists(), "run: python -m tests.contract.events.golden"
    golden = json.loads(path(event.type).read_text(encoding="utf-8"))
    assert document(EVENTS.encode(event)) == golden


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.json")), ids=lambda file: file.stem)
def test_a_golden_file_of_any_version_can_still_be_read(file: Any) -> None:
    golden = json.loads(file.read_text(encoding="utf-8"))
    event = EVENTS.decode(golden["headers"], json.dumps(golden["value"]).encode())
    if event.type == file.stem:  # the newest version, whose example is here
        assert event in EXAMPLES


def test_a_site_told_before_networks_had_lengths_tells_none() -> None:
    golden = json.loads(path("site.declared.v1").read_text(encoding="utf-8"))
    del golden["value"]["facts"]["network_km"]
    event = EVENTS.decode(golden["headers"], json.dumps(golden["value"]).encode())
    assert (event.data.facts.networks, event.data.facts.network_km) == (("heat", "steam"), {})


def test_a_territory_told_before_it_could_tighten_routes_tightens_none() -> None:
    golden = json.loads(path("territory.declared.v1").read_text(encoding="utf-8"))
    del golden["value"]["route_limits"]
    event = EVENTS.decode(golden["headers"], json.dumps(golden["value"]).encode())
    assert (event.data.limits, event.data.route_limits) == ({"distance_km": "80"}, {})


@pytest.mark.parametrize("event", EXAMPLES, ids=ids)
def test_the_cloudevents_library_reads_it(event: Event[Any]) -> None:
    encoded = EVENTS.encode(event)
    headers = {name: value.encode() for name, value in encoded.headers.items()}
    read = from_binary(KafkaMessage(headers, encoded.key, encoded.value), JSONFormat())
    assert read.get_specversion() == "1.0"
    assert read.get_id() == str(event.id)
    assert read.get_type() == event.type
    assert read.get_source() == event.source
    assert read.get_subject() == event.subject
    assert read.get_time() == event.time
    assert read.get_datacontenttype() == "application/json"
    assert read.get_extension("entityversion") == str(event.entity_version)
    assert read.get_extension("correlationid") == str(event.correlation_id)
    assert read.get_extension("causationid") == str(event.causation_id)
    assert read.get_data() == json.loads(encoded.value)


def test_every_type_that_a_payload_names_is_registered_and_no_other() -> None:
    named = {
        type_
        for module in (registry, sharing, matching, groups, notifications, revocation)
        for payload in vars(module).values()
        for type_ in re.findall(r"``(\w+\.\w+\.v\d+)``", getattr(payload, "__doc__", None) or "")
    }
    assert named == {kind.type for kind in EVENTS}


def test_every_example_sets_every_field() -> None:
    """A field left at its default would not be in the golden file, and could be renamed unseen."""
    for event in EXAMPLES:
        value = json.loads(EVENTS.encode(event).value)
        assert set(value) == set(event.data.__struct_fields__), event.type


def test_no_event_has_a_field_for_a_name_an_address_or_a_contact() -> None:
    forbidden = re.compile(r"name|mail|phone|address|contact|comment(?!_given)", re.IGNORECASE)
    allowed = {"name", "contacts", "without_contact"}  # of a criterion; ids
    for event in EXAMPLES:
        found = set(_keys(json.loads(EVENTS.encode(event).value)))
        assert {key for key in found if forbidden.search(key)} <= allowed, event.type


def test_an_erasure_has_ids_and_hashes_alone() -> None:
    [event] = [one for one in EXAMPLES if one.type == "person.erased.v1"]
    value = json.loads(EVENTS.encode(event).value)
    hashes = [value.pop("person"), *value.pop("mentions")]
    assert all(re.fullmatch("[0-9a-f]{64}", one) for one in hashes)
    assert all(UUID(one) for ids in value.values() for one in ids)


def _keys(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [*value, *(key for inner in value.values() for key in _keys(inner))]
    if isinstance(value, list):
        return [key for inner in value for key in _keys(inner)]
    return []


def test_a_golden_file_cut_short_is_undecodable() -> None:
    encoded = EVENTS.encode(EXAMPLES[0])
    with pytest.raises(UndecodableEvent, match="data of"):
        EVENTS.decode(encoded.headers, encoded.value[:-1])
