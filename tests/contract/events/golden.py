"""The golden files: what each event looks like in the log, for ever.

    python -m tests.contract.events.golden     writes those that are missing

A file is never rewritten: an event of that shape is in somebody's log. A change that makes
`test_golden` fail needs a new version of the type and an upcaster; before the first release only,
delete the file and run the command. A type that is told no more loses its file, if no topic that
anybody reads can hold it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from boucle.contract.events import EVENTS
from boucle.platform.events import Encoded
from tests.contract.events.examples import examples

FOLDER = Path(__file__).with_name("golden")


def document(encoded: Encoded) -> dict[str, Any]:
    return {
        "key": encoded.key,
        "headers": encoded.headers,
        "value": json.loads(encoded.value),
    }


def path(type_: str) -> Path:
    return FOLDER / f"{type_}.json"


def write_missing() -> list[Path]:
    FOLDER.mkdir(exist_ok=True)
    written = []
    for event in examples():
        target = path(event.type)
        if not target.exists():
            text = json.dumps(document(EVENTS.encode(event)), indent=2, ensure_ascii=False)
            target.write_text(f"{text}\n", encoding="utf-8")
            written.append(target)
    return written


if __name__ == "__main__":
    for target in write_missing():
        print(f"written: {target}")  # noqa: T201 - a command
