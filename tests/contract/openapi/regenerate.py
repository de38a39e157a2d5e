"""Write the OpenAPI file anew: ``.venv/bin/python -m tests.contract.openapi.regenerate``."""

import copy
import json
from typing import Any

from boucle.platform.http.merging import merged
from boucle.registry.api import documentation
from tests.contract.openapi.examples.story import with_examples
from tests.contract.openapi.services import documents

WHOLE = documentation.FILES["/openapi.json"]
COMMAND = ".venv/bin/python -m tests.contract.openapi.regenerate"


def whole() -> dict[str, Any]:
    """The one document, without examples."""
    return merged(copy.deepcopy(dict(documents())))


def text() -> str:
    """What the file should hold."""
    return json.dumps(with_examples(whole()), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def write() -> None:
    WHOLE.write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    write()
