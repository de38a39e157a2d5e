"""The committed AsyncAPI document is what is sent, and is one."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator, Draft202012Validator

from boucle.contract.events import EVENTS
from boucle.notifications.subscriptions.feeds.facts import NAMES
from boucle.notifications.subscriptions.webhooks.messages import TEST
from tests.contract.asyncapi.regenerate import COMMAND, FILE, text
from tests.contract.events import golden

DOCUMENT: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
SCHEMA = json.loads(gzip.decompress(Path(__file__).with_name("schema-3.1.0.json.gz").read_bytes()))


def test_the_committed_document_is_the_generated_one() -> None:
    if FILE.read_text(encoding="utf-8") != text():
        pytest.fail(f"{FILE} is not what is sent; if that is meant: {COMMAND}")


def test_it_is_valid_by_asyncapis_own_schema() -> None:
    errors = [
        f"{one.json_path}: {one.message}" for one in Draft7Validator(SCHEMA).iter_errors(DOCUMENT)
    ]
    assert errors == []
    broken = {**DOCUMENT, "channels": {"flow": {"messages": 1}}}
    assert not Draft7Validator(SCHEMA).is_valid(broken)


def test_every_event_type_has_its_message() -> None:
    messages = DOCUMENT["components"]["messages"]
    assert {one.type for one in EVENTS} <= messages.keys()
    for channel in DOCUMENT["channels"].values():
        for message in channel["messages"].values():
            assert message["$ref"].removeprefix("#/components/messages/") in messages


@pytest.mark.parametrize("type_", [one.type for one in EVENTS])
def test_a_golden_event_is_as_its_message_says(type_: str) -> None:
    known = json.loads(golden.path(type_).read_text(encoding="utf-8"))
    components = DOCUMENT["components"]
    payload = {**components["messages"][type_]["payload"], "components": components}
    assert list(Draft202012Validator(payload).iter_errors(known["value"])) == []
    headers = components["messageTraits"]["cloudEvent"]["headers"]
    assert known["headers"].keys() <= headers["properties"].keys()
    assert set(headers["required"]) <= known["headers"].keys()


@pytest.mark.parametrize("name", [*NAMES, TEST])
def test_a_webhook_has_a_sentence_and_a_body_as_it_says(name: str) -> None:
    components = DOCUMENT["components"]
    message = components["messages"][name]
    assert message["summary"].endswith(".")
    payload = {**message["payload"], "components": components}
    assert list(Draft202012Validator(payload).iter_errors(message["examples"][0]["payload"])) == []
