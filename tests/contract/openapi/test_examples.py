"""Every operation has an example, and the examples are as the contract says.

`tests/system/test_examples.py` sends them to a running system.
"""

import json
from typing import Any

from boucle.platform.http.description.merging import operations
from tests.contract.openapi.examples.playing import check
from tests.contract.openapi.examples.story import JSON, media_of, story
from tests.contract.openapi.regenerate import WHOLE

DOCUMENT: dict[str, Any] = json.loads(WHOLE.read_text(encoding="utf-8"))


def test_every_operation_has_an_example_of_what_is_sent_and_answered() -> None:
    without = []
    for method, path, operation in operations(DOCUMENT):
        parameters = operation.get("parameters", ())
        missing = [one["name"] for one in parameters if one["required"] and "example" not in one]
        if "requestBody" in operation:
            content = operation["requestBody"]["content"][media_of(operation)]
            missing += [] if "example" in content else ["body"]
        answers = [one for status, one in operation["responses"].items() if status[0] in "23"]
        if any("content" in one for one in answers):
            shown = [kind for one in answers for kind in one.get("content", {}).values()]
            missing += [] if any("example" in one for one in shown) else ["answer"]
        without += [f"{method} {path}: {name}" for name in missing]
    assert without == []


def test_the_story_tells_of_every_operation_and_of_no_other() -> None:
    ids = {operation["operationId"] for _, _, operation in operations(DOCUMENT)}
    assert {step.call for step in story() if not step.inside} == ids


def test_what_the_examples_send_and_answer_fits_the_contract() -> None:
    for _, _, operation in operations(DOCUMENT):
        sent = operation.get("requestBody", {}).get("content", {})
        contents = [sent, *(one.get("content", {}) for one in operation["responses"].values())]
        for content in contents:
            for media, kind in content.items():
                if "example" in kind and (media == JSON or media.endswith("urlencoded")):
                    check(kind["example"], kind["schema"], DOCUMENT)
        for parameter in operation.get("parameters", ()):
            if "example" in parameter:
                check(parameter["example"], parameter["schema"], DOCUMENT)
