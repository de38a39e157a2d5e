"""Write the OpenAPI files anew: ``.venv/bin/python -m tests.contract.openapi.regenerate``."""

import json
from pathlib import Path
from typing import Any

from boucle.platform.http.merging import merged
from boucle.platform.process.cli import openapi_text
from tests.contract.openapi.examples.story import with_examples
from tests.contract.openapi.services import SERVICES

FILES = Path(__file__).parents[3] / "docs" / "reference" / "openapi"
WHOLE = FILES / "boucle.json"
COMMAND = ".venv/bin/python -m tests.contract.openapi.regenerate"


def whole() -> dict[str, Any]:
    """The one document, without examples."""
    return merged({service.name: json.loads(openapi_text(service)) for service in SERVICES})


def texts() -> dict[Path, str]:
    """What each file should hold: one for each service, and the one of all."""
    own = {FILES / f"{service.name}.json": openapi_text(service) for service in SERVICES}
    document = with_examples(merged({file.stem: json.loads(text) for file, text in own.items()}))
    return own | {WHOLE: json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False) + "\n"}


def write() -> None:
    FILES.mkdir(parents=True, exist_ok=True)
    for file, text in texts().items():
        file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
