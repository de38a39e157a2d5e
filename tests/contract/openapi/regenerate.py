"""Write the OpenAPI file anew: ``.venv/bin/python -m tests.contract.openapi.regenerate``.

The answers of its examples are kept as the file has them: `tests.contract.openapi.examples.record`.
"""

import copy
import json
from pathlib import Path
from typing import Any

from boucle.platform.http.description.merging import merged
from boucle.registry.api import documentation
from tests.contract.openapi.examples.story import Recorded, shown_in, with_examples
from tests.contract.openapi.services import documents

NAMES = Path(__file__).with_name("examples") / "names.json"
WHOLE = documentation.FILES["/openapi.json"]
COMMAND = ".venv/bin/python -m tests.contract.openapi.regenerate"


def whole() -> dict[str, Any]:
    """The one document, without examples."""
    return merged(copy.deepcopy(dict(documents())))


def committed() -> Recorded:
    """What was recorded, as the committed files have it."""
    document = json.loads(WHOLE.read_text(encoding="utf-8"))
    return Recorded(json.loads(NAMES.read_text(encoding="utf-8")), shown_in(document))


def text(recorded: Recorded) -> str:
    """What the file should hold."""
    document = with_examples(whole(), recorded)
    return json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def write(recorded: Recorded) -> None:
    """The contract, and the names of what its examples were recorded with."""
    NAMES.write_text(json.dumps(recorded.names, indent=1, ensure_ascii=False) + "\n", "utf-8")
    WHOLE.write_text(text(recorded), encoding="utf-8")


if __name__ == "__main__":
    write(committed())
